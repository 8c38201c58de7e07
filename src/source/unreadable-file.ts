import { told, type Message } from '../language/message.js';

/** A file that cannot be read: one line for people, saying what is wrong and what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  /** @param kind `given-up` when time or memory ran out, which they may not another time */
  constructor(
    /** For whatever language it is told in. */
    readonly said: Message,
    readonly kind: 'broken' | 'unsupported' | 'given-up',
    options?: ErrorOptions,
  ) {
    super(told(said), options);
  }
}
