import { normaliseLabel } from '../forms/label.js';

/** The comparable form of a department's name: blanks, brackets of any width and a trailing 部门 apart. */
export const departmentName = (name: string): string => normaliseLabel(name).replace(/(?:部门|单位)$/u, '');

const ITSELF = /\((?:机关)?本级\)|\(机关\)|本级$/u;

/** Whether a comparable name means the department itself (本级), apart from the units below it. */
export const isItself = (name: string): boolean => ITSELF.test(name);

/** Whether a name is the other one with some of its characters left out. */
export function isShortFor(short: string, long: string): boolean {
  let at = 0;
  for (const char of long.replaceAll('与', '和')) if (char === short.replaceAll('与', '和')[at]) at++;
  return at === short.length;
}

/** A name in its parts. */
export interface NameParts {
  /** The administrative divisions that it begins with: 某某市某某区; empty where it prints none. */
  readonly district: string;
  /** What is left; 和 and 与 are one word. */
  readonly body: string;
  readonly itself: boolean;
}

/** One division: 某某市. 社区, 园区 and the like are none. */
const DIVISION =
  /^[^省市区县州盟旗]{1,8}?(?:省|自治区|自治州|自治县|自治旗|市|县|州|盟|旗|(?<![社库景园林灾辖片小校院牧灌护])区)/u;
const PARTY = /^(?:中国共产党|中共)/u;

/** The parts of a name that variants of it differ in. */
export function namePartsOf(name: string): NameParts {
  const whole = departmentName(name);
  const [party = ''] = PARTY.exec(whole) ?? [];
  let rest = whole.slice(party.length).replace(ITSELF, '');
  let district = '';
  for (let match = DIVISION.exec(rest); match; match = DIVISION.exec(rest)) {
    const [division] = match;
    // What is left must still be a name.
    if (rest.length - division.length < 2) break;
    district += division;
    rest = rest.slice(division.length);
  }
  return {
    district,
    body: `${party === '' ? '' : '中共'}${rest.replaceAll('与', '和')}`,
    itself: isItself(whole),
  };
}

/** Whether two districts may be one, printed with more or fewer of the divisions above it. */
export const mayBeOneDistrict = (one: string, other: string): boolean =>
  one.endsWith(other) || other.endsWith(one);

/** A name with the district that a list gives beside it, where it begins with none itself. */
export const withDistrict = (name: string, district: string): string =>
  district === '' || namePartsOf(name).district !== '' ? name : district + name;
