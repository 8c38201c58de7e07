import type { HiddenText } from './document.js';
import type { OfficeReader, Relation } from './office-package.js';
import { UnreadableFile } from './unreadable-file.js';
import type { Package } from './zip.js';

/** What a property of a file tells, by the local name of its element. */
const TELLING: Readonly<Record<string, HiddenText['what']>> = {
  creator: 'author',
  lastModifiedBy: 'last-editor',
  Company: 'company',
  Manager: 'author',
};

/** Names that programs put in by themselves. */
const OF_NO_ONE =
  /^(?:admin(?:istrator)?|users?|owner|pc|root|microsoft(?: office)?(?: user)?|windows 用户|微软用户|微软中国|china|dell|hp|lenovo|openpyxl|apache poi|sheetjs|python-docx|wps(?: office)?|unknown|未知)$/iu;

/** Whether a name in the properties of a file says who made it. */
export const saysWho = (name: string): boolean => name.trim() !== '' && !OF_NO_ONE.test(name.trim());

/**
 * Who made a package, as its properties tell. What they say is not kept.
 *
 * @param relations of the package itself
 * @see ECMA-376 part 2, §11 Core properties
 */
export function namesIn(
  pack: Package,
  relations: ReadonlyMap<string, Relation>,
  { scanPart }: OfficeReader,
): HiddenText[] {
  const roots: Readonly<Record<string, string>> = {
    'core-properties': 'coreProperties',
    'extended-properties': 'Properties',
  };
  return [...relations.values()].flatMap(({ type, target }) => {
    const root = roots[type];
    if (root === undefined || !pack.has(target)) return [];
    return orUnread(() => {
      const found: HiddenText[] = [];
      let what: HiddenText['what'] | undefined;
      scanPart(pack, target, root, {
        open: (element) => {
          what = TELLING[element];
        },
        text: (text) => {
          if (what !== undefined && saysWho(text)) found.push({ what });
        },
        close: () => {
          what = undefined;
        },
      });
      return found;
    });
  });
}

/** What cannot be read there is no reason to refuse the figures of a file, but is said. */
export function orUnread(read: () => HiddenText[]): HiddenText[] {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof UnreadableFile) return [{ what: 'unread' }];
    throw cause;
  }
}
