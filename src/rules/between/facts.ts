import { createHash } from 'node:crypto';
import { YUAN_PER_UNIT } from '../../figure/figure.js';
import { zh, type Message } from '../../language/message.js';
import { placeKey, type Location } from '../../model/location.js';
import { onceFor } from '../../model/once-for.js';
import { masked } from '../../model/masked.js';
import type { FactPlace, Narrative, Statement, Subject } from '../../model/narrative.js';
import { packTables } from '../../model/packed-tables.js';
import { factOf, type Fact, type Report } from '../../model/report.js';
import { moneyOf, priorOf } from '../narrative/figures.js';
import { clauseOf, titleOf } from '../narrative/clause.js';
import { unitListOf } from '../narrative/unit-list.js';
import { saysWithheld } from '../operands.js';

/**
 * What is kept of a report for the rules between reports. Plain data, and JSON too: threads hand it over, a cache
 * may keep it. Amounts are decimal texts.
 */
export interface ReportFacts {
  readonly file: string;
  readonly files: readonly string[];
  readonly department?: string;
  readonly fiscalYear?: number;
  /** Digest of all that the report says; where its files lie and what they are called is not in it. */
  readonly content: string;
  /** Digest of its amounts other than zero; empty where it prints none. */
  readonly figures: string;
  /** How many different amounts it prints, zero apart. */
  readonly amounts: number;
  /** Whether it explains or appraises more than a few lines. */
  readonly isWordy: boolean;
  /** 收入总计 and 支出总计 in 元; absent where they were not read. */
  readonly totals?: readonly [revenue: string, expenditure: string];
  /** A note says that classified items are left out. */
  readonly isWithheld: boolean;
  /** The units that its final accounts take together, as its text lists them. */
  readonly units?: UnitNames;
  /** What its text says or implies of the year before. */
  readonly prior: readonly PriorFigure[];
  /** Percentages of change against the year before. */
  readonly rates: readonly PriorRate[];
  /** Cells that may be wrong by what the report says itself, as `cellKey` names them. */
  readonly suspects: readonly string[];
  /** Its tables, packed: see `packTables`. */
  readonly cells: string;
}

interface UnitNames {
  readonly stated?: number;
  readonly names: readonly string[];
  readonly words: string;
  readonly location: Location;
}

interface OfText {
  /** What it is about, stable. */
  readonly subject: string;
  readonly label: string;
  /** Where a table prints it. */
  readonly places: readonly FactPlace[];
  /** The words that say it, with the title above them. */
  readonly words: Message;
  readonly printed: string;
  readonly location: Location;
}

/** An amount of the year before in 万元, and what it stands for: ± half a unit. */
export interface PriorFigure extends OfText {
  readonly value: string;
  readonly halfUnit: string;
  /** This year's amount that it is worked out from; absent where the text states it. */
  readonly current?: { readonly label: string; readonly printed: string; readonly location: Location };
}

/** A percentage against the year before. */
type PriorRate = OfText;

/**
 * The facts of a report; what takes long is worked out when it is asked for: a report that is alone is compared with
 * nothing.
 *
 * @param suspects cells that may be wrong by what the report says itself
 */
export function factsOf(report: Report, suspects: readonly Location[] = []): ReportFacts {
  const { file, files, department, fiscalYear, narrative, tables, evaluation } = report;
  const totals = totalsOf(report);
  const units = narrative && unitsOf(narrative);
  return {
    file,
    files,
    ...(department !== undefined && { department }),
    ...(fiscalYear !== undefined && { fiscalYear }),
    get figures() {
      return figuresOf(report).digest;
    },
    get amounts() {
      return figuresOf(report).amounts;
    },
    get content() {
      return contentOf(report);
    },
    isWordy: (narrative?.sentences.length ?? 0) >= FEW || evaluation.sheets.length > 0,
    ...(totals && { totals }),
    suspects: suspects.map(cellKey),
    isWithheld: [...tables.values()].some(saysWithheld),
    ...(units && { units }),
    get prior() {
      return priorFigures(report);
    },
    get rates() {
      return priorRates(report);
    },
    get cells() {
      return cellsOf(report);
    },
  };
}

/** What a cell is known by among the cells of a report. */
export const cellKey = (location: Location): string => `${location.file}\u0000${placeKey(location)}`;

/** Fewer sentences than these are no explanations. */
const FEW = 10;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 22);

const cellsOf = onceFor(packTables);

const contentOf = onceFor(({ department, fiscalYear, tables, narrative, evaluation }: Report): string => {
  const cells = [...tables.values()].map(({ title, facts }) => [
    title,
    ...[...facts.values()].map(({ printed, location }) => [location.cell ?? location.line ?? 0, printed]),
  ]);
  const ofTables = JSON.stringify([
    department,
    fiscalYear,
    cells,
    narrative?.sentences.map(({ text }) => text),
  ]);
  const elsewhere = new Set(['file', 'files', 'sheet']);
  const ofSheets = JSON.stringify(evaluation, (key, value: unknown) =>
    elsewhere.has(key) ? undefined : value,
  );
  return digestOf(ofTables + ofSheets);
});

const isAmount = (fact: Fact): fact is Extract<Fact, { state: 'figure' }> =>
  fact.state === 'figure' && !fact.figure.value.isZero();

const inYuan = ({ value, unit }: Extract<Fact, { state: 'figure' }>['figure']): string =>
  value.times(YUAN_PER_UNIT[unit]).toString();

const figuresOf = onceFor(({ tables }: Report) => {
  const amounts = [...tables.values()]
    .flatMap(({ facts }) => [...facts.values()].filter(isAmount))
    .map(({ form, line, column, figure }) => ({ place: `${form}/${line}/${column}`, yuan: inYuan(figure) }));
  const lines = amounts.map(({ place, yuan }) => `${place} ${yuan}`);
  return {
    digest: lines.length === 0 ? '' : digestOf(lines.sort().join('\n')),
    amounts: new Set(amounts.map(({ yuan }) => yuan)).size,
  };
});

function totalsOf({ tables }: Report): ReportFacts['totals'] {
  const table = tables.get('summary');
  const [revenue, expenditure] = ['grandTotalRevenue', 'grandTotalExpenditure'].map((line) => {
    const fact = table && factOf(table, line, 'actual');
    return fact && fact.state !== 'unreadable' ? inYuan(fact.figure) : undefined;
  });
  return revenue === undefined || expenditure === undefined ? undefined : [revenue, expenditure];
}

function unitsOf(narrative: Narrative): UnitNames | undefined {
  const list = unitListOf(narrative);
  if (!list) return undefined;
  const { stated, names, sentence } = list;
  return {
    ...(stated !== undefined && { stated }),
    names,
    words: masked(sentence.text.slice(0, LONGEST_WORDS)),
    location: sentence.location,
  };
}

const LONGEST_WORDS = 60;

/** Whether a statement compares with the year before the report's, and not with a budget or an earlier year. */
const isOfLastYear = ({ against, comparedYear }: Statement, { fiscalYear }: Report): boolean =>
  against === undefined &&
  (comparedYear === undefined || fiscalYear === undefined || comparedYear === fiscalYear - 1);

/** What the text states of last year, and what this year's amount and its change come to; each subject once. */
const priorFigures = onceFor((report: Report): PriorFigure[] => {
  const { narrative } = report;
  if (!narrative) return [];
  const found = new Map<string, PriorFigure>();
  const add = (figure: PriorFigure | undefined): void => {
    if (figure && figure.places.length > 0 && !found.has(figure.subject)) found.set(figure.subject, figure);
  };
  const statements = narrative.statements.filter((statement) => isOfLastYear(statement, report));
  for (const statement of statements) if (statement.role === 'prior') add(statedPrior(statement));
  for (const statement of statements)
    if (statement.role === 'change') add(impliedPrior(statement, narrative, report));
  return [...found.values()];
});

const ofText = ({ subject, figure }: Statement): OfText => ({
  subject: subject.id,
  label: subject.label,
  places: subject.facts.map(({ form, line, column }) => ({ form, line, column })),
  words: zh`${titleOf(figure.sentence.section)}“${masked(clauseOf(figure))}”`,
  printed: figure.printed,
  location: figure.location,
});

function statedPrior(statement: Statement): PriorFigure | undefined {
  const amount = moneyOf(statement.figure);
  return (
    amount && {
      ...ofText(statement),
      value: amount.value.toString(),
      halfUnit: amount.halfUnit.toString(),
    }
  );
}

function impliedPrior(statement: Statement, narrative: Narrative, report: Report): PriorFigure | undefined {
  const change = moneyOf(statement.figure);
  const { direction, subject } = statement;
  if (!change || (direction !== 'up' && direction !== 'down')) return undefined;
  const current = currentOf(subject, statement, narrative, report);
  if (!current) return undefined;
  return {
    ...ofText(statement),
    value: priorOf(current.value, change.value, direction).toString(),
    halfUnit: current.halfUnit.plus(change.halfUnit).toString(),
    current: { label: current.label, printed: current.printed, location: current.location },
  };
}

type Current = NonNullable<ReturnType<typeof moneyOf>> & { readonly label: string };

/** This year's amount: as the text gives it beside the change, or else as the table does. */
function currentOf(
  { id, facts, label }: Subject,
  { figure: near }: Statement,
  { statements }: Narrative,
  { tables }: Report,
): Current | undefined {
  const spoken = statements.find(
    ({ subject, role, figure }) =>
      subject.id === id && role === 'amount' && figure.sentence.paragraph === near.sentence.paragraph,
  );
  const amount = spoken && moneyOf(spoken.figure);
  if (amount) return { ...amount, label };
  for (const { form, line, column } of facts) {
    const table = tables.get(form);
    const fact = table && factOf(table, line, column);
    if (fact?.state !== 'figure') continue;
    const { value, halfUnit, decimals, unit } = fact.figure;
    const share = YUAN_PER_UNIT[unit] / YUAN_PER_UNIT['万元'];
    return {
      value: value.times(share),
      halfUnit: halfUnit.times(share),
      decimals,
      printed: fact.printed,
      location: fact.location,
      label: fact.lineLabel,
    };
  }
  return undefined;
}

/** Finite percentages of change; a change of nothing on nothing is none. */
const priorRates = onceFor((report: Report): PriorRate[] =>
  (report.narrative?.statements ?? [])
    .filter(
      (statement) =>
        statement.role === 'change-rate' &&
        isOfLastYear(statement, report) &&
        !statement.figure.value.isZero() &&
        statement.subject.facts.length > 0,
    )
    .map(ofText),
);
