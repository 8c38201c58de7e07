/** A rule book or a file of scoring schemes that cannot be used: which file, where, and why. */
export class BookError extends Error {
  override readonly name = 'BookError';
}
