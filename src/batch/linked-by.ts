/** Items that share a key, directly or through others, each group and the groups in the order given. */
export function linkedBy<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Item[][] {
  const groups = new Map<Item, Item[]>();
  const holders = new Map<string, Item>();
  for (const item of items) {
    groups.set(item, [item]);
    for (const key of keysOf(item)) {
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, item);
      else join(groups, holder, item);
    }
  }
  const order = new Map(items.map((item, index) => [item, index]));
  const place = (item: Item): number => order.get(item) ?? 0;
  return [...new Set(items.map((item) => groups.get(item) ?? []))].map((group) =>
    group.sort((one, other) => place(one) - place(other)),
  );
}

/** Takes the smaller group into the larger. */
function join<Item>(groups: Map<Item, Item[]>, one: Item, other: Item): void {
  const [small = [], large = []] = [groups.get(one) ?? [], groups.get(other) ?? []].sort(
    (first, second) => first.length - second.length,
  );
  if (small === large) return;
  large.push(...small);
  for (const member of small) groups.set(member, large);
}
