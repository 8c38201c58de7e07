import type { Decimal } from 'decimal.js';
import { joined, keyOf, zh, type Message, type Phrase } from '../../language/message.js';
import {
  read,
  type FundingLine,
  type Indicator,
  type PrintedNumber,
  type Reading,
} from '../../model/evaluation.js';
import { tellApart } from '../../model/tell-apart.js';
import type { Amounts, Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { judgement, shownAt } from '../judgement.js';
import { appraise, type Appraisal, type IndicatorAppraisal, type SheetAppraisal } from './appraise.js';
import type { Profiles } from './profile.js';
import { cellPlace, NO_SHEETS } from './sheets.js';

export type Place = Judgement['places'][number];
type Outcome = Pick<Judgement, 'verdict'> & Partial<Judgement>;

/** What one rule says of the sheets of a report. */
export interface SheetRule extends Omit<CustomRule, 'judge' | 'kind' | 'area'> {
  readonly judge: (appraisal: Appraisal) => readonly Judgement[];
}

/** The rule over a report: its sheets are recomputed under the schemes, or there are none. */
export function ruleOverSheets(rule: SheetRule, profiles: Profiles): CustomRule {
  return {
    ...rule,
    area: 'evaluation',
    kind: 'custom',
    judge: (report) => {
      const none = (reason: Message): Judgement[] => [
        judgement(rule.id, rule.severity, { instance: '', verdict: 'not-applicable', reason }),
      ];
      if (report.evaluation.sheets.length === 0) return none(NO_SHEETS);
      const judged = rule.judge(appraise(report, profiles));
      return judged.length > 0 ? [...judged] : none(zh`自评表中没有该规则核对的内容`);
    },
  };
}

/**
 * A judgement on one sheet, or on one part of it.
 *
 * @param part as the sheet calls it, or what people say for what no cell names
 */
export function onSheet(
  { id, severity }: Pick<SheetRule, 'id' | 'severity'>,
  { label }: SheetAppraisal,
  part: string | Phrase,
  outcome: Outcome,
): Judgement {
  const { reason } = outcome;
  const key = typeof part === 'string' ? part : keyOf(part);
  const name = typeof part === 'string' ? lastLabel(part) : part;
  return judgement(id, severity, {
    instance: key === '' ? label : `${label}/${key}`,
    sheet: label,
    ...outcome,
    ...(reason !== undefined && {
      reason: zh`${name === '' ? label : joined([label, name], ' ')}：${reason}`,
    }),
  });
}

/** 产出指标/数量指标/用电量 is called by its last label; a part with a tag before it has no name. */
const lastLabel = (part: string): string => (part.includes(':') ? '' : (part.split('/').at(-1) ?? part));

/** Target, achievement, weight and score of an index. */
export function indicatorPlaces(indicator: Indicator): Place[] {
  const name = nameOf(indicator);
  const places = [
    ...cellPlace('target', `${name} 指标值`, indicator.target),
    ...cellPlace('achieved', `${name} 完成值`, indicator.achieved),
    ...cellPlace('weight', `${name} 分值`, indicator.weight),
    ...cellPlace('score', `${name} 得分`, indicator.score),
  ];
  return places.length > 0 ? places : [shownAt('name', name, indicator.name, indicator.location)];
}

export const nameOf = ({ name, key }: Indicator): string => (name === '' ? key : name);

/** Where a sheet stands, for what it lacks. */
export const sheetPlaces = ({ sheet, label }: SheetAppraisal): Place[] =>
  sheet.parts.map((part) => shownAt('sheet', label, '', part));

/** Budget and execution of a funding line, with what else is asked for. */
export function fundingPlaces(line: FundingLine): Place[] {
  const label = lineName(line);
  return [
    ...cellPlace('budget', `${label} 全年预算数`, line.budget),
    ...cellPlace('executed', `${label} 全年执行数`, line.executed),
  ];
}

/** Label of a funding line without colons and blanks. */
export const lineName = ({ label }: FundingLine): string => label.replace(/[\s：:]+/gu, '');

/** Funding lines with labels that are told apart. */
export function namedLines(lines: readonly FundingLine[]): { line: FundingLine; name: string }[] {
  const once = tellApart();
  return lines.map((line) => ({ line, name: once(lineName(line)) }));
}

/** What should stand there and what does. */
export function compared(
  expected: Decimal | undefined,
  actual: Decimal | undefined,
  decimals: number,
  unit: Amounts['unit'],
): Pick<Judgement, 'amounts'> {
  return expected && actual ? { amounts: { expected, actual, decimals, unit } } : {};
}

export const numberOf = (reading: Reading<PrintedNumber> | undefined): Decimal | undefined =>
  read(reading)?.value;

/** "A、B 等 5 个指标": the first few names of many. */
export function listed(rows: readonly { readonly indicator: Indicator }[]): Message {
  const names = rows.map(({ indicator }) => nameOf(indicator));
  const shown = joined(names.slice(0, MOST_NAMES), zh`、`);
  return names.length > MOST_NAMES ? zh`${shown}等 ${names.length} 个指标` : shown;
}
const MOST_NAMES = 3;

/** Marks were lost: the score is below the weight. */
export function isShort({ indicator }: Pick<IndicatorAppraisal, 'indicator'>): boolean {
  const [weight, score] = [numberOf(indicator.weight), numberOf(indicator.score)];
  return weight !== undefined && score?.lessThan(weight) === true;
}
