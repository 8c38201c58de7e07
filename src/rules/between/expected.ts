import type { Location } from '../../model/location.js';

/** Those that must publish, as a list of the bureau names them. */
export interface Expected {
  readonly file: string;
  readonly entries: readonly ExpectedEntry[];
}

/** A name on a list. */
export interface ListedName {
  readonly name: string;
  /** Empty where the list gives none. */
  readonly district: string;
}

export interface ExpectedEntry extends ListedName {
  /** A department as a whole, the department itself (本级), or a unit below it; undefined where the list does not say. */
  readonly level: Level | undefined;
  /** The department that it belongs to, where the list says so; it need not have a row of its own. */
  readonly department?: ListedName;
  /** The list only puts it below that department, in its order, which need not mean that it is one of its units. */
  readonly isBelowByOrder?: true;
  readonly location: Location;
}

export type Level = 'department' | 'itself' | 'unit';

const LEVELS: readonly (readonly [RegExp, Level])[] = [
  [/本级|机关/u, 'itself'],
  [/部门|一级/u, 'department'],
  [/单位|[二三四]级/u, 'unit'],
];

/** A level by the word for it; undefined where it is none. */
export const levelNamed = (word: string): Level | undefined =>
  LEVELS.find(([pattern]) => pattern.test(word))?.[1];
