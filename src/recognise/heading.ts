import { YUAN_PER_UNIT, type Unit } from '../figure/figure.js';
import { FORMS } from '../forms/catalogue.js';
import type { Form } from '../forms/form.js';
import { saysEmpty } from '../forms/empty-note.js';
import { normaliseLabel, unifyText } from '../forms/label.js';
import type { Location } from '../model/location.js';
import { onceFor } from '../model/once-for.js';
import type { Stated } from '../model/report.js';

/** What a cell above or below a table says of the table as a whole. */
export interface Heading {
  /** A title of one of the nine forms, and which of its titles. */
  readonly form?: Form;
  readonly formTitle?: string;
  /** Text shaped as the title of some other table. */
  readonly otherTitle?: string;
  readonly number?: string;
  readonly department?: string;
  /** Department named in passing: in a banner, in a note. */
  readonly mentioned?: string;
  readonly fiscalYear?: number;
  readonly unit?: Unit;
  readonly note?: boolean;
}

/** What a cell around a table says of it. */
export interface Said {
  readonly heading: Heading;
  readonly location: Location;
}

/** What cells around a table say of one thing, each with its place. */
export const stated = <Value>(
  around: readonly Said[],
  read: (heading: Heading) => Value | undefined,
): Stated<Value>[] =>
  around.flatMap(({ heading, location }) => {
    const value = read(heading);
    return value === undefined ? [] : [{ value, location }];
  });

const titlesOf = onceFor((forms: readonly Form[]) =>
  forms
    .flatMap((form) =>
      form.titles.map((formTitle) => ({ form, formTitle, title: normaliseLabel(formTitle) })),
    )
    .sort((one, other) => other.title.length - one.title.length),
);

/** Most cells are figures, codes and labels; only these words make a heading. */
const SAYS_SOMETHING = /表|年|单\s*位|部\s*门|元|注|说\s*明|决算/u;
/** Longest title with department, year and number around it; anything longer is a sentence. */
const LONGEST_TITLE = 80;
const SENTENCE = /[,。;!?]/u;
const TABLE_NUMBER = /^(?:公开|财决|附|表)*(\d{1,2}(?:-\d)?)表$|^表(\d{1,2}|[一二三四五六七八九十]+)$/u;
/** 注：…; what says of a whole table that it is empty is a note without such a mark. */
const NOTE = /^\**(?:注|备注|说明|附注|填表说明)\d*[:.、]|(?:为|以)空表/u;
/** In a row of its own: in a row of a table it is a remark on that row. */
const LONE_NOTE = /^(?:本|我)(?:单位|部门|局|委|院|中心|校|站).{0,12}(?:没有|无|未发生|未安排)/u;
/** How the name of a public body ends, or a word that stands for one. */
const BODY_NAME =
  /(?:部门|单位|局|委|办|厅|院|中心|部|会|所|站|校|学|园|馆|队|社|室|处|科|团|政府|街道|镇|乡|区|县|市|省|本级|公司|机关)\)?$/u;
const AROUND_TITLE = {
  // 附件1, 表一, (一), 1., 公开01表, (公开)
  number:
    /^(?:\((?:公开|空表|汇总|本级|续)\)|附件?(?:[一二三四五六七八九十]+|\d+(?:-\d+)?)?[:、.]?|(?:附?表|公开)(?:[一二三四五六七八九十]+|\d+(?:-\d+)?)表?[:、.-]?|\(?[一二三四五六七八九十]+\)?[、.]?|\d+(?:-\d+)?[、.]?|第[一二三四五六七八九十]+部分)/u,
  year: /^.*?(?:20\d{2}|二[〇○零]..)年度?/u,
  suffix:
    /(?:\((?:20\d{2}年?度?|续|续表|公开[^()]*|[^()]*(?:表|单位[^()]*)|[本此]?表?无(?:相关)?数据|无|万元|元|千元|草案|[^()]{0,6}汇总|本级|分科目|按科目|分单位|按单位)\)|续表|-+(?:续|公开|汇总|本级)|(?:金额|计量)?单位:?(?:人民币)?(?:万元|千元|元)|[.…·]+(?![.…·])\d*)+$/u,
};

/**
 * Reads a cell that may say what table this is, whose it is, of which year and in which unit.
 * Several of these often share a cell; most cells say none of them.
 *
 * @param text shown text of the cell
 * @param next shown text of the cell to its right, where a label and its value stand in two cells
 * @param forms with the titles that the place prints
 * @param isAlone whether nothing else stands in its row
 */
export function readHeading(
  text: string,
  next?: string,
  forms: readonly Form[] = FORMS,
  isAlone = false,
): Heading | undefined {
  if (!SAYS_SOMETHING.test(text)) return undefined;
  const label = normaliseLabel(text);
  const title = label.length <= LONGEST_TITLE && !SENTENCE.test(label) ? titleOf(label, forms) : undefined;
  const year = fiscalYearOf(label);
  const number = TABLE_NUMBER.exec(label);
  const heading = {
    ...title,
    ...(number && { number: label }),
    ...(year !== undefined && { fiscalYear: year }),
    ...unitOf(label, next),
    ...departmentOf(text, next),
    ...(isNote(label, isAlone) && { note: true }),
    ...mentionOf(label),
  };
  return Object.keys(heading).length > 0 ? heading : undefined;
}

const isNote = (label: string, isAlone: boolean): boolean =>
  NOTE.test(label) || saysEmpty(label, isAlone) || (isAlone && LONE_NOTE.test(label));

function titleOf(
  label: string,
  forms: readonly Form[],
): Pick<Heading, 'form' | 'formTitle' | 'otherTitle' | 'mentioned'> | undefined {
  if (!label.includes('表')) return undefined;
  const bare = label.replace(AROUND_TITLE.suffix, '');
  const known = titlesOf(forms).find(
    ({ title }) => bare.endsWith(title) && isTitlePrefix(bare.slice(0, -title.length)),
  );
  if (known) {
    const name = departmentBefore(bare.slice(0, -known.title.length));
    return { form: known.form, formTitle: known.formTitle, ...(name !== undefined && { mentioned: name }) };
  }
  if (TABLE_NUMBER.test(label) || !bare.endsWith('表') || bare.length < 4) return undefined;
  if (/^(?:见|详见|根据|按照|从|注|说明)/u.test(bare)) return undefined;
  return { otherTitle: bare };
}

/** "某某局2023年度" or "2023年度某某局" before a title names the department. */
function departmentBefore(prefix: string): string | undefined {
  const name = prefix
    .replace(/(?:20\d{2}|二[〇○零]..)年度?/u, '')
    .replace(AROUND_TITLE.number, '')
    .replace(/(?:部门|单位)$/u, '');
  return name.length >= 4 && BODY_NAME.test(name) ? name : undefined;
}

function isTitlePrefix(prefix: string): boolean {
  // A bare year is no table number: it comes off first.
  let rest = prefix.replace(/^(?:20\d{2}|二[〇○零]..)年度?/u, '');
  for (;;) {
    const shorter = rest.replace(AROUND_TITLE.number, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  if (rest === '') return true;
  if (/^(?:详?见|根据|按照|关于|其中|以及|和|与)/u.test(rest)) return false;
  const afterYear = rest.replace(AROUND_TITLE.year, '');
  return afterYear === '' || BODY_NAME.test(afterYear);
}

const CHINESE_DIGITS = '〇一二三四五六七八九';

/** The year of "2023年度"; a date of preparation or a project's year is not the fiscal year. */
function fiscalYearOf(label: string): number | undefined {
  const western =
    /(20\d{2})年度/u.exec(label) ??
    /^(20\d{2})年?$/u.exec(label) ??
    /(20\d{2})年(?:部门|单位|收入|支出|财政)/u.exec(label);
  if (western) return Number(western[1]);
  const chinese = /二[〇○零]([〇一二三四五六七八九零○])([〇一二三四五六七八九零○])年度/u.exec(label);
  if (!chinese) return undefined;
  // What is not in the list is zero, written 零 or ○.
  const digit = (character = ''): number => Math.max(0, CHINESE_DIGITS.indexOf(character));
  return 2000 + digit(chinese[1]) * 10 + digit(chinese[2]);
}

const isUnit = (text: string): text is Unit => Object.hasOwn(YUAN_PER_UNIT, text);

/** A unit of measure; "单位：元氏县教育局" and "单位：元阳县财政局" are names. */
const MEASURE = String.raw`(?:人民币)?(万元|千元|百元|元(?![氏阳谋江]|\p{Script=Han}{1,2}[县区市镇乡]))`;
const MEASURE_STATED = new RegExp(String.raw`(?:金额|计量|货币|计价)?单位:?\(?${MEASURE}`, 'u');
const MEASURE_FIRST = new RegExp(`^${MEASURE}`, 'u');

/** "金额单位：万元" is a measure; "单位：某某中学" is a name. */
function unitOf(label: string, next?: string): Pick<Heading, 'unit'> {
  const named = MEASURE_STATED.exec(label) ?? /\((?:人民币)?(万元|千元|元)\)$/u.exec(label);
  if (named?.[1] !== undefined && isUnit(named[1])) return { unit: named[1] };
  if (/(?:^|金额|计量)单位$/u.test(label) && next !== undefined) {
    const value = normaliseLabel(next).replace(/^人民币/u, '');
    if (isUnit(value)) return { unit: value };
  }
  return {};
}

const DEPARTMENT_LABEL =
  /(?:^|[\s|])(?:(?:编制|填报|公开|预算|填表)?(?:单位|部门)(?:名称)?(?:\((?:单位|部门|公章|盖章)\))?)\s*:\s*(?<name>(?:\S.*)?)$/u;
const AFTER_DEPARTMENT =
  /(?:\s{2,}|\t|(?:金额|计量)?单位\s*:|20\d{2}\s*年|公开\s*\d+\s*表|\(盖章\)|\(公章\))/u;

function departmentOf(text: string, next?: string): Pick<Heading, 'department'> {
  // Blanks are kept: they part the name from what follows it.
  const match = DEPARTMENT_LABEL.exec(unifyText(text).trim());
  if (!match) return {};
  const [inCell = ''] = (match.groups?.name ?? '').split(AFTER_DEPARTMENT, 1);
  const name = normaliseLabel(inCell === '' ? (next ?? '') : inCell);
  if (name === '' || MEASURE_FIRST.test(name) || /^20\d{2}年/u.test(name)) return {};
  return { department: name };
}

function mentionOf(label: string): Pick<Heading, 'mentioned'> {
  const banner =
    /^(?<name>.{3,40}?)(?:20\d{2}|二[〇○零]..)年度?(?:部门|单位)决算(?:公开)?(?:报?表|公开)?$/u.exec(label);
  const note =
    /^(?:注|说明|备注)\d*[:.、](?<name>[^,。;:!?]{3,40}?)(?:20\d{2}年度?|本年度?)(?:没有|无|未)/u.exec(label);
  const name = (banner ?? note)?.groups?.name;
  // 我部门, 本单位 and the like name nobody.
  if (
    name === undefined ||
    /^(?:我|本|该)(?:部门|单位|局|委|中心|校|院)/u.test(name) ||
    /^第.部分$/u.test(name)
  )
    return {};
  return { mentioned: name.replace(/^第.部分/u, '') };
}
