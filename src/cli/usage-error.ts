/** A call that cannot be carried out as given; its message is all that the user needs to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
