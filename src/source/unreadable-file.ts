/** A file that cannot be read: one line for people, saying what is wrong and what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  /** @param kind `given-up` when time or memory ran out, which they may not another time */
  constructor(
    message: string,
    readonly kind: 'broken' | 'unsupported' | 'given-up',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
