/** Answers that are kept at most. A folder of a province holds a few ten thousand different texts of forms. */
const MOST = 20_000;

/**
 * The same function, worked out once for what it is asked again and again: forms repeat their words, and tables
 * their zeros. What it gives must not change.
 */
export function remembering<Key extends string | number, Value>(
  answer: (key: Key) => Value,
): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size === MOST) known.clear();
    const value = answer(key);
    known.set(key, value);
    return value;
  };
}
