import { told, type Message } from '../language/message.js';

/** A rule book or a file of scoring schemes that cannot be used: which file, where, and why. */
export class BookError extends Error {
  override readonly name = 'BookError';

  constructor(
    /** To be told in the language of the run; `message` is what it says in Chinese. */
    readonly said: Message,
    options?: ErrorOptions,
  ) {
    super(told(said), options);
  }
}
