import { told, type Message } from '../language/message.js';

/** A file that cannot be read: one line for people, saying what is wrong and what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  /** @param kind `given-up` when time or memory ran out, which they may not another time */
  constructor(
    /** The line, to be told in the language of the run; `message` is what it says in Chinese. */
    readonly said: Message,
    readonly kind: 'broken' | 'unsupported' | 'given-up',
    options?: ErrorOptions,
  ) {
    super(told(said), options);
  }
}
