import { formOf, FUND_ITEMS } from '../forms/catalogue.js';
import type { FormId } from '../forms/form.js';
import { joined, zh, type Message } from '../language/message.js';
import { placeName, type Location } from '../model/location.js';
import { factOf, lineOf, type Fact, type Report, type Table, type TableLine } from '../model/report.js';
import { judgement, shownAt, type Judgement, type Severity } from './judgement.js';
import type { CustomRule } from './rule.js';

/** Tables whose lines are known by the codes of the functional classification. */
const CODED_TABLES: readonly (readonly [string, FormId])[] = [
  ['T2', 'revenue'],
  ['T3', 'expenditure'],
  ['T5', 'general-budget-expenditure'],
  ['TG', 'government-fund'],
  ['TS', 'state-capital'],
];

const linePlace = (role: string, line: TableLine): Judgement['places'][number] =>
  shownAt(role, line.label, line.code ?? line.label, line.location);

const codesPlace = (table: Table, count: number, part: Location): Judgement['places'][number] =>
  shownAt('table', zh`${table.title} ${count} 个科目`, '', part);

export const undecided = (ruleId: string, severity: Severity, form: FormId): Judgement =>
  judgement(ruleId, severity, {
    instance: form,
    verdict: 'undecidable',
    reason: zh`未找到${formOf(form).titles[0] ?? ''}`,
  });

const amountsOf = (table: Table, line: string): Fact[] =>
  table.columns.flatMap(({ id }) => factOf(table, line, id) ?? []);

export const isNonZero = (fact: Fact): boolean => fact.state === 'figure' && !fact.figure.value.isZero();

/** A code of 类, 款 or 项. */
export const WELL_FORMED = /^\d{3}(?:\d{2}){0,2}$/u;

/**
 * Parents, duplicates and order of the codes of one table. The economic classification (06) is printed in
 * columns, in a selection or with a class left out: there only what is wrong in any selection is a fault.
 */
function judgeCodes(ruleId: string, form: FormId, report: Report): Judgement[] {
  const isSelection = formOf(form).codes === 'economic';
  const table = report.tables.get(form);
  if (!table) return [undecided(ruleId, 'error', form)];
  const coded = table.lines.filter((line): line is TableLine & { code: string } => line.code !== undefined);
  const codes = new Set(coded.map(({ code }) => code));
  const faults = coded.flatMap((line): Judgement[] => {
    const { code, key } = line;
    const fail = (reason: Message, advice: Message, severity: Severity = 'error'): Judgement =>
      judgement(ruleId, severity, {
        instance: `${form}/${key}`,
        verdict: 'fails',
        reason,
        advice,
        places: [linePlace('code', line)],
      });
    if (!WELL_FORMED.test(code)) return [fail(zh`科目代码“${code}”不是 3、5 或 7 位数字`, zh`更正代码`)];
    if (line.repeated) return [fail(zh`科目代码 ${code} 在表中出现不止一次`, zh`合并或更正其中一行的代码`)];
    return [];
  });
  const hasClasses = coded.some(({ code }) => code.length === 3);
  const orphans = coded.filter(
    ({ code }) =>
      (hasClasses || !isSelection) &&
      WELL_FORMED.test(code) &&
      code.length > 3 &&
      !codes.has(code.slice(0, -2)),
  );
  const unread = table.leftovers.find(({ hasAmount }) => hasAmount);
  const levels = (isSelection ? [] : [3, 5]).filter(
    (length) =>
      coded.some(({ code }) => code.length > length) && !coded.some(({ code }) => code.length === length),
  );
  for (const length of levels) {
    faults.push(
      judgement(ruleId, 'error', {
        instance: `${form}/level/${length}`,
        verdict: 'fails',
        reason:
          length === 3
            ? zh`${table.title}没有列示类（3 位）一级的科目`
            : zh`${table.title}没有列示款（5 位）一级的科目`,
        advice: zh`补列上级科目及其合计`,
        places: table.parts.map((part) => codesPlace(table, coded.length, part)),
      }),
    );
  }
  const parents = new Set(
    orphans.map(({ code }) => code.slice(0, -2)).filter((code) => !levels.includes(code.length)),
  );
  for (const parent of parents) {
    const children = orphans.filter(({ code }) => code.slice(0, -2) === parent);
    const names = joined(
      children.map(({ code }) => code),
      zh`、`,
    );
    faults.push(
      judgement(ruleId, isSelection ? 'warning' : 'error', {
        instance: `${form}/parent/${parent}`,
        verdict: 'fails',
        missing: { form, code: parent },
        reason: unread
          ? zh`${names} 的上级科目 ${parent} 没有列示；${placeName(unread.location)}“${unread.text}”一行未能识别，可能就是它`
          : zh`${names} 的上级科目 ${parent} 没有列示`,
        advice: zh`在${table.title}补列 ${parent}，或更正 ${names} 的代码`,
        places: children.map((line) => linePlace('code', line)),
      }),
    );
  }
  const disorder = isSelection
    ? -1
    : coded.findIndex(({ code }, index) => index > 0 && code < (coded[index - 1]?.code ?? ''));
  const misplaced = coded[disorder];
  const order =
    misplaced && faults.length === 0
      ? [
          judgement(ruleId, 'note', {
            instance: `${form}/order`,
            verdict: 'fails',
            reason: zh`科目 ${misplaced.code} 没有按代码顺序排列`,
            places: [linePlace('code', misplaced)],
          }),
        ]
      : [];
  if (faults.length + order.length > 0) return [...faults, ...order];
  return [
    judgement(ruleId, 'error', {
      instance: form,
      verdict: 'holds',
      places: table.parts.map((part) => codesPlace(table, coded.length, part)),
    }),
  ];
}

/** A non-zero 类 has 款; by function, a non-zero 款 has 项. */
function judgeLeaves(ruleId: string, form: FormId, report: Report): Judgement[] {
  const table = report.tables.get(form);
  if (!table) return [undecided(ruleId, 'warning', form)];
  const coded = table.lines.filter((line): line is TableLine & { code: string } => line.code !== undefined);
  const parents = new Set(
    coded.flatMap(({ code }) => Array.from(code.slice(1), (_, length) => code.slice(0, length + 1))),
  );
  const lowest = formOf(form).codes === 'economic' ? 5 : 7;
  const bare = coded.filter(
    ({ key, code }) =>
      // A lower code whose parent is missing is the matter of another rule.
      code.length < lowest && amountsOf(table, key).some(isNonZero) && !parents.has(code),
  );
  const leftover = table.leftovers.find(({ hasAmount }) => hasAmount);
  if (bare.length > 0 && leftover) {
    const reason = zh`${table.title}有未识别的行（${placeName(leftover.location)}“${leftover.text}”），可能就是下级科目`;
    return [judgement(ruleId, 'warning', { instance: form, verdict: 'undecidable', reason })];
  }
  if (bare.length === 0)
    return [
      judgement(ruleId, 'warning', {
        instance: form,
        verdict: 'holds',
        places: table.parts.map((part) => codesPlace(table, coded.length, part)),
      }),
    ];
  return bare.map((line) =>
    judgement(ruleId, 'warning', {
      instance: `${form}/${line.key}`,
      verdict: 'fails',
      reason:
        line.code.length === 3 ? zh`${line.label}有金额而没有列到款` : zh`${line.label}有金额而没有列到项`,
      advice: zh`补列下级科目`,
      places: [
        linePlace('code', line),
        ...amountsOf(table, line.key)
          .filter(isNonZero)
          .map((fact) => shownAt('amount', fact.columnLabel, fact.printed, fact.location)),
      ],
    }),
  );
}

/** 其中 lines are parts of the line above them. */
function judgeParts(report: Report): Judgement[] {
  const judged = [...report.tables.values()].flatMap((table) =>
    table.lines.flatMap((line): Judgement[] => {
      const parent = line.partOf === undefined ? undefined : lineOf(table, line.partOf);
      if (!parent) return [];
      return table.columns.flatMap(({ id }): Judgement[] => {
        const part = factOf(table, line.key, id);
        const whole = factOf(table, parent.key, id);
        if (part?.state !== 'figure' || !whole || whole.state === 'unreadable') return [];
        const places = [
          shownAt('part', part.lineLabel, part.printed, part.location),
          shownAt('whole', whole.lineLabel, whole.printed, whole.location),
        ];
        const instance = `${table.form}/${line.key}/${id}`;
        const excess = part.figure.value.minus(whole.figure.value);
        if (excess.lessThanOrEqualTo(0))
          return [judgement('Tx-PART', 'error', { instance, verdict: 'holds', places })];
        if (excess.lessThanOrEqualTo(part.figure.halfUnit.plus(whole.figure.halfUnit))) {
          return [judgement('Tx-PART', 'error', { instance, verdict: 'holds-within-rounding', places })];
        }
        return [
          judgement('Tx-PART', 'error', {
            instance,
            verdict: 'fails',
            reason: zh`“${part.lineLabel}”${part.printed} 大于所属的“${whole.lineLabel}”${whole.printed || zh`（空白）`}`,
            advice: zh`“其中”数是上一行的一部分，更正两者之一`,
            places,
          }),
        ];
      });
    }),
  );
  return judged.length > 0
    ? judged
    : [
        judgement('Tx-PART', 'error', {
          instance: '',
          verdict: 'not-applicable',
          reason: zh`各表没有“其中”行`,
        }),
      ];
}

/** Where a code with an amount in one table must stand as well: spending in 03, revenue of the year in 02. */
const MUST_ALSO_STAND: readonly { readonly from: FormId; readonly column: string; readonly to: FormId }[] = [
  { from: 'general-budget-expenditure', column: 'total', to: 'expenditure' },
  { from: 'government-fund', column: 'total', to: 'expenditure' },
  { from: 'state-capital', column: 'total', to: 'expenditure' },
  { from: 'general-budget-expenditure', column: 'revenue', to: 'revenue' },
  { from: 'government-fund', column: 'revenue', to: 'revenue' },
  { from: 'state-capital', column: 'revenue', to: 'revenue' },
];

function judgeMissingRows(report: Report): Judgement[] {
  return MUST_ALSO_STAND.flatMap(({ from, column, to }): Judgement[] => {
    const source = report.tables.get(from);
    const target = report.tables.get(to);
    if (!source || !target)
      return [undecided('X-CODE', 'error', source ? to : from)].map((one) => ({
        ...one,
        instance: `${from}/${column}`,
      }));
    if (!source.columns.some(({ id }) => id === column)) {
      return [
        judgement('X-CODE', 'error', {
          instance: `${from}/${column}`,
          verdict: 'not-applicable',
          reason: zh`${source.title}没有这一列`,
        }),
      ];
    }
    const known = new Set(target.lines.map(({ code }) => code));
    const searched = target.parts.map((part) => shownAt('searched', target.title, '', part));
    const hasLeftover = target.leftovers.some(({ hasAmount }) => hasAmount);
    const missing = source.lines.flatMap((line): Judgement[] => {
      const amount = factOf(source, line.key, column);
      if (line.code === undefined || known.has(line.code) || line.repeated || !amount || !isNonZero(amount))
        return [];
      return [
        judgement('X-CODE', 'error', {
          instance: `${from}/${column}/${line.code}`,
          verdict: hasLeftover ? 'undecidable' : 'fails',
          missing: { form: to, code: line.code },
          reason: hasLeftover
            ? zh`${line.label}列在${source.title}（${amount.columnLabel} ${amount.printed}），${target.title}没有这一科目，但该表有未识别的行`
            : zh`${line.label}列在${source.title}（${amount.columnLabel} ${amount.printed}），${target.title}没有这一科目`,
          advice: zh`在${target.title}补列 ${line.code}，或更正 ${placeName(line.location)} 的代码`,
          places: [
            linePlace('code', line),
            shownAt('amount', amount.columnLabel, amount.printed, amount.location),
            ...searched,
          ],
        }),
      ];
    });
    return missing.length > 0
      ? missing
      : [judgement('X-CODE', 'error', { instance: `${from}/${column}`, verdict: 'holds', places: searched })];
  });
}

/** A known fund item in the general budget's table sits in the wrong budget. */
function judgeFunds(report: Report): Judgement[] {
  const table = report.tables.get('general-budget-expenditure');
  if (!table) return [undecided('X-FUND', 'warning', 'general-budget-expenditure')];
  const funds = new Map(FUND_ITEMS.map(({ code, name }) => [code, name]));
  const stray = table.lines.filter(
    ({ key, code }) =>
      code !== undefined &&
      funds.has(code.slice(0, 5)) &&
      code.length >= 5 &&
      amountsOf(table, key).some(isNonZero),
  );
  if (stray.length === 0)
    return [
      judgement('X-FUND', 'warning', {
        instance: '',
        verdict: 'holds',
        places: table.parts.map((part) => shownAt('table', table.title, '', part)),
      }),
    ];
  return stray.map((line) =>
    judgement('X-FUND', 'warning', {
      instance: line.key,
      verdict: 'fails',
      reason: zh`${line.label}是政府性基金预算科目，却列在${table.title}`,
      advice: zh`核对代码；属基金支出的应列入政府性基金表`,
      places: [linePlace('code', line)],
    }),
  );
}

/** The tables by function, and 06, which is by economic class. */
const TABLES_OF_CODES = [...CODED_TABLES, ['T6', 'general-budget-basic-expenditure'] as const];

/** Rules about codes, names and lines. */
export const STRUCTURE_RULES: readonly CustomRule[] = [
  ...TABLES_OF_CODES.map(([short, form]): CustomRule => {
    const { name, codes } = formOf(form);
    const isSelection = codes === 'economic';
    return {
      kind: 'custom',
      area: 'tables',
      id: `${short}-CODE`,
      family: 'Tx-CODE',
      title: `${name}科目代码完整、不重复、上级齐全`,
      severity: 'error',
      basis: isSelection
        ? '政府收支分类科目（部门预算支出经济分类）：类 3 位、款 5 位；代码不重复，款有所属的类。'
        : '政府收支分类科目：类 3 位、款 5 位、项 7 位；上级科目应列示，代码不重复、按顺序排列。',
      failure: '按当年科目更正代码，或补列上级科目；次序不对只作提示。',
      judge: (report) => judgeCodes(`${short}-CODE`, form, report),
      examples: {
        holds: {
          figures: {},
          codes: { [name]: isSelection ? ['301', '30101'] : ['208', '20805', '2080501'] },
        },
        fails: {
          figures: {},
          codes: { [name]: isSelection ? ['301', '30101', '30101'] : ['208', '2080501'] },
        },
      },
    };
  }),
  ...TABLES_OF_CODES.map(([short, form]): CustomRule => {
    const { name, columns, codes } = formOf(form);
    const column = columns.find(({ optional }) => optional === false)?.name ?? '';
    const isEconomic = codes === 'economic';
    const amounts = (listed: readonly string[]): Record<string, string> =>
      Object.fromEntries(
        listed.map((code) => [isEconomic ? `${name}[${code}]` : `${name}[${code}].${column}`, '21.49']),
      );
    return {
      kind: 'custom',
      area: 'tables',
      id: `${short}-LEAF`,
      family: 'Tx-LEAF',
      title: isEconomic ? `${name}有金额的科目列到款` : `${name}有金额的科目列到项`,
      severity: 'warning',
      basis: isEconomic
        ? '预算法第四十六条、实施条例第六条：基本支出按经济分类编列到款。'
        : '预算法第四十六条、实施条例第六条：支出按功能分类编列到项。',
      failure: isEconomic ? '补列该科目的款。' : '补列该科目的款、项。',
      judge: (report) => judgeLeaves(`${short}-LEAF`, form, report),
      examples: {
        holds: { figures: amounts(isEconomic ? ['301', '30101'] : ['208', '20805', '2080501']) },
        fails: { figures: amounts(isEconomic ? ['301'] : ['208', '20805']) },
      },
    };
  }),
  {
    kind: 'custom',
    area: 'tables',
    id: 'Tx-PART',
    title: '“其中”行不大于所属的行',
    severity: 'error',
    basis: '“其中”数是上一行的一部分，不计入合计，也不大于上一行。',
    failure: '更正“其中”行或所属的行。',
    judge: judgeParts,
    examples: {
      holds: { figures: { '收支总表.事业收入': '20.00', '收支总表.事业收入/其中:教育收费': '15.00' } },
      fails: { figures: { '收支总表.事业收入': '20.00', '收支总表.事业收入/其中:教育收费': '25.00' } },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-CODE',
    title: '财政拨款各表的科目在收入、支出决算表中也有',
    severity: 'error',
    basis: '03 表反映全部支出，05、07、08 表的科目都应在其中；有本年收入的科目在 02 表中也有。',
    failure: '在 03 表（02 表）补列该科目，或更正代码。',
    judge: judgeMissingRows,
    examples: {
      holds: { figures: { '一般公共预算支出表[20103].合计': '5.00', '支出表[20103].本年支出合计': '5.00' } },
      fails: { figures: { '一般公共预算支出表[20103].合计': '5.00', '支出表[20130].本年支出合计': '5.00' } },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-FUND',
    title: '一般公共预算支出表不含政府性基金科目',
    severity: 'warning',
    basis: '政府性基金预算科目（如 21208、22960）应列政府性基金表；科目名单是开放的，不在名单内不作判断。',
    failure: '核对代码，或改列政府性基金表。',
    judge: judgeFunds,
    examples: {
      holds: { figures: { '一般公共预算支出表[21201].合计': '5.00' } },
      fails: { figures: { '一般公共预算支出表[21208].合计': '5.00' } },
    },
  },
];
