import { Decimal } from 'decimal.js';
import { formatAmount, type Figure } from '../../figure/figure.js';
import { FORMS, formOf } from '../../forms/catalogue.js';
import type { FormId } from '../../forms/form.js';
import { joined, zh } from '../../language/message.js';
import type { CellTable, CellTables } from '../../model/packed-tables.js';
import { compareTwins } from '../compare.js';
import { shownAt, type Judgement } from '../judgement.js';
import { amountText, cellOf, cellPlace, suspectedBefore, type Cell } from './cells.js';
import type { PriorFigure, ReportFacts } from './facts.js';
import {
  figureIn,
  ownerKey,
  ownerName,
  type BetweenJudgement,
  type OfYear,
  type Owner,
  type Reports,
} from './reports.js';
import { copyAmong } from './copies.js';
import { leading } from './leading.js';
import { judgeRenamed } from './renaming.js';
import { sayingOf, undecided } from './saying.js';

/** A report and that of the year before, both of one department or unit. */
interface Succession {
  readonly owner: Owner;
  readonly now: ReportFacts;
  readonly last: ReportFacts;
}

const sayOf = {
  opening: sayingOf('PY-BEG', 'warning'),
  prior: sayingOf('PY-TOT', 'warning'),
  first: sayingOf('PY-UNIT', 'error'),
} as const;

/** All that is judged of a year and the year before, department by department. */
export function* judgeYears(reports: Reports): Generator<BetweenJudgement, void, undefined> {
  for (const { report, names } of reports.doubtful) {
    const others = joined(
      names.map((name) => `“${name}”`),
      zh`、`,
    );
    const reason = zh`“${report.department ?? ''}”没有写明区划，不能确定是不是${others}，没有与其他报告比较`;
    yield undecided(sayOf.opening, report, 'name', reason);
  }
  for (const owner of reports.owners.values()) {
    for (const [year, of] of owner.years) {
      yield* contradictions(of);
      const before = owner.years.get(year - 1);
      if (!before) continue;
      const [now, last] = [of.figures(), before.figures()];
      if (now && last) {
        const succession = { owner, now, last };
        yield* judgeOpenings(succession, reports);
        yield* judgePriorFigures(succession, reports);
        yield* judgeRates(succession, reports);
      }
    }
  }
  yield* judgeRenamed(reports, sayOf.opening);
  yield* judgeNewUnits(reports);
}

/** A year of which two reports contradict each other: which of them stands for it is not known. */
function* contradictions({ reports, figures }: OfYear): Generator<BetweenJudgement, void, undefined> {
  const [first, ...others] = reports.filter(({ cells }) => cells !== '');
  if (!first || others.length === 0 || figures()) return;
  const files = joined(
    [first, ...others].map(({ file }) => file),
    zh`、`,
  );
  const reason = zh`${ownerName(first)}有 ${others.length + 1} 份数字不同的报告，不知道以哪一份为准：${files}`;
  yield undecided(sayOf.opening, first, '', reason);
}

/** Where an opening balance and the closing balance of the year before stand. */
interface Balance {
  readonly form: FormId;
  readonly opening: readonly [line: string, column: string];
  readonly closing: readonly [line: string, column: string];
}

const FUNDS = [
  ['openingGeneralPublicBudget', 'generalPublicBudget'],
  ['openingGovernmentFund', 'governmentFundBudget'],
  ['openingStateCapital', 'stateCapitalOperatingBudget'],
  ['openingCarryover', 'total'],
] as const;

/** The balances that both tables print, the narrowest first: what is carried wrongly there is wrong in the sums too. */
function balancesIn(now: CellTables, last: CellTables): Balance[] {
  const byCode = FORMS.flatMap(({ id }): Balance[] => {
    const [ours, theirs] = [now.get(id), last.get(id)];
    const has = (table: CellTable | undefined, column: string): boolean =>
      table?.columns.some((one) => one.id === column) === true;
    if (!has(ours, 'opening') || !has(theirs, 'closing')) return [];
    const keys = new Set([ours, theirs].flatMap((table) => table?.lines.map(({ key }) => key) ?? []));
    return [...keys]
      .filter((key) => !key.includes('#'))
      .sort((one, other) => codeLength(other) - codeLength(one))
      .map((line) => ({ form: id, opening: [line, 'opening'], closing: [line, 'closing'] }));
  });
  const both = (form: FormId): boolean => now.has(form) && last.has(form);
  return [
    ...byCode,
    ...(both('appropriation-summary')
      ? FUNDS.map(([line, column]): Balance => ({
          form: 'appropriation-summary',
          opening: [line, 'actual'],
          closing: ['closingCarryover', column],
        }))
      : []),
    ...(both('summary')
      ? [
          {
            form: 'summary' as const,
            opening: ['openingCarryover', 'actual'] as const,
            closing: ['closingCarryover', 'actual'] as const,
          },
        ]
      : []),
  ];
}

/** Length of a code; of what is none, nothing. */
export const codeLength = (key: string): number => (/^\d+$/u.test(key) ? key.length : 0);

/** Opening balances against the closing balances of the year before. */
function* judgeOpenings(
  { now, last }: Succession,
  reports: Reports,
): Generator<BetweenJudgement, void, undefined> {
  const say = sayOf.opening;
  const [ours, theirs] = [reports.tablesOf(now), reports.tablesOf(last)];
  const leadOf = leading<string>();
  const copied = copyAmong(now, last);
  for (const { form, opening, closing } of balancesIn(ours, theirs)) {
    const [table, before] = [ours.get(form), theirs.get(form)];
    const [open, closed] = [table && cellOf(table, ...opening), before && cellOf(before, ...closing)];
    // A balance that either year's layout does not print is not compared; where it is one of the form, 04 and 01 have it.
    if (!table || !before || !open || !closed || isOmitted(open) || isOmitted(closed)) continue;
    const instance = `${form}/${opening[0]}`;
    const places = [
      cellPlace('actual', ownerName(now), table, open),
      cellPlace('expected', ownerName(last), before, closed),
    ];
    if (open.state === 'unreadable' || closed.state === 'unreadable') {
      yield say('undecidable', now, instance, { places, reason: zh`年初或上年年末的结转和结余不能读出` });
      continue;
    }
    const { verdict, ...amounts } = compared(open.figure, closed.figure);
    if (open.figure.value.isZero() && closed.figure.value.isZero() && codeLength(opening[0]) > 0) continue;
    const more = { places, allowance: amounts.allowance, amounts: amounts.amounts };
    if (verdict === 'holds') {
      yield say('holds', now, instance, { places });
      continue;
    }
    const { unit } = table;
    const gap = formatAmount(amounts.difference.abs(), amounts.amounts.decimals);
    const reason = zh`${ownerName(now)}${table.title} ${openingName(form, opening[0], open)} ${amountText(open.figure, unit)} ≠ 上年${before.title} ${closed.label} ${amountText(closed.figure, unit)}，差 ${gap}${unit}`;
    if (verdict === 'holds-within-rounding') {
      yield say(verdict, now, instance, { ...more, reason, ...tailsOf(now) });
      continue;
    }
    // Figures of a blank that need not be zero, and of a unit that was only taken over, prove nothing.
    const doubt = doubtOf([open, closed], [table, before]);
    if (doubt) {
      yield say('undecidable', now, instance, { places, reason: doubt });
      continue;
    }
    const lead = leadOf(instance, { ...amounts, unit });
    const cause = copied ?? (lead === instance ? undefined : say('fails', now, lead, {}));
    const suspected = suspectedBefore([
      { report: now, cell: open },
      { report: last, cell: closed },
    ]);
    yield say('fails', now, instance, {
      ...more,
      reason: joined([reason, ...suspected], ''),
      ...(cause && { cause }),
    });
  }
}

/** Table 04 prints the opening balance of a fund under the name of the fund alone, as it does its revenue. */
const openingName = (form: FormId, line: string, { label }: Cell): string =>
  /年初|上年|期初/u.test(label) ? label : (formOf(form).lines.find(({ id }) => id === line)?.name ?? label);

/** Tails between a year and the one before are told once. */
const tailsOf = (report: ReportFacts): Pick<Judgement, 'sheet' | 'sheetName'> => ({
  sheet: `${report.department ?? ''} ${report.fiscalYear ?? ''} 与上年`,
  sheetName: zh`${ownerName(report)}与上年`,
});

/** A line of the form that the table leaves out altogether. */
const isOmitted = ({ state, location }: Cell): boolean => state === 'assumed' && location.cell === undefined;

/** Why a difference proves nothing, if so. */
export function doubtOf(cells: readonly Cell[], tables: readonly CellTable[]) {
  const blank = cells.find(({ state }) => state === 'assumed');
  if (blank) return zh`${blank.label}空白，不知道是不是 0`;
  const unstated = tables.find(({ isUnitStated }) => !isUnitStated);
  return unstated && zh`${unstated.title}没有注明金额单位`;
}

/** The same fact in two tables, in the unit of measure of the first. */
function compared(open: Figure, closed: Figure) {
  const twin = figureIn(closed, open.unit);
  const difference = open.value.minus(twin.value);
  const { verdict, allowance } = compareTwins([open, twin], difference);
  return {
    verdict: difference.isZero() ? ('holds' as const) : verdict,
    difference,
    allowance,
    amounts: {
      expected: twin.value,
      actual: open.value,
      decimals: Math.max(open.decimals, twin.decimals, 0),
      unit: open.unit,
    },
  };
}

/** What the text says or implies of last year, against last year's tables. */
function* judgePriorFigures(
  { owner, now, last }: Succession,
  reports: Reports,
): Generator<BetweenJudgement, void, undefined> {
  const said = owner.years.get(now.fiscalYear ?? 0)?.reports.flatMap(({ prior }) => prior) ?? [];
  if (said.length === 0) return;
  const tables = reports.tablesOf(last);
  for (const figure of said) yield priorAgainst(figure, { now, last }, tables);
}

function priorAgainst(
  figure: PriorFigure,
  { now, last }: Pick<Succession, 'now' | 'last'>,
  tables: CellTables,
): BetweenJudgement {
  const say = sayOf.prior;
  const printed = printedAt(figure.places, tables);
  const own = shownAt('actual', zh`${ownerName(now)} ${figure.words}`, figure.printed, figure.location);
  const current = figure.current
    ? [shownAt('current', figure.current.label, figure.current.printed, figure.current.location)]
    : [];
  if (
    printed.length === 0 ||
    printed.some(({ cell }) => cell.state === 'assumed' || cell.state === 'unreadable')
  ) {
    const names = [...new Set(figure.places.map(({ form }) => formOf(form).titles[0] ?? form))];
    const reason = zh`上年的${joined(names, zh`、`)}没有读出有关金额`;
    return say('undecidable', now, figure.subject, { places: [own], reason });
  }
  const value = new Decimal(figure.value);
  const halfUnit = new Decimal(figure.halfUnit);
  const compared = printed.map(({ table, cell }) => {
    const last = figureIn(cell.figure, '万元');
    const difference = value.minus(last.value);
    const allowance = halfUnit.plus(last.halfUnit);
    return { table, cell, last, difference, allowance };
  });
  const [best] = compared.toSorted((one, other) => one.difference.abs().comparedTo(other.difference.abs()));
  if (!best) return say('not-applicable', now, figure.subject, {});
  const places = [
    own,
    ...current,
    ...compared.map(({ table, cell }) => cellPlace('expected', ownerName(last), table, cell)),
  ];
  const decimals = Math.max(value.decimalPlaces(), best.last.decimals, 2);
  const amounts = { expected: best.last.value, actual: value, decimals, unit: '万元' as const };
  const more = { places, amounts, allowance: best.allowance };
  if (best.difference.isZero()) return say('holds', now, figure.subject, { places });
  const gap = formatAmount(best.difference.abs(), decimals);
  const told = formatAmount(value, decimals);
  const table = `${best.table.title} ${best.cell.label} ${amountText(best.cell.figure, '万元')}`;
  const reason = figure.current
    ? zh`${ownerName(now)}${figure.words}，由此推算的上年数是 ${told} 万元，上年${table} 万元，差 ${gap} 万元`
    : zh`${ownerName(now)}${figure.words}，上年${table} 万元，差 ${gap} 万元`;
  const isTail = best.difference.abs().lessThanOrEqualTo(best.allowance);
  return isTail
    ? say('holds-within-rounding', now, figure.subject, { ...more, reason, ...tailsOf(now) })
    : say('fails', now, figure.subject, { ...more, reason });
}

/** Percentages of change where last year's table prints zero. */
function* judgeRates(
  { owner, now, last }: Succession,
  reports: Reports,
): Generator<BetweenJudgement, void, undefined> {
  const rates = owner.years.get(now.fiscalYear ?? 0)?.reports.flatMap((report) => report.rates) ?? [];
  if (rates.length === 0) return;
  const tables = reports.tablesOf(last);
  for (const rate of rates) {
    const printed = printedAt(rate.places, tables);
    const [first] = printed;
    // A code that was not listed may have had another number.
    if (!first || printed.some(({ cell }) => cell.state !== 'printed')) continue;
    const places = [
      shownAt('actual', zh`${ownerName(now)} ${rate.words}`, rate.printed, rate.location),
      ...printed.map(({ table, cell }) => cellPlace('expected', ownerName(last), table, cell)),
    ];
    const isNone = printed.every(({ cell }) => cell.figure.value.isZero());
    const reason = zh`${ownerName(now)}${rate.words}，上年${first.table.title} ${first.cell.label}是 0，没有百分比可言`;
    yield isNone
      ? sayOf.first('fails', now, rate.subject, { places, reason })
      : sayOf.first('holds', now, rate.subject, { places });
  }
}

/** The cells of tables in which a fact of the text is printed. */
const printedAt = (places: PriorFigure['places'], tables: CellTables): { table: CellTable; cell: Cell }[] =>
  places.flatMap(({ form, line, column }) => {
    const table = tables.get(form);
    const cell = table && cellOf(table, line, column);
    return table && cell ? [{ table, cell }] : [];
  });

/** Units that the department's list of last year does not name. */
function* judgeNewUnits(reports: Reports): Generator<BetweenJudgement, void, undefined> {
  for (const department of reports.owners.values()) {
    for (const [year, { reports: own }] of department.years) {
      const listed = own.find(({ units }) => units && units.names.length > 0);
      const before = department.years.get(year - 1)?.reports.find(({ units }) => isComplete(units));
      if (!listed?.units || !before?.units) continue;
      const known = new Set(before.units.names.map((name) => keyOf(name, before, reports)));
      // A name that could be of two leaves open which unit is new.
      if (known.has(undefined)) continue;
      for (const name of listed.units.names) {
        const key = keyOf(name, listed, reports);
        const unit = key === undefined ? undefined : reports.owners.get(key);
        if (!unit || unit === department || known.has(key) || unit.years.has(year - 1)) continue;
        for (const report of unit.years.get(year)?.reports ?? [])
          for (const rate of report.rates)
            yield sayOf.first('fails', report, `new/${rate.subject}`, {
              places: [
                shownAt('actual', zh`${ownerName(report)} ${rate.words}`, rate.printed, rate.location),
                shownAt('expected', ownerName(before), before.units.words, before.units.location),
              ],
              reason: zh`${ownerName(report)}${rate.words}，上年的单位名单中没有这个单位，没有百分比可言`,
            });
      }
    }
  }
}

const isComplete = (units: ReportFacts['units']): boolean =>
  units !== undefined &&
  units.names.length > 0 &&
  (units.stated ?? units.names.length) === units.names.length;

function keyOf(name: string, by: ReportFacts, { identify }: Reports): string | undefined {
  const found = identify(name, by);
  return 'doubt' in found ? undefined : ownerKey(found);
}
