import { Decimal } from 'decimal.js';
import { formatAmount, type Figure, type Unit } from '../../figure/figure.js';
import { joined, zh, type Message } from '../../language/message.js';
import type { Location } from '../../model/location.js';
import type { CellTable } from '../../model/packed-tables.js';
import type { Fact } from '../../model/report.js';
import { shownAt, type Judgement } from '../judgement.js';
import { cellKey, type ReportFacts } from './facts.js';
import { figureIn, ownerName } from './reports.js';

/** What a table prints for a line in a column, or that it does not print it. */
export interface Cell {
  readonly label: string;
  readonly printed: string;
  readonly location: Location;
  readonly figure: Figure;
  /** `absent`: the table lists what there is, and not this; `assumed`: nothing stands there, and that need not mean zero. */
  readonly state: 'printed' | 'absent' | 'assumed' | 'unreadable';
}

/** A cell of a table that is there; undefined where it has no such column. */
export function cellOf(table: CellTable, line: string, column: string): Cell | undefined {
  const named = table.columns.find(({ id }) => id === column);
  if (!named) return undefined;
  const fact = table.fact(line, column);
  if (fact) return printedCell(fact, table);
  const own = table.lines.find(({ key }) => key === line);
  const location = table.parts[0] ?? { file: '' };
  const figure: Figure = { value: new Decimal(0), decimals: 0, halfUnit: new Decimal(0), unit: table.unit };
  const label = labelOf(own?.label ?? `${line}（未列示）`, named.name);
  // A code that a table does not list has no amount; a line of the form that is left out may be anything.
  return { label, printed: '', location, figure, state: /^\d+$/u.test(line) ? 'absent' : 'assumed' };
}

function printedCell(fact: Fact, { unit }: CellTable): Cell {
  const { lineLabel, columnLabel, printed, location } = fact;
  const cell = { label: labelOf(lineLabel, columnLabel), printed, location };
  switch (fact.state) {
    case 'figure':
      return { ...cell, figure: fact.figure, state: 'printed' };
    case 'blank':
      return { ...cell, figure: fact.figure, state: fact.habitual ? 'printed' : 'assumed' };
    case 'unreadable':
      return {
        ...cell,
        figure: { value: new Decimal(0), decimals: 0, halfUnit: new Decimal(0), unit },
        state: 'unreadable',
      };
  }
}

const labelOf = (line: string, column: string): string => (column === '' ? line : `${line}·${column}`);

/** A cell as evidence. */
export const cellPlace = (
  role: string,
  whose: Message,
  table: CellTable,
  cell: Cell,
): Judgement['places'][number] =>
  shownAt(
    cell.state === 'absent' ? 'absent' : role,
    zh`${whose} ${table.title} ${cell.label}`,
    cell.printed,
    cell.location,
  );

/** Whose of some cells may be wrong by what their own reports say: how a message ends that tells of a difference. */
export function suspectedBefore(
  terms: readonly { readonly report: ReportFacts; readonly cell: Cell }[],
): Message[] {
  const whose = terms.filter(({ report, cell }) => report.suspects.includes(cellKey(cell.location)));
  if (whose.length === 0) return [];
  return [
    zh`；其中${joined(
      whose.map(({ report }) => ownerName(report)),
      zh`、`,
    )}的这一格，核对该报告时已列为疑点`,
  ];
}

/** An amount for a message, in a unit of measure. */
export const amountText = (figure: Figure, unit: Unit): string => {
  const { value, decimals } = figureIn(figure, unit);
  return formatAmount(value, decimals);
};
