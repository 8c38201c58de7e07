/** A file that cannot be read: one line for people, saying what is wrong and what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(
    message: string,
    readonly kind: 'broken' | 'unsupported',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
