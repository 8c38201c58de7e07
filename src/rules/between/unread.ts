import { departmentName, namePartsOf } from '../../model/department-name.js';
import { nameWithin } from '../../model/file-path.js';
import { onceFor } from '../../model/once-for.js';

/** Files of a run of which nothing is known. */
export interface Unread {
  /** How many it did not come to: it was interrupted, or what a shard found is lacking. */
  readonly left: number;
  /** Files that could not be read. */
  readonly broken: readonly string[];
}

export const NOTHING_UNREAD: Unread = { left: 0, broken: [] };

/** What may stand behind a name in that of a file; another word would make it the name of another unit. */
const BEHIND_A_NAME = /^(?:部门|单位|年|决算|公开|信息|报表|汇总|本级|机关)/u;
const HAN = /^\p{Script=Han}/u;

/** A file that could not be read and is called like a department or unit: it may be its report. */
export function unreadOf(name: string, unread: Unread): string | undefined {
  const { body, itself } = namePartsOf(name);
  return namesIn(unread).find(({ called }) => {
    const at = called.indexOf(body);
    const behind = called.slice(at + body.length);
    return (
      at >= 0 &&
      (!HAN.test(behind) || BEHIND_A_NAME.test(behind)) &&
      /^\(?(?:本级|机关)/u.test(behind) === itself
    );
  })?.file;
}

/** What files are called, without folders and suffix. */
const namesIn = onceFor(({ broken }: Unread) =>
  broken.map((file) => ({
    file,
    called: departmentName(nameWithin(file).replace(/\.[^.]*$/u, '')),
  })),
);
