import { Decimal } from 'decimal.js';
import { groupBy } from '../../model/group-by.js';
import { onceFor } from '../../model/once-for.js';
import { tellApart } from '../../model/tell-apart.js';
import { formOf } from '../../forms/catalogue.js';
import type { FormId } from '../../forms/form.js';
import { joined, zh, type Message } from '../../language/message.js';
import type { FactPlace, Narrative, Statement, Subject, TextFigure } from '../../model/narrative.js';
import { factOf, type Report } from '../../model/report.js';
import { compareSums, sameFact, shownAmount, tableAmount, type Amount } from '../evaluation/amount.js';
import type { Place } from '../evaluation/outcomes.js';
import { judgement, shownAt, type Judgement, type Severity } from '../judgement.js';
import { clauseOf, figurePlace, isOfSome, quote, plainTitle, titleOf } from './clause.js';
import { growthFit, growthOnFit, moneyOf, percentOf, priorOf, shareFit, type Fit } from './figures.js';
import { ruleOf } from './sections.js';

const ZERO = new Decimal(0);
const HUNDRED = new Decimal(100);

/** An amount with where it stands and what that place is called. */
interface Source extends Amount {
  readonly name: Message;
  readonly place: Place;
  /** The statement of the text that gives it. */
  readonly statement?: Statement;
}

/** The amounts of a subject: what the tables print of it, and what the text says. */
interface Known {
  readonly printed: readonly Source[];
  readonly said: readonly Source[];
}

/** What the figures of the text come to, judged in one go: a wrong figure is known to what follows from it. */
export interface Audit {
  readonly judgements: readonly Judgement[];
  /** Of figures that failed. */
  readonly failed: ReadonlyMap<TextFigure, Judgement>;
}

export const auditOf: (report: Report) => Audit = onceFor(auditText);

interface Bench {
  readonly report: Report;
  readonly narrative: Narrative;
  readonly judgements: Judgement[];
  readonly failed: Map<TextFigure, Judgement>;
  readonly bySubject: ReadonlyMap<string, readonly Statement[]>;
  /** Tells the instances of one rule apart. */
  readonly instanceOf: (ruleId: string, label: string) => string;
}

function auditText(report: Report): Audit {
  const { narrative } = report;
  const judgements: Judgement[] = [];
  const failed = new Map<TextFigure, Judgement>();
  if (!narrative) return { judgements, failed };
  const bySubject = groupBy(narrative.statements, ({ subject }) => subject.id);
  const once = tellApart();
  const instanceOf: Bench['instanceOf'] = (ruleId, label) =>
    once(`${ruleId}/${label}`).slice(ruleId.length + 1);
  const bench: Bench = { report, narrative, judgements, failed, bySubject, instanceOf };
  for (const statement of narrative.statements) judgeAmount(statement, bench);
  for (const statement of narrative.statements) {
    if (statement.role === 'share') judgeShare(statement, bench);
    if (statement.role === 'completion') judgeCompletion(statement, bench);
    if (statement.role === 'change' || statement.role === 'change-rate') judgeChange(statement, bench);
  }
  for (const statement of narrative.statements) if (statement.role === 'prior') judgePrior(statement, bench);
  judgeRepetitions(bench);
  return { judgements, failed };
}

interface Outcome {
  readonly verdict: Judgement['verdict'];
  readonly places: readonly Place[];
  readonly severity?: Severity;
  readonly reason?: Message;
  readonly advice?: Message;
  readonly amounts?: Judgement['amounts'];
  /** The figure of the text that this one follows from. */
  readonly follows?: Judgement | undefined;
}

/** Adds a judgement about a figure; a second failure of one figure follows from the first. */
function conclude(
  ruleId: string,
  statement: Statement,
  { verdict, places, severity = 'error', reason, advice, amounts, follows }: Outcome,
  bench: Bench,
): Judgement {
  const { figure, subject, role } = statement;
  const label = `${subject.id}/${role}`;
  const first = bench.failed.get(figure) ?? follows;
  const judged = judgement(ruleId, severity, {
    instance: bench.instanceOf(ruleId, label),
    verdict,
    places: [figurePlace(figure), ...places],
    ...(reason !== undefined && { reason }),
    ...(advice !== undefined && { advice }),
    ...(amounts && { amounts }),
    ...(verdict === 'holds-within-rounding' && { sheet: plainTitle(figure.sentence.section) }),
    ...(verdict === 'fails' && first && { cause: { ruleId: first.ruleId, instance: first.instance } }),
  });
  bench.judgements.push(judged);
  if (verdict === 'fails' && !bench.failed.has(figure)) bench.failed.set(figure, judged);
  return judged;
}

/** "五、…：“公用经费30.00万元”". */
const said = ({ figure }: Statement): Message =>
  zh`${titleOf(figure.sentence.section)}：${quote(clauseOf(figure))}`;

// Amounts against the tables

const tableName = (form: FormId, report: Report): string =>
  report.tables.get(form)?.title ?? formOf(form).titles[0] ?? form;

function source(place: FactPlace, report: Report): Source | undefined {
  const table = report.tables.get(place.form);
  const fact = table && factOf(table, place.line, place.column);
  const amount = tableAmount(fact);
  if (!table || !fact || !amount) return undefined;
  const label = fact.columnLabel === '' ? fact.lineLabel : `${fact.lineLabel}·${fact.columnLabel}`;
  const name = `${table.title} ${label}`;
  return { ...amount, name, place: shownAt('amount', name, fact.printed, fact.location) };
}

/** A line that an open list of codes does not print is zero there. */
function unprinted({ form, line, column }: FactPlace, report: Report): Source | undefined {
  const table = report.tables.get(form);
  if (!table || factOf(table, line, column) || !/^\d+$/u.test(line)) return undefined;
  const [part] = table.parts;
  if (!part || table.lines.some(({ key }) => key === line)) return undefined;
  const name = zh`${table.title} ${line}（未列示）`;
  const zero = { value: ZERO, halfUnit: ZERO, decimals: 2, printed: '', location: part };
  return { ...zero, name, place: shownAt('searched', name, '', part) };
}

type Budget = 'initial-budget' | 'budget';

/** Where the tables print what was budgeted for a subject. */
function budgetPlaces({ id, facts }: Subject, budget: Budget, { report, bySubject }: Bench): FactPlace[] {
  return facts.flatMap(({ form, line }): FactPlace[] => {
    if (form === 'summary')
      return [{ form, line, column: budget === 'budget' ? 'adjustedBudget' : 'originalBudget' }];
    if (form !== 'three-public') return [];
    const header =
      report.tables
        .get(form)
        ?.columns.find(({ id }) => id === 'budget')
        ?.path.join('') ?? '';
    if (budget === 'budget') return header.includes('年初') ? [] : [{ form, line, column: 'budget' }];
    // Where the text tells both, 预算数 is the adjusted one.
    const tellsBoth = (bySubject.get(id) ?? []).some(
      ({ role, against }) => role === 'budget' || against === 'budget',
    );
    const isAdjusted = /全年|调整/u.test(header) || (tellsBoth && !header.includes('年初'));
    return isAdjusted ? [] : [{ form, line, column: 'budget' }];
  });
}

const placesOf = ({ subject, role }: Statement, bench: Bench): readonly FactPlace[] =>
  role === 'initial-budget' || role === 'budget' ? budgetPlaces(subject, role, bench) : subject.facts;

const textSource = (statement: Statement): Source[] => {
  const amount = moneyOf(statement.figure);
  if (!amount) return [];
  const { figure } = statement;
  const name = joined([titleOf(figure.sentence.section), quote(clauseOf(figure))], '');
  return [{ ...amount, name, place: figurePlace(figure), statement }];
};

function judgeAmount(statement: Statement, bench: Bench): void {
  const { role, figure } = statement;
  if (role !== 'amount' && role !== 'initial-budget' && role !== 'budget') return;
  const ruleId = ruleOf(statement);
  const amount = moneyOf(figure);
  const facts = placesOf(statement, bench);
  if (ruleId === undefined || !amount || facts.length === 0 || IS_BOUND.has(ruleId)) return;
  const printed = facts.flatMap(
    (place) => source(place, bench.report) ?? unprinted(place, bench.report) ?? [],
  );
  if (printed.length === 0) {
    const names = joined([...new Set(facts.map(({ form }) => tableName(form, bench.report)))], zh`、`);
    const isAbsent = facts.every(({ form }) => !bench.report.tables.has(form));
    const reason = isAbsent ? zh`没有${names}` : zh`${names}没有读出有关金额`;
    conclude(ruleId, statement, { verdict: 'undecidable', places: [], reason }, bench);
    return;
  }
  const places = printed.map(({ place }) => place);
  const comparisons = printed.map((one) => ({ one, ...sameFact(amount, one) }));
  const best =
    comparisons.find(({ verdict }) => verdict === 'holds') ??
    comparisons.find(({ verdict }) => verdict === 'holds-within-rounding') ??
    comparisons.toSorted((one, other) => one.difference.abs().comparedTo(other.difference.abs()))[0];
  if (!best) return;
  const decimals = Math.max(2, amount.decimals);
  const amounts = { expected: best.one.value, actual: amount.value, decimals, unit: '万元' as const };
  if (best.verdict !== 'fails') {
    conclude(
      ruleId,
      statement,
      { verdict: best.verdict, places, ...(best.verdict !== 'holds' && { amounts }) },
      bench,
    );
    return;
  }
  const gap = shownAmount({ value: best.difference.abs(), decimals });
  conclude(
    ruleId,
    statement,
    {
      verdict: 'fails',
      places,
      amounts,
      ...(best.severity && { severity: best.severity }),
      reason: zh`${said(statement)}，${best.one.name}是 ${shownAmount(best.one)} 万元，差 ${gap} 万元`,
      follows: repeated(statement, best.one, bench),
    },
    bench,
  );
}

/** Sections whose amount is no cell of a table, but bounded by one. */
const IS_BOUND: ReadonlySet<string> = new Set(['N-9', 'N-10', 'N-11']);

/** The same wrong amount, in an earlier place, for what the tables print alike. */
function repeated({ figure }: Statement, expected: Source, { failed }: Bench): Judgement | undefined {
  const own = moneyOf(figure);
  for (const [earlier, judged] of failed) {
    const before = moneyOf(earlier);
    if (own && before?.value.equals(own.value) && judged.amounts?.expected.equals(expected.value))
      return judged;
  }
  return undefined;
}

// Percentages

/** What is known of the amount of a subject, near a figure. */
function knownOf(subject: Subject, role: 'amount' | Budget, near: TextFigure, bench: Bench): Known {
  const facts = role === 'amount' ? subject.facts : budgetPlaces(subject, role, bench);
  const printed = facts.flatMap(
    (place) => source(place, bench.report) ?? unprinted(place, bench.report) ?? [],
  );
  const all = (bench.bySubject.get(subject.id) ?? []).filter((one) => one.role === role);
  const section = near.sentence.section;
  const inSection = all.filter(({ figure }) => figure.sentence.section === section);
  const spoken = (inSection.length > 0 ? inSection : all).slice(0, MOST_REPETITIONS);
  return { printed, said: spoken.flatMap(textSource) };
}

/** An amount is told some times over in a section; a text with more was put there to do harm. */
const MOST_REPETITIONS = 20;

const isSound = ({ statement }: Source, bench: Bench): boolean =>
  statement === undefined || !bench.failed.has(statement.figure);

interface Term {
  readonly part: Source;
  readonly whole: Source;
}

const pairsOf = (parts: readonly Source[], wholes: readonly Source[]): Term[] =>
  parts.flatMap((part) => wholes.map((whole) => ({ part, whole })));

interface QuotientOutcome {
  readonly fit: Fit;
  /** What it should be worked out from, where that is known. */
  readonly term: Term;
  /** That a figure is wrong from which it was worked out. */
  readonly cause: Judgement | undefined;
  /** Of what it was worked out from alone the term can be made. */
  readonly isOfWrong?: true;
}

/** What a percentage comes to: with sound figures, with a figure that is wrong itself, or with none. */
function quotientOutcome(
  rate: TextFigure,
  part: Known,
  whole: Known,
  bench: Bench,
): QuotientOutcome | undefined {
  const sound = ({ printed, said: spoken }: Known): Source[] => [
    ...printed,
    ...spoken.filter((one) => isSound(one, bench)),
  ];
  const all = ({ printed, said: spoken }: Known): Source[] => [...spoken, ...printed];
  const test = (terms: readonly Term[], wanted: Fit): Term | undefined =>
    terms.find((term) => !term.whole.value.isZero() && shareFit(rate, term.part, term.whole) === wanted);
  const good = pairsOf(sound(part), sound(whole));
  const fitting = test(good, 'fits');
  if (fitting) return { fit: 'fits', term: fitting, cause: undefined };
  const bad = test(pairsOf(all(part), all(whole)), 'fits');
  const isWrong = bad && [bad.part, bad.whole].find((one) => !isSound(one, bench));
  if (bad && isWrong?.statement) {
    const [nothing] = good.filter(({ part, whole }) => part.value.isZero() && whole.value.isZero());
    if (nothing && rate.value.isZero()) return { fit: 'fits', term: nothing, cause: undefined };
    const cause = bench.failed.get(isWrong.statement.figure);
    const right = good.find(({ whole }) => !whole.value.isZero());
    return right
      ? { fit: 'misses', term: right, cause }
      : { fit: 'misses', term: bad, cause, isOfWrong: true };
  }
  const cutOff = test(good, 'cut-off');
  if (cutOff) return { fit: 'cut-off', term: cutOff, cause: undefined };
  const terms = good.length > 0 ? good : pairsOf(all(part), all(whole));
  const nearest = closestTo(rate, terms) ?? terms[0];
  return nearest && { fit: 'misses', term: nearest, cause: undefined };
}

/** Of what a percentage may have been worked out from, the quotient that it misses least. */
function closestTo({ value }: TextFigure, terms: readonly Term[]): Term | undefined {
  const gap = ({ part, whole }: Term): Decimal =>
    part.value.div(whole.value).times(HUNDRED).minus(value).abs();
  return terms
    .filter(({ whole }) => !whole.value.isZero())
    .toSorted((one, other) => gap(one).comparedTo(gap(other)))[0];
}

const percentAmounts = (figure: TextFigure, expected: Decimal): Judgement['amounts'] => ({
  expected,
  actual: figure.value,
  decimals: figure.decimals,
  unit: '%',
});

const termPlaces = ({ part, whole }: Term): Place[] => [part.place, whole.place];

function quotientText({ part, whole }: Term, figure: TextFigure): Message {
  const exact = part.value.div(whole.value).times(HUNDRED);
  const digits = exact.toDecimalPlaces(figure.decimals + 2, Decimal.ROUND_HALF_UP).toString();
  return zh`${shownAmount(part)} ÷ ${shownAmount(whole)} ＝ ${digits}%`;
}

function concludeQuotient(
  ruleId: string,
  statement: Statement,
  outcome: QuotientOutcome,
  bench: Bench,
): void {
  const { figure } = statement;
  const { fit, term, cause, isOfWrong = false } = outcome;
  const places = termPlaces(term);
  if (fit === 'fits') {
    conclude(ruleId, statement, { verdict: 'holds', places }, bench);
    return;
  }
  if (isOfWrong) {
    const reason = zh`${said(statement)}，是用写错的金额算的：${quotientText(term, figure)}`;
    conclude(ruleId, statement, { verdict: 'fails', places, reason, follows: cause }, bench);
    return;
  }
  const expected = percentOf(term.part.value, term.whole.value, figure.decimals) ?? ZERO;
  const amounts = percentAmounts(figure, expected);
  const plugged = isPlugged(statement, expected, bench);
  if (fit === 'cut-off' && cause === undefined && !plugged) {
    conclude(
      ruleId,
      statement,
      {
        verdict: 'fails',
        severity: 'note',
        places,
        ...(amounts && { amounts }),
        reason: zh`${said(statement)}，${quotientText(term, figure)}，四舍五入为 ${expected.toFixed(figure.decimals)}%，写的是截去尾数的 ${figure.printed}`,
        advice: zh`按四舍五入填写`,
      },
      bench,
    );
    return;
  }
  conclude(
    ruleId,
    statement,
    {
      verdict: 'fails',
      ...(plugged && { severity: 'note' as const }),
      places,
      ...(amounts && { amounts }),
      reason: zh`${said(statement)}，应为 ${quotientText(term, figure)}${plugged ? zh`；各项占比因此合计为 100%` : ''}`,
      ...(plugged && { advice: zh`占比轧差到 100% 的，可不改` }),
      follows: cause,
    },
    bench,
  );
}

/** One unit off, and the shares of the same whole then add up to exactly 100. */
function isPlugged(
  { figure, base, role }: Statement,
  expected: Decimal,
  { narrative: { statements } }: Bench,
): boolean {
  if (role !== 'share' || typeof base !== 'object') return false;
  const unit = new Decimal(`1e${-figure.decimals}`);
  if (!expected.minus(figure.value).abs().equals(unit)) return false;
  const group = statements.filter(
    (one) =>
      one.role === 'share' &&
      typeof one.base === 'object' &&
      one.base.id === base.id &&
      one.figure.sentence.section === figure.sentence.section,
  );
  const sum = group.reduce((total, one) => total.plus(one.figure.value), ZERO);
  return group.length > 1 && sum.equals(HUNDRED);
}

function judgeShare(statement: Statement, bench: Bench): void {
  const ruleId = ruleOf(statement);
  const { figure, base, subject } = statement;
  if (ruleId === undefined) return;
  if (typeof base !== 'object') {
    const reason = zh`没有读出占什么的比重`;
    conclude(ruleId, statement, { verdict: 'undecidable', places: [], reason }, bench);
    return;
  }
  const part = knownOf(subject, 'amount', figure, bench);
  const whole = knownOf(base, 'amount', figure, bench);
  const wholes = [...whole.printed, ...whole.said];
  if (part.printed.length + part.said.length === 0 || wholes.length === 0) {
    const missing = wholes.length === 0 ? base.label : subject.label;
    const reason = zh`占比没有可对照的金额：${missing}`;
    conclude(ruleId, statement, { verdict: 'undecidable', places: [], reason }, bench);
    return;
  }
  if (wholes.every(({ value }) => value.isZero())) {
    judgeOfNothing(ruleId, statement, part, wholes, bench);
    return;
  }
  const outcome = quotientOutcome(figure, part, whole, bench);
  if (outcome) concludeQuotient(ruleId, statement, outcome, bench);
}

/** A percentage of nothing: 0 % is how forms print it, 100 % a habit, anything else has no value. */
function judgeOfNothing(
  ruleId: string,
  statement: Statement,
  part: Known,
  wholes: readonly Source[],
  bench: Bench,
  cause?: Judgement,
): void {
  const { figure, role } = statement;
  const all = [...part.printed, ...part.said];
  const sound = all.filter((one) => isSound(one, bench));
  const parts = sound.length > 0 ? sound : all;
  const places = [...wholes, ...parts].map(({ place }) => place);
  const isNothing = parts.every(({ value }) => value.isZero());
  if (isNothing && figure.value.isZero()) {
    conclude(ruleId, statement, { verdict: 'holds', places }, bench);
    return;
  }
  const isHabit = isNothing && figure.value.equals(HUNDRED);
  const [whole] = wholes;
  const name = role === 'share' ? zh`总额` : role === 'completion' ? zh`预算` : zh`上年数`;
  conclude(
    ruleId,
    statement,
    {
      verdict: 'fails',
      ...(isHabit && { severity: 'note' as const }),
      places,
      reason: zh`${said(statement)}，${name}为 0${whole ? zh`（${whole.name}）` : ''}，${isNothing ? zh`没有可算的比率` : zh`不能作分母`}`,
      advice: isHabit ? zh`预算和决算都是 0 的，写 0% 或不写` : zh`删去百分比，写明基数为 0、不可比`,
      follows: cause,
    },
    bench,
  );
}

// Completion of a budget

const BUDGET_NAME: Readonly<Record<Budget, Message>> = {
  'initial-budget': zh`年初预算`,
  budget: zh`全年预算`,
};

function judgeCompletion(statement: Statement, bench: Bench): void {
  const ruleId = ruleOf(statement) ?? 'N-5c';
  const { figure, base, subject } = statement;
  const part = knownOf(subject, 'amount', figure, bench);
  const budgets = (['initial-budget', 'budget'] as const).map((budget) => ({
    budget,
    known: knownOf(subject, budget, figure, bench),
  }));
  const of = (budget: Budget): Known =>
    budgets.find((one) => one.budget === budget)?.known ?? { printed: [], said: [] };
  const merged: Known = {
    printed: budgets.flatMap(({ known }) => known.printed),
    said: budgets.flatMap(({ known }) => known.said),
  };
  const named = typeof base === 'object' ? knownOf(base, 'amount', figure, bench) : base && of(base);
  const whole = named ?? merged;
  const wholes = [...whole.said, ...whole.printed];
  if (part.printed.length + part.said.length === 0 || wholes.length === 0) {
    const what = typeof base === 'string' ? BUDGET_NAME[base] : zh`预算`;
    const reason = zh`完成率没有可对照的${wholes.length === 0 ? what : zh`决算数`}`;
    conclude(ruleId, statement, { verdict: 'undecidable', places: [], reason }, bench);
    return;
  }
  const others =
    typeof base === 'string'
      ? budgets
          .filter(({ budget }) => budget !== base)
          .map((one) => ({ ...one, name: BUDGET_NAME[one.budget] }))
      : [];
  const fitting = others.flatMap(({ known, name }) => {
    const found = quotientOutcome(figure, part, known, bench);
    return found?.fit === 'fits' ? [{ name, term: found.term }] : [];
  })[0];
  const judgeBase = (): Judgement | undefined => {
    if (!fitting || typeof base !== 'string') return undefined;
    const { name, term } = fitting;
    const [own] = wholes;
    return conclude(
      'N-BASE',
      statement,
      {
        verdict: 'fails',
        places: [...termPlaces(term), ...(own ? [own.place] : [])],
        reason: zh`${said(statement)}，${BUDGET_NAME[base]}是 ${own ? shownAmount(own) : '0'} 万元，这个比率是按${name}算的：${quotientText(term, figure)}`,
        advice: zh`写“完成${name}的${figure.printed}”，或按${BUDGET_NAME[base]}重算`,
      },
      bench,
    );
  };
  if (wholes.every(({ value }) => value.isZero())) {
    const parts = [...part.printed, ...part.said].filter((one) => isSound(one, bench));
    const isNothing = parts.every(({ value }) => value.isZero());
    const wrongBase = isNothing ? undefined : judgeBase();
    judgeOfNothing('N-CPL0', statement, part, wholes, bench, wrongBase);
    return;
  }
  const outcome = quotientOutcome(figure, part, whole, bench);
  if (!outcome) return;
  if (outcome.fit !== 'fits' && outcome.cause === undefined && judgeBase()) return;
  if (outcome.fit === 'fits' && typeof base === 'string')
    conclude('N-BASE', statement, { verdict: 'holds', places: termPlaces(outcome.term) }, bench);
  concludeQuotient(ruleId, statement, outcome, bench);
}

// Against last year

const WORD = { up: zh`增加`, down: zh`减少` } as const;

/** Statements about the same change: of the subject, in the sentence, or else in the paragraph. */
function partner(
  statement: Statement,
  role: 'change' | 'change-rate' | 'prior',
  bench: Bench,
): Statement | undefined {
  const isOtherYear = ({ comparedYear }: Statement): boolean =>
    comparedYear !== undefined &&
    statement.comparedYear !== undefined &&
    comparedYear !== statement.comparedYear;
  const own = bench.bySubject.get(statement.subject.id) ?? [];
  const { sentence, start } = statement.figure;
  const candidates = own.filter(
    (one) =>
      one.role === role &&
      one.against === statement.against &&
      !isOtherYear(one) &&
      one.figure.sentence.paragraph === sentence.paragraph,
  );
  const distance = ({ figure }: Statement): number =>
    figure.sentence === sentence ? Math.abs(figure.start - start) : Number.MAX_SAFE_INTEGER;
  return candidates.toSorted((one, other) => distance(one) - distance(other))[0];
}

function judgeChange(statement: Statement, bench: Bench): void {
  const { figure, direction, role } = statement;
  if (direction === 'flat' && !figure.value.isZero()) {
    conclude(
      'N-YOY',
      statement,
      {
        verdict: 'fails',
        places: [],
        reason: zh`${said(statement)}，说持平，变动却不是 0`,
        advice: zh`核对变动数，持平的不写变动`,
      },
      bench,
    );
    return;
  }
  if (role === 'change') {
    if (partner(statement, 'change-rate', bench)) return;
    if (judgeGap(statement, bench)) return;
    if (moneyOf(figure))
      conclude(
        'N-YOY',
        statement,
        { verdict: 'not-applicable', places: [], reason: zh`没有写变动百分比` },
        bench,
      );
    return;
  }
  const change = partner(statement, 'change', bench);
  const amount = change && moneyOf(change.figure);
  const current = knownOf(statement.subject, 'amount', figure, bench);
  const sources = [...current.printed, ...current.said];
  const prior = change ? undefined : partner(statement, 'prior', bench);
  const last = prior && textSource(prior)[0];
  if (last && sources.length > 0) {
    judgeGrowthOn(last, statement, sources, bench);
    return;
  }
  if (!change || !amount || sources.length === 0) {
    const reason = change ? zh`变动没有可对照的本年数` : zh`写了变动百分比，没有写变动额`;
    conclude('N-YOY', statement, { verdict: 'undecidable', places: [], reason }, bench);
    return;
  }
  judgeGrowth(statement, change, amount, sources, bench);
}

/** 决算数比预算数减少0.88万元, without a percentage: what was spent less what was budgeted, where the text tells both. */
function judgeGap(statement: Statement, bench: Bench): boolean {
  const { subject, figure, direction, against } = statement;
  const amount = moneyOf(figure);
  if (!amount || (against !== 'budget' && against !== 'initial-budget')) return false;
  if (direction !== 'up' && direction !== 'down') return false;
  const known = (role: 'amount' | Budget): Source[] => {
    const { printed, said: spoken } = knownOf(subject, role, figure, bench);
    // 预算数 of the table is the adjusted one by its note: what was budgeted first only the text tells.
    const all = role === 'initial-budget' ? spoken : [...spoken, ...printed];
    return all.filter((one) => isSound(one, bench));
  };
  const terms = pairsOf(known('amount'), known(against));
  const [first] = terms;
  if (!first) return false;
  const signed = direction === 'down' ? amount.value.negated() : amount.value;
  const fits = ({ part, whole }: Term): boolean =>
    part.value
      .minus(whole.value)
      .minus(signed)
      .abs()
      .lessThanOrEqualTo(part.halfUnit.plus(whole.halfUnit).plus(amount.halfUnit));
  const fitting = terms.find(fits);
  if (fitting) {
    conclude('N-YOY', statement, { verdict: 'holds', places: termPlaces(fitting) }, bench);
    return true;
  }
  const gap = first.part.value.minus(first.whole.value);
  conclude(
    'N-YOY',
    statement,
    {
      verdict: 'fails',
      places: termPlaces(first),
      reason: zh`${said(statement)}，决算 ${shownAmount(first.part)} − ${BUDGET_NAME[against]} ${shownAmount(first.whole)} ＝ ${shownAmount({ value: gap, decimals: 2 })} 万元`,
      advice: zh`核对增减数和增减方向`,
    },
    bench,
  );
  return true;
}

interface Growth {
  readonly current: Source;
  readonly direction: 'up' | 'down';
  readonly fit: Fit;
}

function judgeGrowth(
  statement: Statement,
  change: Statement,
  amount: Amount,
  sources: readonly Source[],
  bench: Bench,
): void {
  const { figure } = statement;
  const changePlace = figurePlace(change.figure);
  const stated = [change.direction, statement.direction].flatMap((one) =>
    one === 'up' || one === 'down' ? [one] : [],
  );
  const [first, second] = stated;
  const flip = amount.value.isNegative();
  if (first !== undefined && second !== undefined && first !== second) {
    conclude(
      'N-YOY',
      statement,
      {
        verdict: 'fails',
        places: [changePlace],
        reason: zh`${said(statement)}，${quote(clauseOf(change.figure))}，一增一减，方向不一致`,
        advice: zh`统一增减方向`,
      },
      bench,
    );
    return;
  }
  const turned = { up: 'down', down: 'up' } as const;
  const directions: readonly ('up' | 'down')[] =
    first === undefined ? ['up', 'down'] : [flip ? turned[first] : first];
  const growths = directions.flatMap((direction) =>
    sources.map((current): Growth & { readonly prior: Decimal } => ({
      current,
      direction,
      fit: growthFit(figure, current, amount, direction),
      prior: priorOf(current.value, amount.value, direction),
    })),
  );
  const zero = growths.find(({ prior, current }) => prior.isZero() && isSound(current, bench));
  if (zero) {
    const last: Source = {
      ...amount,
      value: ZERO,
      halfUnit: ZERO,
      name: zh`本年 ${shownAmount(zero.current)}，${WORD[zero.direction]} ${shownAmount(amount)}`,
      place: changePlace,
    };
    judgeOfNothing('N-YOY0', statement, { printed: [zero.current], said: [] }, [last], bench);
    return;
  }
  const sound = growths.filter(({ current }) => isSound(current, bench));
  const fitting = sound.find(({ fit }) => fit === 'fits');
  if (fitting) {
    const places = [changePlace, fitting.current.place];
    conclude('N-YOY', statement, { verdict: 'holds', places }, bench);
    conclude('N-YOY0', statement, { verdict: 'holds', places }, bench);
    return;
  }
  const wrong = growths.find(({ fit, current }) => fit === 'fits' && !isSound(current, bench));
  const cut = sound.find(({ fit }) => fit === 'cut-off');
  const told = wrong ?? cut ?? sound[0] ?? growths[0];
  if (!told) return;
  const { current, direction, prior } = told;
  const expected = prior.greaterThan(0) ? percentOf(amount.value.abs(), prior, figure.decimals) : undefined;
  const amounts = expected && percentAmounts(figure, expected);
  const sum = zh`${statement.against === undefined ? zh`上年` : BUDGET_NAME[statement.against]} ＝ ${shownAmount(current)} ${direction === 'up' ? '−' : '+'} ${shownAmount({ ...amount, value: amount.value.abs() })} ＝ ${shownAmount({ value: prior, decimals: 2 })}`;
  const quotient =
    expected === undefined
      ? zh`，上年数不会是负数`
      : zh`，${direction === 'up' ? zh`增长` : zh`下降`} ${percentText(amount.value.abs(), prior, figure.decimals)}%`;
  conclude(
    'N-YOY',
    statement,
    {
      verdict: 'fails',
      ...(cut && !wrong && { severity: 'note' as const }),
      places: [changePlace, current.place],
      ...(amounts && { amounts }),
      reason: zh`${said(statement)}，${sum}${quotient}${cut && !wrong ? zh`，写的是截去尾数的 ${figure.printed}` : hintOf(figure, current, amount, direction)}`,
      advice: cut && !wrong ? zh`按四舍五入填写` : zh`核对变动额和变动百分比`,
      follows: wrong?.current.statement && bench.failed.get(wrong.current.statement.figure),
    },
    bench,
  );
}

/** A percentage of change beside the amounts of both years. */
function judgeGrowthOn(last: Source, statement: Statement, sources: readonly Source[], bench: Bench): void {
  const { figure, direction } = statement;
  if (last.value.isZero()) {
    judgeOfNothing('N-YOY0', statement, { printed: sources, said: [] }, [last], bench);
    return;
  }
  const directions = direction === 'up' || direction === 'down' ? [direction] : (['up', 'down'] as const);
  const growths = directions.flatMap((way) =>
    sources.map((current) => ({ current, fit: growthOnFit(figure, current, last, way) })),
  );
  const told =
    growths.find(({ fit, current }) => fit === 'fits' && isSound(current, bench)) ??
    growths.find(({ fit }) => fit === 'fits') ??
    growths.find(({ fit }) => fit === 'cut-off') ??
    growths[0];
  if (!told) return;
  const { current, fit } = told;
  const places = [last.place, current.place];
  if (fit === 'fits' && isSound(current, bench)) {
    conclude('N-YOY', statement, { verdict: 'holds', places }, bench);
    return;
  }
  const change = current.value.minus(last.value);
  const expected = percentOf(change.abs(), last.value, figure.decimals) ?? ZERO;
  const amounts = percentAmounts(figure, expected);
  conclude(
    'N-YOY',
    statement,
    {
      verdict: 'fails',
      ...(fit === 'cut-off' && { severity: 'note' as const }),
      places,
      ...(amounts && { amounts }),
      reason: zh`${said(statement)}，上年 ${shownAmount(last)} 万元，本年 ${shownAmount(current)} 万元，${change.isNegative() ? zh`下降` : zh`增长`} ${percentText(change.abs(), last.value, figure.decimals)}%`,
      advice: zh`核对两年的金额和变动百分比`,
      follows: current.statement && bench.failed.get(current.statement.figure),
    },
    bench,
  );
}

/** What the text says of last year is what this year and the change come to. */
function judgePrior(statement: Statement, bench: Bench): void {
  const [last] = textSource(statement);
  const change = partner(statement, 'change', bench);
  const amount = change && moneyOf(change.figure);
  const current = knownOf(statement.subject, 'amount', statement.figure, bench);
  const sources = [...current.printed, ...current.said];
  if (!last) return;
  if (!change || !amount || sources.length === 0) {
    const reason = change ? zh`上年数没有可对照的本年数` : zh`没有写变动额`;
    conclude('N-YOY', statement, { verdict: 'not-applicable', places: [], reason }, bench);
    return;
  }
  const { direction } = change;
  const directions = direction === 'up' || direction === 'down' ? [direction] : (['up', 'down'] as const);
  const implied = directions.flatMap((way) =>
    sources.map((source) => {
      const value = priorOf(source.value, amount.value, way);
      const own = { value, halfUnit: source.halfUnit.plus(amount.halfUnit) };
      return { way, source, value, ...compareSums(last, own) };
    }),
  );
  const sound = implied.filter(({ source }) => isSound(source, bench));
  const wrong = implied.find(({ source, verdict }) => !isSound(source, bench) && verdict !== 'fails');
  const best =
    sound.find(({ verdict }) => verdict === 'holds') ??
    sound.find(({ verdict }) => verdict !== 'fails') ??
    wrong ??
    sound[0] ??
    implied[0];
  if (!best) return;
  const { way, source, value, difference } = best;
  const places = [figurePlace(change.figure), source.place];
  const verdict = best === wrong ? 'fails' : best.verdict;
  const amounts = { expected: value, actual: last.value, decimals: 2, unit: '万元' as const };
  if (verdict !== 'fails') {
    conclude('N-YOY', statement, { verdict, places, ...(verdict !== 'holds' && { amounts }) }, bench);
    return;
  }
  const rate = partner(statement, 'change-rate', bench);
  const sum = zh`${shownAmount(source)} ${way === 'up' ? '−' : '+'} ${shownAmount({ ...amount, value: amount.value.abs() })} ＝ ${shownAmount({ value, decimals: 2 })} 万元`;
  conclude(
    'N-YOY',
    statement,
    {
      verdict,
      places,
      amounts,
      reason: zh`${said(statement)}，由本年数和变动额推算的上年数是 ${sum}，差 ${shownAmount({ value: difference.abs(), decimals: 2 })} 万元`,
      advice: zh`核对上年数、本年数和变动额`,
      follows: [change, rate, source.statement].flatMap(
        (one) => (one && bench.failed.get(one.figure)) ?? [],
      )[0],
    },
    bench,
  );
}

const percentText = (part: Decimal, whole: Decimal, decimals: number): string =>
  part
    .div(whole)
    .times(HUNDRED)
    .toDecimalPlaces(decimals + 2, Decimal.ROUND_HALF_UP)
    .toString();

/** What else the percentage would fit: the other direction, or this year's figure as the base. */
function hintOf(figure: TextFigure, current: Source, change: Amount, direction: 'up' | 'down'): Message {
  const other = direction === 'up' ? 'down' : 'up';
  if (growthFit(figure, current, change, other) === 'fits') return zh`；按${WORD[other]}则相符，方向写反了`;
  if (!current.value.isZero() && shareFit(figure, change, current) === 'fits')
    return zh`；写的是以本年数为分母的比率`;
  return '';
}

// The same thing said twice

const PERIOD_ROLES: ReadonlySet<string> = new Set(['change', 'change-rate']);

function judgeRepetitions(bench: Bench): void {
  const groups = new Map<string, Statement[]>();
  for (const statement of bench.narrative.statements) {
    const { subject, role, base, comparedYear, against, figure } = statement;
    const whole = typeof base === 'object' ? base.id : (base ?? '');
    const period = PERIOD_ROLES.has(role) ? (against ?? String(comparedYear ?? '')) : '';
    const measure = moneyOf(figure) ? '万元' : figure.unit === '' && role !== 'count' ? '%' : figure.unit;
    const key = [subject.id, role, whole, period, measure, scopeOf(statement)].join('\u0000');
    const own = groups.get(key);
    if (own) own.push(statement);
    else groups.set(key, [statement]);
  }
  for (const group of groups.values()) judgeRepetition(group.filter(isOfAll(group)), bench);
}

/**
 * Tells what is said of all projects from what is said of some: a sentence that gives two of a kind speaks of groups,
 * each with its own.
 */
function isOfAll(group: readonly Statement[]): (statement: Statement) => boolean {
  const values = groupBy(group, ({ figure }) => figure.sentence);
  return ({ subject, figure }) =>
    !isOfProjects(subject) ||
    (!isOfSome(figure) &&
      (values.get(figure.sentence) ?? []).every((other) => other.figure.value.equals(figure.value)));
}

const isOfProjects = ({ id, facts }: Statement['subject']): boolean =>
  id.startsWith('performance/') && facts.length === 0;

const SCOPES =
  /一般公共预算|政府性基金|国有资本|一级|二级|部门评价|财政评价|重点|监控|跟踪|绩效目标|自评|整体/gu;

/** Of which projects the performance section speaks: self-evaluated ones are not those that were monitored. */
function scopeOf({ subject, figure }: Statement): string {
  if (!isOfProjects(subject)) return '';
  const before = figure.sentence.text.slice(0, figure.start);
  return [...new Set(before.match(SCOPES))].sort().join('/');
}

function judgeRepetition(group: readonly Statement[], bench: Bench): void {
  const figures = [...new Set(group.map(({ figure }) => figure))];
  const [first] = group;
  if (!first || figures.length < 2) return;
  const amounts = figures.map((figure) => moneyOf(figure) ?? exactly(figure));
  const [one] = amounts;
  if (!one) return;
  const values = amounts.map((amount) => ({ amount, ...sameFact(one, amount) }));
  const places = figures.slice(1).map(figurePlace);
  const odd = values.filter(({ verdict }) => verdict === 'fails');
  if (odd.length === 0) {
    const tail = values.some(({ verdict }) => verdict === 'holds-within-rounding');
    const last = values.find(({ verdict }) => verdict === 'holds-within-rounding');
    conclude(
      'N-DUP',
      first,
      {
        verdict: tail ? 'holds-within-rounding' : 'holds',
        places,
        ...(last && {
          amounts: {
            expected: one.value,
            actual: last.amount.value,
            decimals: Math.max(one.decimals, last.amount.decimals),
            unit: unitOf(first.figure),
          },
        }),
      },
      bench,
    );
    return;
  }
  const isWarning = odd.every(({ severity }) => severity === 'warning');
  const told = new Map(
    figures.map((figure) => {
      const { section } = figure.sentence;
      const clause = quote(clauseOf(figure));
      return [`${section?.title ?? ''}${clause}`, joined([titleOf(section), clause], '')];
    }),
  );
  // Where the tables tell which figure is wrong, that is what is to be mended.
  const cause = figures.flatMap((figure) => bench.failed.get(figure) ?? [])[0];
  const statement = { ...first, figure: first.figure };
  const copies = { ...bench, failed: new Map<TextFigure, Judgement>() };
  const judged = conclude(
    'N-DUP',
    statement,
    {
      verdict: 'fails',
      ...(isWarning && { severity: 'warning' as const }),
      places,
      reason: zh`${first.subject.label}前后不一：${joined([...told.values()].slice(0, 4), zh`；`)}`,
      advice: zh`核对是哪一处写错，改为一致`,
      follows: cause,
    },
    copies,
  );
  if (!cause) for (const figure of figures) if (!bench.failed.has(figure)) bench.failed.set(figure, judged);
}

const unitOf = ({ unit }: TextFigure): NonNullable<Judgement['amounts']>['unit'] =>
  unit === '%' ? '%' : unit === '分' ? '分' : /元|万|亿/u.test(unit) ? '万元' : '个';

/** Counts and scores are exact; a percentage has its own decimals, and rounded coarser it is the same. */
function exactly({ value, decimals, unit, printed, location }: TextFigure): Amount {
  const halfUnit = unit === '%' && !value.isZero() ? new Decimal(`1e${-decimals}`).div(2) : ZERO;
  return { value, halfUnit, decimals, printed, location };
}
