import { FORMS, formOf } from '../forms/catalogue.js';
import { saysEmpty } from '../forms/empty-note.js';
import type { FormId } from '../forms/form.js';
import { joined, told, zh, type Message } from '../language/message.js';
import { mayBeOneDistrict, namePartsOf } from '../model/department-name.js';
import { groupBy } from '../model/group-by.js';
import { placeName } from '../model/location.js';
import { mostCommon } from '../model/most-common.js';
import { factOf, type Report, type Stated, type Table, yearOfTables } from '../model/report.js';
import { tellApart } from '../model/tell-apart.js';
import { listed } from './evaluation/outcomes.js';
import { judgement, shownAt, type Judgement } from './judgement.js';
import type { CustomRule } from './rule.js';
import { isNonZero, undecided } from './structure.js';

/** "无…", "没有…的", as a statement of this department; the form's own instruction ("无…的，仍保留") is none. */
const EXPLAINS_EMPTY = /(?:没有|无|未发生|未安排|不涉及)(?!.*的，?(?:仍|应|请))/u;

const MAY_BE_EMPTY: readonly FormId[] = FORMS.filter(({ mayBeEmpty }) => mayBeEmpty).map(({ id }) => id);

const nonZeroFacts = (table: Table): Judgement['places'] =>
  [...table.facts.values()].flatMap((fact) =>
    isNonZero(fact) ? [shownAt('amount', fact.lineLabel, fact.printed, fact.location)] : [],
  );

const partsOf = (table: Table): Judgement['places'] =>
  table.parts.map((part) => shownAt('table', table.title, '', part));

function judgeEmpty(report: Report): Judgement[] {
  return MAY_BE_EMPTY.map((form) => {
    const table = report.tables.get(form);
    if (!table) return undecided('X-EMPTY', 'warning', form);
    if (
      nonZeroFacts(table).length > 0 ||
      [...table.facts.values()].some(({ state }) => state === 'unreadable')
    ) {
      return judgement('X-EMPTY', 'warning', {
        instance: form,
        verdict: 'not-applicable',
        reason: zh`${table.title}有数据`,
      });
    }
    const note = table.notes.find(({ text }) => saysEmpty(text, true) || EXPLAINS_EMPTY.test(text));
    if (note)
      return judgement('X-EMPTY', 'warning', {
        instance: form,
        verdict: 'holds',
        places: [shownAt('note', zh`说明`, note.text, note.location)],
      });
    return judgement('X-EMPTY', 'warning', {
      instance: form,
      verdict: 'fails',
      reason: zh`${table.title}没有数据，也没有空表说明`,
      advice: zh`在表下注明“没有……收入和支出，故本表无数据”`,
      places: partsOf(table),
    });
  });
}

function judgeEmptyNotes(report: Report): Judgement[] {
  const judged = [...report.tables.values()].flatMap((table): Judgement[] => {
    const note = table.notes.find(({ text }) => saysEmpty(text, true));
    if (!note) return [];
    const said = shownAt('note', zh`说明`, note.text, note.location);
    const amounts = nonZeroFacts(table);
    if (amounts.length === 0)
      return [judgement('X-EMPTY2', 'error', { instance: table.form, verdict: 'holds', places: [said] })];
    return [
      judgement('X-EMPTY2', 'error', {
        instance: table.form,
        verdict: 'fails',
        reason: zh`${table.title}下注明本表无数据，表中却有 ${amounts.length} 个非零金额`,
        advice: zh`删去空表说明，或更正表中金额`,
        places: [said, ...amounts],
      }),
    ];
  });
  return judged.length > 0
    ? judged
    : [
        judgement('X-EMPTY2', 'error', {
          instance: '',
          verdict: 'not-applicable',
          reason: zh`没有一张表注明本表无数据`,
        }),
      ];
}

interface Statement extends Stated<string> {
  readonly table: Table;
}

/** What tables say of one thing, against what most of them say. */
function judgeAgreement(
  what: { readonly key: string; readonly name: Message },
  stated: readonly Statement[],
): Judgement[] {
  if (stated.length < 2) {
    return [
      judgement('X-DOC', 'error', {
        instance: what.key,
        verdict: 'not-applicable',
        reason: zh`注明${what.name}的表不足两张`,
      }),
    ];
  }
  const usual = mostCommon(stated.map(({ value }) => value)) ?? '';
  const place = ({ table, value, location }: Statement): Judgement['places'][number] =>
    shownAt(what.key, table.title, value, location);
  const odd = stated.filter(({ value }) => value !== usual);
  if (odd.length === 0)
    return [judgement('X-DOC', 'error', { instance: what.key, verdict: 'holds', places: stated.map(place) })];
  const reference = stated.find(({ value }) => value === usual);
  return odd.map((statement) =>
    judgement('X-DOC', 'error', {
      instance: `${what.key}/${statement.table.form}`,
      verdict: 'fails',
      ...(what.key === 'unit' && { oddUnit: statement.table.form }),
      reason: zh`${statement.table.title}的${what.name}是“${statement.value}”，其余 ${stated.length - odd.length} 张表是“${usual}”`,
      advice: zh`核对${what.name}：是写错，还是误用了别的表`,
      places: [place(statement), ...(reference ? [place(reference)] : [])],
    }),
  );
}

/** Names in banners and notes, against the name that the tables give: another name needs an explanation. */
function judgeMentions(report: Report): Judgement[] {
  const name = report.department;
  if (name === undefined) return [];
  const mentions = [...report.tables.values()].flatMap((table) =>
    table.departmentMentions
      .filter(({ value }) => !isSameName(value, name))
      .map((mention) => ({ table, mention })),
  );
  return [...groupBy(mentions, ({ mention }) => mention.value)].map(([value, odd]) => {
    const titles = joined([...new Set(odd.map(({ table }) => table.title))], '、');
    return judgement('X-DOC', 'warning', {
      instance: `mention/${value}`,
      verdict: 'fails',
      reason: zh`${titles}旁的名称“${value}”与本报告的单位名称“${name}”不同`,
      advice: zh`统一单位名称`,
      places: [
        ...odd.map(({ table, mention }) => shownAt('mention', table.title, mention.value, mention.location)),
        ...[...report.tables.values()]
          .flatMap(({ title, department }) =>
            department ? [shownAt('department', title, department.value, department.location)] : [],
          )
          .slice(0, 1),
      ],
    });
  });
}

/** One of two names may begin with more of the divisions above it: 某某市某某区教育局, 某某区教育局. */
function isSameName(one: string, other: string): boolean {
  const [own, theirs] = [namePartsOf(one), namePartsOf(other)];
  return (
    own.body === theirs.body &&
    own.itself === theirs.itself &&
    mayBeOneDistrict(own.district, theirs.district)
  );
}

/** A cover, or a later page, of another year than the tables: the wrong table, or the wrong year. */
function judgeCovers(report: Report): Judgement[] {
  const table = yearOfTables(report);
  const odd = report.covers.find(({ value }) => value !== report.fiscalYear);
  if (!odd || !table) return [];
  return [
    judgement('X-DOC', 'warning', {
      instance: 'cover-year',
      verdict: 'fails',
      reason: zh`${placeName(odd.location)} 写的是 ${odd.value} 年度，${table.title}等表是 ${table.value} 年度`,
      advice: zh`核对年度：是写错，还是误用了别的年度的表`,
      places: [
        shownAt('cover', zh`封面或续页`, String(odd.value), odd.location),
        shownAt('year', table.title, String(table.value), table.location),
      ],
    }),
  ];
}

function judgeHeads(report: Report): Judgement[] {
  const tables = [...report.tables.values()];
  const apart = tellApart();
  const stated = (read: (table: Table) => Stated<string | number> | undefined): Statement[] =>
    tables.flatMap((table) => {
      const statement = read(table);
      return statement ? [{ table, value: String(statement.value), location: statement.location }] : [];
    });
  const unstated = tables
    .filter(({ statedUnit }) => statedUnit === undefined)
    .map((table) =>
      judgement('X-DOC', 'warning', {
        instance: `unit-missing/${table.form}`,
        verdict: 'fails',
        reason: zh`${table.title}没有注明金额单位`,
        advice: zh`在表头注明“金额单位：万元”或实际单位`,
        places: partsOf(table),
      }),
    );
  const misnamed = tables.flatMap(({ form, title, wrongTitle }) =>
    wrongTitle
      ? [
          judgement('X-DOC', 'error', {
            instance: `title/${form}`,
            verdict: 'fails',
            reason: zh`表题是“${wrongTitle.value}”，表头却是${title}的，按表头核对`,
            advice: zh`更正表题：是否与另一张表互换`,
            places: [shownAt('title', title, wrongTitle.value, wrongTitle.location)],
          }),
        ]
      : [],
  );
  return [
    ...misnamed,
    ...judgeAgreement(
      { key: 'department', name: zh`单位名称` },
      stated(({ department }) => department),
    ),
    ...judgeAgreement(
      { key: 'year', name: zh`年度` },
      stated(({ fiscalYear }) => fiscalYear),
    ),
    ...judgeAgreement(
      { key: 'unit', name: zh`金额单位` },
      stated(({ statedUnit }) => statedUnit),
    ),
    ...unstated,
    ...judgeCovers(report),
    ...judgeMentions(report),
    ...report.remarks
      .filter(({ leftAside }) => leftAside)
      .map(({ text, location }) =>
        judgement('X-DOC', 'warning', {
          // What is left aside is named in the text before its place, which may change.
          instance: `again/${apart(told(text).replace(/：.*$/su, ''))}`,
          verdict: 'undecidable',
          owed: 'warning',
          reason: text,
          advice: zh`只保留一张，或分别放入不同文件后核对`,
          places: [shownAt('table', text, '', location)],
        }),
      ),
  ];
}

function judgeReadable(report: Report): Judgement[] {
  return [...report.tables.values()].flatMap((table): Judgement[] => {
    const unreadable = [...table.facts.values()].flatMap((fact): Judgement[] =>
      fact.state === 'unreadable'
        ? [
            judgement('X-READ', 'warning', {
              instance: `${table.form}/${fact.line}/${fact.column}`,
              verdict: 'undecidable',
              owed: 'warning',
              reason:
                fact.printed === ''
                  ? zh`${placeName(fact.location)}（${fact.lineLabel}·${fact.columnLabel}）读不出金额：${fact.reason}`
                  : zh`${placeName(fact.location)}（${fact.lineLabel}·${fact.columnLabel}）读不出金额：${fact.reason}，印作“${fact.printed}”`,
              advice: fact.advice ?? zh`填入数字；没有金额的填 0 或留空`,
              places: [shownAt('amount', fact.lineLabel, fact.printed, fact.location)],
            }),
          ]
        : [],
    );
    const repeated = table.lines
      .filter(({ repeated: again, code }) => again && code === undefined)
      .flatMap((line): Judgement[] => {
        const first = line.key.replace(/#.*$/u, '');
        const differing = table.columns.flatMap(({ id }) => {
          const [one, other] = [factOf(table, first, id), factOf(table, line.key, id)];
          return one && other && one.printed !== other.printed
            ? [shownAt('amount', other.lineLabel, other.printed, other.location)]
            : [];
        });
        if (differing.length === 0) return [];
        return [
          judgement('X-READ', 'warning', {
            instance: `${table.form}/again/${line.key}`,
            verdict: 'undecidable',
            owed: 'warning',
            reason: zh`${placeName(line.location)}“${line.label}”在表中出现不止一次，数字不同；核对的是第一次出现的`,
            advice: zh`只保留一行，或更正其中一行的名称`,
            places: differing,
          }),
        ];
      });
    const skipped = table.leftovers
      .filter(({ hasAmount }) => hasAmount)
      .map(({ location, text, reason }) =>
        judgement('X-READ', 'warning', {
          instance: `${table.form}/leftover/${text}/${location.cell ?? ''}`,
          verdict: 'undecidable',
          reason: zh`${placeName(location)}“${text}”未采用：${reason}`,
          places: [shownAt('line', text, text, location)],
        }),
      );
    const columns = unknownColumns(table);
    if (unreadable.length + repeated.length + skipped.length + columns.length > 0)
      return [...unreadable, ...repeated, ...skipped, ...columns];
    return [
      judgement('X-READ', 'warning', { instance: table.form, verdict: 'holds', places: partsOf(table) }),
    ];
  });
}

/** A column of percentages holds no amounts. */
const RATIO = /[%％]|占比|比重|[增变]长?率|幅度/u;

/** The columns of the department's own, in which amounts stand. */
function unknownColumns({ form, title, leftovers }: Table): Judgement[] {
  const unknown = leftovers.filter(({ amounts = 0, text }) => amounts > 0 && !RATIO.test(text));
  const [first] = unknown;
  if (!first) return [];
  const names = listed(unknown.map(({ text }) => (text === '' ? zh`没有表头` : `“${text}”`)));
  const count = unknown.reduce((sum, { amounts = 0 }) => sum + amounts, 0);
  return [
    judgement('X-READ', 'warning', {
      instance: `${form}/columns`,
      verdict: 'undecidable',
      reason: zh`${title}有 ${unknown.length} 列不在表样中（${placeName(first.location)} 起：${names}），其中 ${count} 个金额没有核对`,
      places: unknown.map(({ text, location }) => shownAt('column', text, text, location)),
    }),
  ];
}

function judgeShown(report: Report): Judgement[] {
  return [...report.tables.values()].flatMap((table): Judgement[] => {
    const hidden = [...table.facts.values()].filter(({ stored }) => stored !== undefined);
    if (hidden.length === 0)
      return [
        judgement('X-SHOWN', 'warning', { instance: table.form, verdict: 'holds', places: partsOf(table) }),
      ];
    return hidden.map((fact) =>
      judgement('X-SHOWN', 'warning', {
        instance: `${table.form}/${fact.line}/${fact.column}`,
        verdict: 'fails',
        reason: zh`${placeName(fact.location)}（${fact.lineLabel}）显示 ${fact.printed}，单元格里存的却是 ${fact.stored ?? ''}`,
        advice: zh`检查该单元格的数字格式；本次按显示的数字核对`,
        places: [shownAt('amount', fact.lineLabel, fact.printed, fact.location)],
      }),
    );
  });
}

/** Amounts with more digits than their table prints: in a table converted from 万元 no amount can have them. */
function judgeDigits(report: Report): Judgement[] {
  return [...report.tables.values()].flatMap((table): Judgement[] => {
    const { decimals, basis } = table.precision;
    const severity = basis === 'converted' ? 'warning' : 'note';
    const finer = [...table.facts.values()].filter(
      (fact) => fact.state === 'figure' && fact.figure.decimals > decimals,
    );
    if (finer.length === 0) {
      return [
        judgement('X-DIGIT', severity, { instance: table.form, verdict: 'holds', places: partsOf(table) }),
      ];
    }
    const habit =
      basis === 'converted'
        ? zh`同表其余金额都是百元的整数倍（由万元换算）`
        : zh`同表其余金额都只有 ${decimals} 位小数`;
    return finer.map((fact) =>
      judgement('X-DIGIT', severity, {
        instance: `${table.form}/${fact.line}/${fact.column}`,
        verdict: 'fails',
        reason: zh`${placeName(fact.location)}（${fact.lineLabel}·${fact.columnLabel}）印作 ${fact.printed}，${habit}`,
        advice: zh`核对是否录入错误`,
        places: [shownAt('amount', fact.lineLabel, fact.printed, fact.location)],
      }),
    );
  });
}

const fundTitle = formOf('government-fund').name;
const emptyNotes = Object.fromEntries(
  MAY_BE_EMPTY.map((form) => [formOf(form).name, '说明：本部门本年度没有此项收支，故本表无数据。']),
);

/** Rules about the tables as documents: heads, notes, and whether their cells can be read. */
export const DOCUMENT_RULES: readonly CustomRule[] = [
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-EMPTY',
    title: '没有数据的表附有空表说明',
    severity: 'warning',
    basis: '决算公开要求：没有政府性基金、国有资本经营预算或“三公”经费的，仍列空表并说明。',
    failure: '在表下补充空表说明。',
    judge: judgeEmpty,
    examples: {
      holds: { figures: { [`${fundTitle}[合计].本年支出`]: '0.00' }, notes: emptyNotes },
      fails: { figures: { [`${fundTitle}[合计].本年支出`]: '0.00' } },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-EMPTY2',
    title: '注明无数据的表没有非零金额',
    severity: 'error',
    basis: '空表说明与表中数字不能矛盾。',
    failure: '删去空表说明，或更正表中金额。',
    judge: judgeEmptyNotes,
    examples: {
      holds: {
        figures: { [`${fundTitle}[合计].本年支出`]: '0.00' },
        notes: { [fundTitle]: '说明：没有政府性基金收支，故本表无数据。' },
      },
      fails: {
        figures: { [`${fundTitle}[合计].本年支出`]: '5.00' },
        notes: { [fundTitle]: '说明：没有政府性基金收支，故本表无数据。' },
      },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-DOC',
    title: '各表的单位名称、年度、金额单位一致',
    severity: 'error',
    basis: '同一份决算的各张表单位名称、年度和金额单位相同；表旁说明中的名称不同需说明。',
    failure: '更正不同的那一处；误放了别的单位或年度的表则换回。',
    judge: judgeHeads,
    examples: {
      holds: { figures: {}, departments: { 收入表: '某某局', 支出表: '某某局' } },
      fails: { figures: {}, departments: { 收入表: '某某局', 支出表: '某某中心' } },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-READ',
    title: '金额单元格都能读出',
    severity: 'warning',
    basis: '读不出的金额不能当作零，用到它的关系都无法核对。',
    failure: '把该单元格改为数字；没有金额的填 0 或留空。',
    judge: judgeReadable,
    examples: {
      holds: { figures: { '支出表[201].本年支出合计': '279.43' } },
      fails: { figures: { '支出表[201].本年支出合计': '见附表' } },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-SHOWN',
    title: '显示的金额由存储的数字舍入而来',
    severity: 'warning',
    basis: '公开的是显示的数字；显示与存储不符多由数字格式引起。',
    failure: '检查单元格的数字格式。',
    judge: judgeShown,
    examples: {
      holds: { figures: { '支出表[201].本年支出合计': '279.43' } },
      fails: { figures: { '支出表[201].本年支出合计': '279.43 ← 279430' } },
    },
  },
  {
    kind: 'custom',
    area: 'tables',
    id: 'X-DIGIT',
    title: '金额的位数与同表其余金额一致',
    severity: 'note',
    basis: '同一张表的金额印到同一位；由万元换算为元的表，金额都是百元的整数倍。',
    failure: '核对该金额是否录入错误。',
    judge: judgeDigits,
    examples: {
      holds: { figures: { '支出表[201].本年支出合计': '279.43' } },
      fails: { figures: { '支出表[201].本年支出合计': '279.435' } },
    },
  },
];
