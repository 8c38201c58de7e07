import { remembering } from '../figure/remembering.js';
import {
  ECONOMIC_CLASSES,
  ECONOMIC_ITEMS,
  formOf,
  FUNCTION_CLASSES,
  FUNCTION_ITEMS,
} from '../forms/catalogue.js';
import type { CodeClass, Form } from '../forms/form.js';
import { normaliseLabel } from '../forms/label.js';
import { joined, zh, type Message } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import type { Report, Table, TableLine } from '../model/report.js';
import { judgement, shownAt, type Judgement, type Severity } from './judgement.js';
import type { CustomRule } from './rule.js';
import { WELL_FORMED } from './structure.js';

/** A code as one table prints it, with its name. */
interface Named {
  readonly table: Table;
  readonly line: TableLine;
  readonly code: string;
  readonly name: string;
}

/** Quotes, brackets, blanks and the level behind it do not make another name. */
const comparableName = remembering((name: string): string =>
  normaliseLabel(name).replace(/\([类款项]\)$|[()（）〔〕[\]、,，·]/gu, ''),
);

/** Codes and their names, table by table. Tables 01 and 04 print the class by its name alone, in changing wordings. */
const namesIn = (report: Report, codes: Form['codes']): Named[] =>
  [...report.tables.values()].flatMap((table) => {
    const form = formOf(table.form);
    if (form.codes !== codes || form.groups.length > 0) return [];
    return table.lines.flatMap((line) => {
      const { code, name, repeated } = line;
      return code === undefined || !name || repeated
        ? []
        : [{ table, line, code, name: comparableName(name) }];
    });
  });

const places = (named: readonly Named[]): Judgement['places'] =>
  named.map(({ table, line }) => shownAt('name', table.title, line.name ?? '', line.location));

const tablesOf = (report: Report): Judgement['places'] =>
  [...report.tables.values()].flatMap(({ title, parts }) =>
    parts.map((part) => shownAt('table', title, '', part)),
  );

const isOneName = (named: readonly Named[]): boolean => new Set(named.map(({ name }) => name)).size <= 1;

/** One code has one name in all tables. */
function judgeSameNames(report: Report): Judgement[] {
  const shared = [...groupBy(namesIn(report, 'function'), ({ code }) => code)].filter(
    ([, named]) => named.length > 1,
  );
  const conflicts = shared
    .filter(([, named]) => !isOneName(named))
    .map(([code, named]) =>
      judgement('X-NAME', 'warning', {
        instance: code,
        verdict: 'fails',
        reason: zh`科目 ${code} 在各表名称不一：${joined([...new Set(named.map(({ line }) => line.name ?? ''))], zh`、`)}`,
        advice: zh`按当年政府收支分类科目统一名称；名称不同也可能是代码写错`,
        places: places(named),
      }),
    );
  if (conflicts.length > 0) return conflicts;
  return [
    judgement('X-NAME', 'warning', {
      instance: '',
      verdict: shared.length > 0 ? 'holds' : 'not-applicable',
      places: tablesOf(report),
      ...(shared.length === 0 && { reason: zh`没有两张表列示同一科目` }),
    }),
  ];
}

/** The codes that are known of a classification. */
interface Classification {
  readonly codes: 'function' | 'economic';
  readonly known: ReadonlyMap<string, CodeClass>;
  /** Whether a code that is not known is in none of the classification's years. */
  readonly isForeign: (code: string) => boolean;
  readonly name: Message;
}

const byCode = (known: readonly CodeClass[]): ReadonlyMap<string, CodeClass> =>
  new Map(known.map((one) => [one.code, one]));
const listedClasses = new Set(ECONOMIC_ITEMS.map(({ code }) => code.slice(0, 3)));
const CLASSIFICATIONS: readonly Classification[] = [
  {
    codes: 'function',
    known: byCode([...FUNCTION_CLASSES, ...FUNCTION_ITEMS]),
    isForeign: (code) => /^2\d\d$/u.test(code),
    name: zh`支出功能分类`,
  },
  {
    codes: 'economic',
    known: byCode([...ECONOMIC_CLASSES, ...ECONOMIC_ITEMS]),
    isForeign: (code) => /^3\d\d$/u.test(code) || listedClasses.has(code.slice(0, 3)),
    name: zh`部门预算支出经济分类`,
  },
];
/** Since then the classifications are as they are listed here. */
const LISTED_SINCE = 2018;

/** Whether one name is the other with some characters left out: 基本养老保险费, 基本养老保险缴费. */
function isShortFor(one: string, other: string): boolean {
  let at = 0;
  for (const character of other) if (character === one[at]) at++;
  return at === one.length;
}

/** What is wrong with the name that a code bears, if something is. */
function fault(
  { known, isForeign, name: classification }: Classification,
  { code, name, line }: Named,
): { readonly severity: Severity; readonly reason: Message; readonly advice: Message } | undefined {
  const labels = ({ labels }: CodeClass): string[] => labels.map(comparableName);
  const own = known.get(code);
  if (own && labels(own).includes(name)) return undefined;
  if (!own && !isForeign(code)) return undefined;
  // Some places fill up the code of a class: 30100.
  const filledUp = /^\d{3}00$/u.test(code) ? known.get(code.slice(0, 3)) : undefined;
  if (filledUp && labels(filledUp).includes(name)) return undefined;
  const printed = line.name ?? '';
  const bearer = [...known.values()].find(
    (one) => one.code.length === code.length && labels(one).includes(name),
  );
  if (bearer)
    return {
      severity: 'warning',
      reason: own
        ? zh`科目 ${code} 是“${own.name}”，印作“${printed}”，这是 ${bearer.code} 的名称`
        : zh`${classification}没有 ${code}，“${printed}”是 ${bearer.code} 的名称`,
      advice: zh`更正代码或名称`,
    };
  if (!own)
    return {
      severity: 'note',
      reason: zh`${classification}没有 ${code}（${printed}）`,
      advice: zh`核对代码；当年新增的科目可以不改`,
    };
  if (labels(own).some((label) => isShortFor(label, name) || isShortFor(name, label))) return undefined;
  return {
    severity: 'warning',
    reason: zh`科目 ${code} 是“${own.name}”，印作“${printed}”`,
    advice: zh`按当年政府收支分类科目更正名称；名称不同也可能是代码写错`,
  };
}

/** A code that is known bears its own name. */
function judgeKnownNames(report: Report): Judgement[] {
  const { fiscalYear } = report;
  const none = (reason: Message): Judgement[] => [
    judgement('X-CLASS', 'warning', { instance: '', verdict: 'not-applicable', reason }),
  ];
  if (fiscalYear !== undefined && fiscalYear < LISTED_SINCE)
    return none(zh`${LISTED_SINCE} 年以前的科目与现在不同`);
  const listed = CLASSIFICATIONS.flatMap((classification) =>
    [...groupBy(namesIn(report, classification.codes), ({ code }) => code)]
      // Names that differ between tables are told by X-NAME.
      .filter(([code, named]) => WELL_FORMED.test(code) && isOneName(named))
      .map(([code, named]) => ({ code, named, wrong: named[0] && fault(classification, named[0]) })),
  );
  if (listed.length === 0) return none(zh`各表没有列示科目`);
  const wrong = listed.flatMap(({ code, named, wrong }) =>
    wrong
      ? [
          judgement('X-CLASS', wrong.severity, {
            instance: code,
            verdict: 'fails',
            reason: wrong.reason,
            advice: wrong.advice,
            places: places(named),
          }),
        ]
      : [],
  );
  if (wrong.length > 0) return wrong;
  return [judgement('X-CLASS', 'warning', { instance: '', verdict: 'holds', places: tablesOf(report) })];
}

/** Rules about the names of codes. */
export const CODE_NAME_RULES: readonly CustomRule[] = [
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-NAME',
    title: '同一科目代码在各表名称一致',
    severity: 'warning',
    basis: '一个代码只有一个名称；引号、括号、空格的差别不计。',
    failure: '统一名称；若代码写错则更正代码。',
    judge: judgeSameNames,
    examples: {
      holds: {
        figures: {},
        names: { '支出表[20805]': '行政事业单位养老支出', '收入表[20805]': '行政事业单位养老支出' },
      },
      fails: {
        figures: {},
        names: { '支出表[20805]': '行政事业单位养老支出', '收入表[20805]': '行政事业单位离退休' },
      },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-CLASS',
    title: '科目代码与名称相符',
    severity: 'warning',
    basis:
      '政府收支分类科目：一个代码对应一个名称。功能分类核对类和养老、医疗、住房等常用款项，经济分类核对类、款；简称不算错，名单外的代码只作提示。',
    failure: '更正代码或名称；当年新增的科目可以不改。',
    judge: judgeKnownNames,
    examples: {
      holds: { figures: {}, names: { '基本支出表[30109]': '职业年金缴费' } },
      fails: { figures: {}, names: { '基本支出表[30109]': '机关事业单位基本养老保险缴费' } },
    },
  },
];
