/** Tells labels apart that occur more than once: the second of the same gets the mark #2. */
export function tellApart(): (label: string) => string {
  const seen = new Map<string, number>();
  return (label) => {
    const copies = (seen.get(label) ?? 0) + 1;
    seen.set(label, copies);
    return copies === 1 ? label : `${label}#${copies}`;
  };
}
