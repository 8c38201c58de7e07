import type { ReadInput } from '../batch/run.js';
import { zh } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { levelNamed, type Expected, type ExpectedEntry } from '../rules/between/expected.js';
import type { Sheet } from '../source/document.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { UsageError } from './usage-error.js';

/** Titles of the columns: name, level, district, and the department that a unit belongs to. */
const TITLES = {
  name: /^(?:(?:部门|单位|预算单位)(?:\(单位\))?(?:名称|全称)?|名称)$/u,
  level: /^(?:级别|层级|级次|单位级次|类型|性质)$/u,
  district: /^(?:区划|行政区划|地区|所属地区|区县|县区)(?:名称)?$/u,
  superior: /^(?:主管部门|所属部门|上级单位|上级部门)(?:名称)?$/u,
};
type Column = keyof typeof TITLES;
const ORDER: readonly Column[] = ['name', 'level', 'district', 'superior'];

/** Those that must publish, where a list of them was given. */
export async function expectedBy(file: string | undefined, read: ReadInput): Promise<Expected | undefined> {
  return file === undefined ? undefined : expectedFrom(file, read);
}

/**
 * Those that must publish: a list in csv (or a workbook) with the columns name, level, district, under titles in
 * Chinese or under none.
 */
async function expectedFrom(file: string, read: ReadInput): Promise<Expected> {
  try {
    const [sheet] = (await read(file)).sheets;
    const entries = sheet ? entriesIn(sheet, file) : [];
    if (entries.length === 0) throw new UsageError(zh`${file} 里没有单位名称；每行一个：名称,级别,区划`);
    return { file, entries: withDepartments(entries) };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const why = cause instanceof UnreadableFile ? cause.said : zh`请检查路径`;
    throw new UsageError(zh`读不了 ${file}：${why}`, { cause });
  }
}

/** Characters of one width, and none to part them. */
const withoutBlanks = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '');

type Row = ExpectedEntry & { readonly superior: string };

function entriesIn({ rows, name }: Sheet, file: string): Row[] {
  const texts = rows.map((cells) => Array.from(cells, (cell) => cell?.shown.trim() ?? ''));
  // A heading may stand above the titles.
  const head = texts.slice(0, MOST_HEADINGS + 1).findIndex((row) => columnsIn(row));
  const columns =
    columnsIn(texts[head] ?? []) ?? new Map(ORDER.map((column, index) => [column, index] as const));
  return texts.flatMap((row, index): Row[] => {
    const textOf = (column: Column): string => row[columns.get(column) ?? -1] ?? '';
    if (index <= head || textOf('name') === '') return [];
    if (LEVEL_WORD.test(withoutBlanks(textOf('name'))))
      throw new UsageError(
        zh`${file} 第 ${index + 1} 行的单位名称是“${textOf('name')}”；各列应为名称,级别,区划，或在第一行写明各列的标题`,
      );
    const word = textOf('level');
    const level = levelNamed(word);
    if (word !== '' && level === undefined)
      throw new UsageError(zh`${file} 第 ${index + 1} 行的级别“${word}”不认识；应为部门、本级或单位`);
    return [
      {
        name: textOf('name'),
        level,
        district: withoutBlanks(textOf('district')),
        superior: textOf('superior'),
        location: { file, sheet: name, cell: `A${index + 1}` },
      },
    ];
  });
}

/** Rows above the titles at most. */
const MOST_HEADINGS = 5;
/** What names a level stands in titles too, and without them in the rows themselves. */
const LEVEL_WORD = /^(?:部门|单位|预算单位|机关|(?:机关)?本级|[一二三四]级(?:预算)?单位)$/u;

/** Which column is which by its title; undefined where the row is no row of titles. */
function columnsIn(row: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const found = new Map(
    ORDER.flatMap((column): [Column, number][] => {
      const index = row.findIndex((text) => TITLES[column].test(withoutBlanks(text)));
      return index < 0 ? [] : [[column, index]];
    }),
  );
  const name = found.get('name');
  if (name === undefined) return undefined;
  return found.size > 1 || name === 0 || !LEVEL_WORD.test(withoutBlanks(row[name] ?? '')) ? found : undefined;
}

/**
 * Puts units below their departments: those that name one, and where none does those that stand below one. A list
 * that is sorted by level puts them below the last, and says nothing.
 */
function withDepartments(rows: readonly Row[]): ExpectedEntry[] {
  const byDistrict = groupBy(rows, ({ district }) => district);
  const headOf = new Map<Row, Row>();
  for (const own of byDistrict.values()) {
    const heads = own.filter(({ level }) => level === 'department');
    let head: Row | undefined;
    for (const row of own) {
      if (row.level === 'department') head = row;
      else if (head && row.level !== undefined) headOf.set(row, head);
    }
    const used = new Set(own.flatMap((row) => headOf.get(row) ?? []));
    if (heads.length > 1 && used.size < 2) for (const row of own) headOf.delete(row);
  }
  const byName = groupBy(
    rows.filter(({ level }) => level === 'department'),
    ({ name }) => withoutBlanks(name),
  );
  return rows.map((row): ExpectedEntry => {
    const { superior, ...entry } = row;
    const head = headOf.get(row);
    if (superior === '') return head ? { ...entry, department: head, isBelowByOrder: true } : entry;
    const named = byName.get(withoutBlanks(superior)) ?? [];
    const [only, ...others] = named;
    const near =
      named.find(({ district }) => district === row.district) ?? (others.length === 0 ? only : undefined);
    // A department may be put down as its own.
    const isOwn = withoutBlanks(superior) === withoutBlanks(row.name) && row.level !== 'itself';
    return isOwn ? entry : { ...entry, department: near ?? { name: superior, district: row.district } };
  });
}
