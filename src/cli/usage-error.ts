import { told, type Message } from '../language/message.js';

/** A call that cannot be carried out as given; its message is all that the user needs to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    /** To be told in the language of the run; `message` is what it says in Chinese. */
    readonly said: Message,
    options?: ErrorOptions,
  ) {
    super(told(said), options);
  }
}
