import { Decimal } from 'decimal.js';
import { formatAmount } from '../figure/figure.js';
import type { FormId } from '../forms/form.js';
import { joined, sentence, told, zh, type Message, type Tell } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { placeName } from '../model/location.js';
import { masked } from '../model/masked.js';
import type { Report } from '../model/report.js';
import type { Judgement, Operand } from '../rules/judgement.js';
import type { Rule } from '../rules/rule.js';
import type { Evidence, Finding } from './outcome.js';
import { identityOf } from './fingerprint.js';
import type { Explained, Suspected } from './root-cause.js';
import { commonOf, labelText, tableName, termLabel, type Common } from './terms.js';

/** Rule id of the rolled-up rounding tails of a table. */
export const TAIL_RULE = { id: 'X-TAIL', title: zh`舍入尾差` };

/** Of a report what findings name: its file and what its tables are called. */
type Named = Pick<Report, 'file' | 'tables'>;

/** Turns a failure into a finding: the one place where its prose is made. */
export function toFinding(
  { judgement, suspects, cause }: Explained,
  rules: ReadonlyMap<string, Rule>,
  report: Named,
  tell: Tell,
): Finding {
  const rule = rules.get(judgement.ruleId);
  const { operands, relation, verdict, severity, owed } = judgement;
  const isIdentity = relation !== undefined && operands.length > 0;
  const sides = isIdentity ? sumSides(operands) : undefined;
  const amounts = amountsOf(judgement, sides);
  return {
    ruleId: judgement.ruleId,
    title: rule ? tell(sentence(rule.title)) : judgement.ruleId,
    severity: owed ?? severity,
    verdict: verdict === 'undecidable' ? 'undecidable' : 'fails',
    message: masked(tell(messageOf(judgement, sides, decimalsOf(operands), report))),
    advice: masked(tell(adviceOf(judgement, suspects, rule))),
    ...amounts,
    allowance: judgement.allowance,
    evidence: evidenceOf(judgement, report, tell),
    suspects: suspects.map((suspect) => ({ ...suspect, reason: tell(suspect.reason) })),
    causedBy: cause && identityOf(cause),
    identity: identityOf(judgement),
  };
}

/** What should stand there, what does, and by how much they differ. */
function amountsOf(
  { amounts, operands, difference, unit }: Judgement,
  sides: { left: Decimal; right: Decimal } | undefined,
): Pick<Finding, 'expected' | 'actual' | 'difference' | 'decimals' | 'unit'> {
  if (amounts) return { ...amounts, difference: amounts.actual.minus(amounts.expected) };
  return { expected: sides?.right, actual: sides?.left, difference, decimals: decimalsOf(operands), unit };
}

function sumSides(operands: readonly Operand[]): { left: Decimal; right: Decimal } {
  const sum = (side: 'left' | 'right'): Decimal =>
    operands
      .filter((operand) => operand.side === side)
      .reduce((total, { factor, value }) => total.plus(factor.times(value)), new Decimal(0));
  return { left: sum('left'), right: sum('right') };
}

const decimalsOf = (operands: readonly Operand[]): number =>
  Math.max(0, ...operands.map(({ decimals }) => decimals));

const RELATION_MISSED = { '=': '≠', '≤': '＞', '≥': '＜', '<': '≥', '>': '≤' };

function messageOf(
  judgement: Judgement,
  sides: { left: Decimal; right: Decimal } | undefined,
  decimals: number,
  report: Named,
): Message {
  const { operands, relation, reason, difference, verdict, unit } = judgement;
  if (!sides || !relation || !difference) return reason ?? '';
  const common = commonOf(operands, report);
  const left = sideText(operands, 'left', sides.left, decimals, common);
  const right = sideText(operands, 'right', sides.right, decimals, common);
  const gap = formatAmount(difference.abs(), decimals);
  const statement = zh`${common.text}${left} ${RELATION_MISSED[relation]} ${right}，差 ${gap}${unit ?? ''}`;
  return verdict === 'undecidable' ? zh`${reason ?? ''}；按此则 ${statement}` : statement;
}

/** Longest sum written out in full; of a longer one the first figures stand for the rest. */
const MOST_TERMS = 12;

function sideText(
  operands: readonly Operand[],
  side: 'left' | 'right',
  total: Decimal,
  decimals: number,
  common: Common,
): Message {
  const all = operands.filter((operand) => operand.side === side);
  const telling = all.filter(({ value }) => !value.isZero());
  const shown = telling.length === 0 ? all.slice(0, 1) : telling.slice(0, MOST_TERMS);
  const terms = shown.map((operand, index): Message => {
    const { factor, constant } = operand;
    const isMinus = factor.isNegative();
    const sign = index === 0 ? (isMinus ? '−' : '') : isMinus ? ' − ' : ' + ';
    const weight = factor.abs().equals(1) ? '' : `${factor.abs().toString()}×`;
    return constant === true
      ? `${sign}${operand.lineLabel}`
      : zh`${sign}${weight}${termText(operand, common)}`;
  });
  const sum = formatAmount(total, decimals);
  if (telling.length > MOST_TERMS)
    return zh`${joined(terms, '')} + 另 ${telling.length - MOST_TERMS} 项 ＝ ${sum}`;
  return shown.length > 1 ? zh`${joined(terms, '')} ＝ ${sum}` : joined(terms, '');
}

/** A figure after its label, where it has one. */
function termText(operand: Operand, common: Common): Message {
  const label = termLabel(operand, common);
  const amount = formatAmount(operand.value, operand.decimals);
  return told(label) === '' ? amount : zh`${label} ${amount}`;
}

function adviceOf(judgement: Judgement, suspects: readonly Suspected[], rule: Rule | undefined): Message {
  const [only, ...others] = suspects;
  if (only && others.length === 0 && only.suggested !== '') {
    const printed = only.printed === '' ? zh`空白` : only.printed;
    return zh`疑为 ${placeName(only.location)}：印作 ${printed}，应为 ${only.suggested}（${only.reason}）`;
  }
  if (judgement.verdict === 'undecidable' && judgement.advice === undefined)
    return zh`补填该单元格或改正表样后重新核对`;
  return judgement.advice ?? (rule ? sentence(rule.failure) : '');
}

function evidenceOf({ operands, places, instance }: Judgement, report: Named, tell: Tell): Evidence[] {
  const figures = operands
    .filter(({ constant }) => constant !== true)
    .map(({ side, factor, lineLabel, columnLabel, printed, location, form }): Evidence => {
      const table = form === undefined ? '' : `${tableName(form, report)} `;
      const label = columnLabel === '' ? labelText(lineLabel) : zh`${labelText(lineLabel)}·${columnLabel}`;
      const role =
        printed === undefined
          ? 'absent'
          : side === 'left'
            ? 'actual'
            : factor.isNegative()
              ? 'subtrahend'
              : 'addend';
      return { role, label: `${table}${tell(label)}`, printed: printed ?? '', location };
    });
  const evidence = [
    ...figures,
    ...places.map((place): Evidence => ({
      ...place,
      label: masked(tell(place.label)),
      printed: masked(place.printed),
    })),
  ];
  if (evidence.length > 0) return evidence;
  return [{ role: 'searched', label: instance, printed: '', location: { file: report.file } }];
}

/** The table or self-evaluation sheet for which a tail is rolled up. */
const tableOfTail = ({ sheet, operands }: Judgement): string | undefined =>
  sheet ?? operands.find(({ form }) => form)?.form;

/** Identity of the note in which a tail is rolled up. */
export function tailIdentity(tail: Judgement): string | undefined {
  const table = tableOfTail(tail);
  return table === undefined ? undefined : identityOf({ ruleId: TAIL_RULE.id, instance: table });
}

/** Rounding tails of one table, or between the reports of one department. */
export interface Tails {
  readonly count: number;
  readonly ruleIds: ReadonlySet<string>;
  readonly largest: Judgement;
  /** Those that are shown as evidence. */
  readonly shown: readonly Judgement[];
}

/** One note a table for all its rounding tails: how many, the largest, and every one of them as evidence. */
export function tailFindings(tails: readonly Judgement[], report: Named, tell: Tell): Finding[] {
  return [...groupBy(tails, tailIdentity)].flatMap(([identity, own]): Finding[] => {
    const largest = own.reduce<Judgement | undefined>(
      (most, one) => (most && gapOf(most).greaterThanOrEqualTo(gapOf(one)) ? most : one),
      undefined,
    );
    const ruleIds = new Set(own.map(({ ruleId }) => ruleId));
    if (!largest) return [];
    return [tailFinding(identity, { count: own.length, ruleIds, largest, shown: own }, report, tell)];
  });
}

/** The note in which tails are rolled up. */
export function tailFinding(
  identity: string,
  { count, ruleIds, largest, shown }: Tails,
  report: Named,
  tell: Tell,
): Finding {
  const decimals = largest.amounts?.decimals ?? decimalsOf(largest.operands);
  const gap = formatAmount(gapOf(largest), decimals);
  const rules = joined([...ruleIds], zh`、`);
  const unit = largest.amounts?.unit ?? largest.unit;
  const title =
    largest.sheetName ??
    (largest.sheet === undefined
      ? tableName(tableOfTail(largest) as FormId, report)
      : sentence(largest.sheet));
  return {
    ruleId: TAIL_RULE.id,
    title: tell(TAIL_RULE.title),
    severity: 'note',
    verdict: 'holds-within-rounding',
    message: tell(zh`${title}：尾差 ${count} 处，最大 ${gap}${unit ?? ''}（${rules}）`),
    advice: tell(zh`差额在四舍五入范围内，无需处理`),
    expected: undefined,
    actual: undefined,
    difference: gapOf(largest),
    allowance: largest.allowance,
    decimals,
    unit,
    evidence: shown.flatMap((tail) => evidenceOf(tail, report, tell)),
    suspects: [],
    causedBy: undefined,
    identity,
  };
}

/** How far the two sides of a judgement lie apart. */
export const gapOf = ({ amounts, difference }: Judgement): Decimal =>
  (amounts ? amounts.actual.minus(amounts.expected) : difference)?.abs() ?? new Decimal(0);
