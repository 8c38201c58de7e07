import { groupBy } from '../../model/group-by.js';
import { mayBeOneDistrict, namePartsOf } from '../../model/department-name.js';

/** A name where it is printed. */
export interface PrintedName {
  readonly name: string;
  /** The folder of its file; years in it say nothing. */
  readonly place: string;
}

/** Whose name it is; or the names of those whose it could be, between which nothing decides. */
export type Identity =
  { readonly id: string; readonly itself: boolean } | { readonly doubt: readonly string[] };

/**
 * Tells which names mean the same department or unit: those that differ by blanks, by the width of brackets, or in
 * how many of the divisions above it they begin with. Where that could mean two, nothing is guessed.
 *
 * @param names all that are known
 * @returns for a name whose it is; `near` is a district that it lies in where it prints none
 */
export function naming(names: readonly PrintedName[]): (name: PrintedName, near?: string) => Identity {
  const known = names.map(({ name, place }) => ({ ...namePartsOf(name), place }));
  const isOneDistrict = longest(known.map(({ district }) => district)).length <= 1;
  const districtsOf = new Map(
    [...groupBy(known, ({ body }) => body)].map(([body, own]) => [
      body,
      longest(own.map(({ district }) => district)),
    ]),
  );
  return ({ name, place }, near = '') => {
    const { body, itself, ...parts } = namePartsOf(name);
    const district = parts.district === '' ? near : parts.district;
    const fitting = (districtsOf.get(body) ?? []).filter((one) => mayBeOneDistrict(one, district));
    const [only, ...others] = fitting;
    if (others.length > 0) return { doubt: fitting.map((one) => one + body) };
    if (only === undefined) {
      // Its own district is another than those that are known; without one it is at home where it lies.
      return { id: district === '' && !isOneDistrict ? `${place}\u0000${body}` : district + body, itself };
    }
    if (district === '' && !isOneDistrict) return { doubt: [only + body] };
    return { id: only + body, itself };
  };
}

/** The districts that are no shorter form of another: 某某市某某区 stands for 某某区 too. Empty ones count for nothing. */
function longest(districts: readonly string[]): string[] {
  const all = [...new Set(districts)].filter((district) => district !== '');
  const shorter = new Set(
    all.flatMap((district) => Array.from(district, (_, index) => district.slice(index + 1))),
  );
  return all.filter((district) => !shorter.has(district));
}
