import { Decimal } from 'decimal.js';
import { TOTAL_LINE } from '../../forms/form.js';
import { joined, zh, type Message } from '../../language/message.js';
import { read, type PrintedNumber, type Reading } from '../../model/evaluation.js';
import type { Narrative, Statement } from '../../model/narrative.js';
import { factIn, type Report } from '../../model/report.js';
import { amountOf, compareSums, sameFact, shownAmount, sumOf, tableAmount } from '../evaluation/amount.js';
import { meanOf, scoresOf } from '../evaluation/mean.js';
import { listed, type Place, type Say } from '../evaluation/outcomes.js';
import { SCORE_DECIMALS } from '../evaluation/score.js';
import {
  cellPlace,
  columnOf,
  departmentSheets,
  projectRows,
  projectSheets,
  rowName,
  ROWS_UNREAD,
  totalFunding,
  unreadRows,
} from '../evaluation/sheets.js';
import { shownAt, type Judgement } from '../judgement.js';
import type { CustomRule, ExampleSheet } from '../rule.js';
import { clauseOf, figurePlace, isOfSome, quote, plainTitle, titleOf } from './clause.js';
import { moneyOf } from './figures.js';
import { amountOn, countOn } from './lookup.js';
import { textRule } from './text-rule.js';

const ZERO = new Decimal(0);
const DEPARTMENT_SHEET = zh`部门整体自评表`;
const NO_SHEETS = zh`报告中没有项目自评表，也没有汇总表`;

const said = ({ figure }: Statement): Message =>
  zh`${titleOf(figure.sentence.section)}：${quote(clauseOf(figure))}`;

/** What the text says of a subject, whichever role it was given. */
const onSubject = ({ statements }: Narrative, id: string): Statement[] =>
  statements.filter(({ subject }) => subject.id === id);

function judgeScore(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const stated = onSubject(narrative, 'performance/department-score');
  const [first] = stated;
  if (!first) return [];
  const places = stated.map(({ figure }) => figurePlace(figure));
  const [named, ...others] = departmentSheets(report);
  if (!named) return [say.undecidable('', places, zh`没有部门整体支出绩效自评表`)];
  const score = named.sheet.total?.score;
  const total = read(score);
  if (!total || others.length > 0)
    return [say.undecidable('', places, total ? zh`部门整体自评表不止一张` : zh`部门整体自评表没有读出总分`)];
  const all = [...places, ...cellPlace('total', columnOf(DEPARTMENT_SHEET, '总分'), score)];
  const { value, decimals } = first.figure;
  const amounts = {
    expected: total.value,
    actual: value,
    decimals: Math.max(decimals, total.decimals),
    unit: '分' as const,
  };
  if (value.equals(total.value)) return [say.holds('', all, { amounts })];
  return [
    say.fails('', all, {
      amounts,
      reason: zh`${said(first)}，部门整体自评表总分是 ${score?.printed ?? ''}，差 ${value.minus(total.value).abs().toString()} 分`,
    }),
  ];
}

/** Funds beside the general budget, which 财政拨款 of the sheet holds, too. */
const OTHER_FUNDS = ['governmentFundBudget', 'stateCapitalOperatingBudget'] as const;

/** The initial budget that the text gives is that of the department's sheet, where both are of the same money. */
function judgeInitialBudget(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const stated = narrative.statements.find(
    ({ subject, role }) => subject.id === 'general-budget/total' && role === 'initial-budget',
  );
  const budget = stated && moneyOf(stated.figure);
  const [named, ...others] = departmentSheets(report);
  if (!stated || !budget || !named) return [];
  const places = [figurePlace(stated.figure)];
  const [line, ...more] = named.sheet.funding.filter(({ kind }) => kind === 'fiscal');
  const planned = amountOf(line?.initial);
  if (!line || !planned || more.length > 0 || others.length > 0)
    return [say.undecidable('', places, zh`部门整体自评表没有读出财政拨款的年初预算数`)];
  const all = [
    ...places,
    ...cellPlace('budget', columnOf(DEPARTMENT_SHEET, '财政拨款年初预算数'), line.initial),
  ];
  const funds = OTHER_FUNDS.map((fund) =>
    tableAmount(factIn(report, 'appropriation-summary', 'totalExpenditure', fund)),
  );
  if (funds.some((fund) => fund?.value.isZero() !== true))
    return [say.undecidable('', all, zh`自评表的财政拨款不只是一般公共预算，口径不同`)];
  const { verdict, difference } = sameFact(budget, planned);
  const amounts = { expected: planned.value, actual: budget.value, decimals: 2, unit: '万元' as const };
  if (verdict === 'holds') return [say.holds('', all, { amounts })];
  if (verdict === 'holds-within-rounding')
    return [say.within('', all, { amounts, sheet: plainTitle(stated.figure.sentence.section) })];
  return [
    say.fails('', all, {
      amounts,
      reason: zh`${said(stated)}，部门整体自评表的财政拨款年初预算数是 ${shownAmount(planned)} 万元，差 ${shownAmount({ value: difference.abs(), decimals: 2 })} 万元`,
    }),
  ];
}

interface Project {
  readonly name: Message;
  readonly place: Place;
  readonly budget: Reading<PrintedNumber> | undefined;
  readonly executed: Reading<PrintedNumber> | undefined;
  readonly total: Reading<PrintedNumber> | undefined;
}

interface Projects {
  readonly of: 'rows' | 'sheets';
  readonly from: Message;
  readonly projects: readonly Project[];
  /** Whether no row was left that may be another project. */
  readonly isWhole: boolean;
}

/** The projects that were evaluated: rows of the summary, or where there is none the sheets. */
function projectsIn(report: Report): Projects {
  const rows = projectRows(report.evaluation.summaries);
  if (rows.length > 0)
    return {
      of: 'rows',
      from: zh`汇总表`,
      isWhole: unreadRows(report.evaluation.summaries).length === 0,
      projects: rows.map((row) => ({
        name: rowName(row),
        place: shownAt('row', '项目名称', row.name, row.location),
        budget: row.budget,
        executed: row.executed,
        total: row.total,
      })),
    };
  return {
    of: 'sheets',
    from: zh`自评表`,
    isWhole: true,
    projects: projectSheets(report).flatMap(({ sheet, name }) => {
      const line = totalFunding(sheet);
      const [part] = sheet.parts;
      return part
        ? [
            {
              name,
              place: shownAt('sheet', sheet.title, sheet.name?.value ?? '', sheet.name?.location ?? part),
              budget: line?.budget,
              executed: line?.executed,
              total: sheet.total?.score,
            },
          ]
        : [];
    }),
  };
}

/** Rows and sheets, each as far as there are any: a summary may list fewer projects than have sheets. */
function listingsOf(report: Report): readonly Projects[] {
  const sheets = projectsIn({ ...report, evaluation: { ...report.evaluation, summaries: [] } });
  const own = projectsIn(report);
  const both = own.of === sheets.of ? [own] : [own, sheets];
  return both.filter(({ projects }) => projects.length > 0);
}

const PROJECTS = 'performance/self-evaluated-projects';

/** How many projects the text says were evaluated, in all. */
const projectCounts = ({ statements }: Narrative): Statement[] =>
  statements.filter(
    ({ subject, role, figure }) => subject.id === PROJECTS && role === 'count' && !isOfSome(figure),
  );

function judgeCount(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const stated = projectCounts(narrative);
  const [first] = stated;
  if (!first) return [];
  const places = stated.map(({ figure }) => figurePlace(figure));
  const { of, from, projects, isWhole } = projectsIn(report);
  if (projects.length === 0) return [say.undecidable('', places, NO_SHEETS)];
  const all = [...places, ...projects.map(({ place }) => place)];
  if (!isWhole) return [say.undecidable('', all, ROWS_UNREAD)];
  const { value } = first.figure;
  const amounts = {
    expected: new Decimal(projects.length),
    actual: value,
    decimals: 0,
    unit: '个' as const,
  };
  if (value.equals(projects.length)) return [say.holds('', all, { amounts })];
  // Not every sheet need be published with the accounts.
  if (of === 'sheets' && value.greaterThan(projects.length)) {
    const reason = zh`文中是 ${value.toString()} 个项目，只有 ${projects.length} 张自评表，没有汇总表，不知道其余的是否自评`;
    return [say.undecidable('', all, reason)];
  }
  const sheets = projectSheets(report).length;
  const beside = of === 'rows' && sheets > 0 ? zh`，项目自评表 ${sheets} 张` : '';
  return [
    say.fails('', all, {
      amounts,
      reason: zh`${said(first)}，${from}列了 ${projects.length} 个项目${beside}`,
      advice: zh`补上没有列出的项目，或更正项目数`,
    }),
  ];
}

const GRADES = [
  { id: 'performance/grade-excellent', name: zh`优` },
  { id: 'performance/grade-good', name: zh`良` },
  { id: 'performance/grade-medium', name: zh`中` },
  { id: 'performance/grade-poor', name: zh`差` },
] as const;
const LIMITS: readonly number[] = [90, 80, 60];
/** An earlier version of the provinces' system. */
const EARLIER_LIMITS: readonly number[] = [80, 70, 60];

function recount(scores: readonly Decimal[], limits: readonly number[]): number[] {
  const counts = GRADES.map(() => 0);
  for (const score of scores) {
    const index = limits.findIndex((limit) => score.greaterThanOrEqualTo(limit));
    const grade = index === -1 ? limits.length : index;
    counts[grade] = (counts[grade] ?? 0) + 1;
  }
  return counts;
}

function judgeGrades(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const grades = GRADES.flatMap(({ id, name }) => {
    const statement = countOn(narrative, id);
    return statement ? [{ name, statement, value: statement.figure.value }] : [];
  });
  if (grades.length < GRADES.length) return [];
  const places = grades.map(({ statement }) => figurePlace(statement.figure));
  const sum = grades.reduce((total, { value }) => total.plus(value), ZERO);
  const shown = joined(
    grades.map(({ name, value }) => zh`${name} ${value.toString()}`),
    zh`、`,
  );
  return [
    ...judgeGradeSum(narrative, sum, shown, places, say),
    ...judgeRecount(grades, sum, shown, places, report, say),
  ];
}

function judgeGradeSum(
  narrative: Narrative,
  sum: Decimal,
  shown: Message,
  places: readonly Place[],
  say: Say,
): Judgement[] {
  const [stated] = projectCounts(narrative);
  if (!stated) return [];
  const all = [figurePlace(stated.figure), ...places];
  const { value } = stated.figure;
  const amounts = { expected: value, actual: sum, decimals: 0, unit: '个' as const };
  return [
    sum.equals(value)
      ? say.holds('sum', all, { amounts })
      : say.fails('sum', all, {
          amounts,
          reason: zh`${said(stated)}，各等级合计 ${shown} ＝ ${sum.toString()} 个`,
          advice: zh`核对项目数和各等级的个数`,
        }),
  ];
}

function judgeRecount(
  grades: readonly { readonly name: Message; readonly value: Decimal; readonly statement: Statement }[],
  sum: Decimal,
  shown: Message,
  places: readonly Place[],
  report: Report,
  say: Say,
): Judgement[] {
  const { from, projects, isWhole } = projectsIn(report);
  if (projects.length === 0) return [say.undecidable('recount', places, NO_SHEETS)];
  if (!isWhole) return [say.undecidable('recount', places, ROWS_UNREAD)];
  const scores = projects.flatMap(({ total }) => read(total)?.value ?? []);
  if (scores.length < projects.length)
    return [say.undecidable('recount', places, zh`有项目没有读出自评得分，不能重数等级`)];
  const all = [
    ...places,
    ...projects.flatMap(({ name, total }) => cellPlace('total', columnOf(name, '自评得分'), total)),
  ];
  const counts = recount(scores, LIMITS);
  const isRight = (own: readonly number[]): boolean =>
    grades.every(({ value }, index) => value.equals(own[index] ?? 0));
  if (isRight(counts)) return [say.holds('recount', all)];
  const beyond = grades.some(({ value }, index) => value.lessThan(counts[index] ?? 0));
  const recounted = joined(
    grades.map(({ name }, index) => zh`${name} ${counts[index] ?? 0}`),
    zh`、`,
  );
  // Projects that are not listed may have the other grades.
  if (!beyond && sum.greaterThan(scores.length)) {
    const reason = zh`${from}只列了 ${scores.length} 个项目，等级按得分重数是 ${recounted}，其余 ${sum.minus(scores.length).toString()} 个无从核对`;
    return [say.undecidable('recount', all, reason)];
  }
  const isEarlier = isRight(recount(scores, EARLIER_LIMITS));
  const [first] = grades;
  return [
    say.fails('recount', all, {
      ...(isEarlier && { severity: 'warning' }),
      reason: zh`${titleOf(first?.statement.figure.sentence.section)}：写 ${shown}，按${from}得分以 90/80/60 分档重数是 ${recounted}${isEarlier ? zh`；按 80/70/60 分档则相符，请写明所用的档次` : ''}`,
      advice: zh`按得分更正各等级的个数`,
    }),
  ];
}

/** What tells that a mean is of one kind of project, or not of projects. */
const OF_A_KIND = /线[上下]|重点|一般|部门评价|财政评价|所属|整体|各单位|转移支付|专项/u;

/** What the text says is the mean of all projects. */
function judgeMean(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const stated = onSubject(narrative, 'performance/average-score');
  const places = stated.map(({ figure }) => figurePlace(figure));
  const ofAll = stated.filter(({ figure }) => !isOfSome(figure) && !OF_A_KIND.test(figure.sentence.text));
  const [first, ...others] = ofAll;
  if (stated.length === 0) return [];
  // Of several that differ each is of something else.
  if (!first || others.some(({ figure }) => !figure.value.equals(first.figure.value)))
    return [say.undecidable('', places, zh`写的是一部分项目的平均得分，没有核对`)];
  const count = projectCounts(narrative)[0]?.figure.value;
  const listings = listingsOf(report);
  if (listings.length === 0) return [say.undecidable('', places, NO_SHEETS)];
  const means = listings.flatMap(({ of, from, projects, isWhole }) => {
    const scored = scoresOf(projects);
    return !isWhole || scored.length < projects.length
      ? []
      : [
          {
            ...meanOf(first.figure, scored),
            from,
            projects,
            isAll: count ? count.equals(projects.length) : of === 'rows',
          },
        ];
  });
  // A summary lists all projects; not every sheet need be published.
  const told = means.find(({ closeness }) => closeness !== 'fails') ?? means.find(({ isAll }) => isAll);
  if (!told) {
    const [listing] = listings;
    const reason =
      means.length === 0
        ? zh`有项目没有读出自评得分，平均分算不全`
        : count
          ? zh`文中 ${count.toString()} 个项目，${listing?.from ?? ''}列出 ${listing?.projects.length ?? 0} 个，平均得分无从对照`
          : zh`只有自评表，没有汇总表，不知道是否各个项目都在其中，平均得分无从对照`;
    return [say.undecidable('', places, reason)];
  }
  const { from, projects, expected, closeness, isWeighted, text } = told;
  const all = [
    ...places,
    ...projects.flatMap(({ name, total }) => cellPlace('total', columnOf(name, '自评得分'), total)),
  ];
  const { value, decimals } = first.figure;
  const amounts = {
    expected,
    actual: value,
    decimals: Math.max(decimals, SCORE_DECIMALS),
    unit: '分' as const,
  };
  if (closeness === 'holds') return [say.holds('', all, { amounts })];
  if (closeness === 'holds-within-rounding')
    return [say.within('', all, { amounts, sheet: plainTitle(first.figure.sentence.section) })];
  return [
    say.fails('', all, {
      ...(isWeighted && { severity: 'warning' }),
      amounts,
      reason: zh`${said(first)}，${from} ${text}`,
    }),
  ];
}

const FUNDS = 'performance/self-evaluated-funds';

function judgeFunds(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const own = amountOn(narrative, FUNDS);
  if (!own) return [];
  const { statement, amount } = own;
  const place = figurePlace(statement.figure);
  const listings = listingsOf(report);
  const stated = projectCounts(narrative)[0]?.figure.value;
  const sums = listings.map(({ of, from, projects, isWhole }) => {
    const budgets = projects.flatMap(({ budget }) => amountOf(budget) ?? []);
    const spent = projects.flatMap(({ executed }) => amountOf(executed) ?? []);
    return {
      of,
      from,
      projects,
      budgets,
      spent,
      isWhole,
      isStated: stated?.equals(projects.length) === true,
    };
  });
  const complete = sums.filter(
    ({ projects, budgets, isWhole }) => isWhole && budgets.length === projects.length,
  );
  const told = complete.find(({ isStated }) => isStated) ?? complete[0];
  if (listings.length === 0) return [say.undecidable('', [place], NO_SHEETS)];
  if (!told) return [say.undecidable('', [place], zh`有项目没有读出全年预算数，合计不全`)];
  const fitting = complete.find(({ budgets }) => compareSums(amount, sumOf(budgets)).verdict !== 'fails');
  const { from, projects, budgets } = fitting ?? told;
  const places = [
    place,
    ...projects.flatMap(({ name, budget: own }) => cellPlace('budget', columnOf(name, '全年预算数'), own)),
  ];
  const budget = sumOf(budgets);
  const amounts = { expected: budget.value, actual: amount.value, decimals: 2, unit: '万元' as const };
  if (fitting) return [say.holds('', places, { amounts })];
  const fact = factIn(report, 'expenditure', TOTAL_LINE, 'projectExpenditure');
  const project = tableAmount(fact);
  const isSpent = sums.some(
    ({ spent, projects: own }) =>
      spent.length === own.length && compareSums(amount, sumOf(spent)).verdict !== 'fails',
  );
  const isProject = project && compareSums(amount, project).verdict !== 'fails';
  // Not every sheet need be published with the accounts; a summary lists all.
  if (!isSpent && !told.isStated && !(isProject && told.of === 'rows'))
    return [say.undecidable('', places, zh`${from}的项目数与文中不同，预算合计无从对照`)];
  const what = isSpent
    ? zh`，${quote('涉及预算资金')}写的是全年执行数合计`
    : isProject
      ? zh`，写的是项目支出决算数`
      : '';
  return [
    say.fails('', places, {
      amounts,
      reason: zh`${said(statement)}，${from} ${projects.length} 个项目的全年预算数合计 ${shownAmount(budget)} 万元${what}`,
    }),
  ];
}

const HUNDRED = new Decimal(100);

function judgeCoverage(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const claim = onSubject(narrative, FUNDS).find(
    ({ role, figure }) => role === 'share' && figure.value.equals(HUNDRED),
  );
  if (!claim) return [];
  const place = figurePlace(claim.figure);
  const fact = factIn(report, 'expenditure', TOTAL_LINE, 'projectExpenditure');
  const whole = tableAmount(fact);
  const listings = listingsOf(report);
  if (listings.length === 0) return [say.undecidable('', [place], NO_SHEETS)];
  if (!fact || !whole) return [say.undecidable('', [place], zh`没有读出支出决算表的项目支出合计`)];
  const sums = listings.flatMap(({ from, projects }) => {
    const spent = projects.flatMap(({ executed }) => amountOf(executed) ?? []);
    return spent.length === projects.length ? [{ from, projects, sum: sumOf(spent) }] : [];
  });
  const stated = projectCounts(narrative)[0]?.figure.value;
  const told =
    sums.find(({ sum }) => compareSums(sum, whole).verdict !== 'fails') ??
    sums.find(({ projects }) => stated === undefined || stated.equals(projects.length));
  const [listing] = sums;
  if (!told) {
    const reason = listing
      ? zh`文中 ${stated?.toString() ?? ''} 个项目，${listing.from}列出 ${listing.projects.length} 个，执行数合计无从对照`
      : zh`有项目没有读出全年执行数，合计不全`;
    return [say.undecidable('', [place], reason)];
  }
  const { from, projects, sum } = told;
  const places = [
    place,
    shownAt('amount', '支出决算表 项目支出', fact.printed, fact.location),
    ...projects.flatMap(({ name, executed }) =>
      cellPlace('executed', columnOf(name, '全年执行数'), executed),
    ),
  ];
  const { verdict, difference } = compareSums(sum, whole);
  const amounts = { expected: whole.value, actual: sum.value, decimals: 2, unit: '万元' as const };
  if (verdict === 'holds') return [say.holds('', places, { amounts })];
  if (verdict === 'holds-within-rounding')
    return [say.within('', places, { amounts, sheet: plainTitle(claim.figure.sentence.section) })];
  return [
    say.fails('', places, {
      amounts,
      reason: zh`${said(claim)}，${from} ${projects.length} 个项目的全年执行数合计 ${shownAmount(sum)} 万元，支出决算表的项目支出 ${shownAmount(whole)} 万元，差 ${shownAmount({ value: difference.abs(), decimals: 2 })} 万元`,
      advice: zh`核对自评范围，或更正覆盖率`,
    }),
  ];
}

const CLAIMS_DONE =
  /(?:各项|全部|所有|年度)?(?:工作|任务|项目|目标)[^，。；]{0,10}(?:基本|圆满|全部|均已?|都已?)(?:按照?[^，。；]{0,8})?(?:完成|执行|实现|达标|落实)|执行(?:和完成)?情况(?:较好|良好|很好)|(?:已|均已)?执行完毕|(?:质量)?均已达标/u;
const DENIES = /未|没有|尚|无法|不能|预计|计划于|将/u;
const SATISFACTION =
  /满意度[^，。；]{0,6}(?<word>超过|高于|大于|达到|达)(?:了)?(?<limit>\d{1,3}(?:\.\d{1,2})?)%/u;
/** Below this rate of execution 基本完成 wants an explanation. */
const LOW = new Decimal('0.6');

function judgeClaims(narrative: Narrative, report: Report, say: Say): Judgement[] {
  return [...judgeDone(narrative, report, say), ...judgeSatisfaction(narrative, report, say)];
}

function judgeDone(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const claims = narrative.sentences.flatMap((sentence) => {
    const inPerformance = [...(sentence.section?.path ?? []), sentence.section?.title ?? ''].some((title) =>
      /绩效|评价/u.test(title),
    );
    if (!inPerformance || DENIES.test(sentence.text)) return [];
    const [words] = CLAIMS_DONE.exec(sentence.text) ?? [];
    return words === undefined ? [] : [{ sentence, words }];
  });
  const [first] = claims;
  if (!first) return [];
  const places = claims.map(({ sentence, words }) =>
    shownAt('text', titleOf(sentence.section), words, sentence.location),
  );
  const { projects } = projectsIn(report);
  const [named] = departmentSheets(report);
  const line = named && totalFunding(named.sheet);
  const [budget, executed] = [amountOf(line?.budget), amountOf(line?.executed)];
  const idle = projects.filter(({ budget: own, executed: spent }) => {
    const [due, done] = [amountOf(own), amountOf(spent)];
    return due?.value.greaterThan(0) === true && done?.value.isZero() === true;
  });
  const known = projects.length > 0 || (budget !== undefined && executed !== undefined);
  if (!known) return [say.undecidable('done', places, zh`没有自评表，不能核对执行情况`)];
  const rate =
    budget && executed && budget.value.greaterThan(0) ? executed.value.div(budget.value) : undefined;
  const isLow = rate?.lessThan(LOW) === true;
  const cells = [
    ...cellPlace('budget', columnOf(DEPARTMENT_SHEET, '全年预算数'), line?.budget),
    ...cellPlace('executed', columnOf(DEPARTMENT_SHEET, '全年执行数'), line?.executed),
    ...idle.flatMap(({ name, executed: spent }) =>
      cellPlace('executed', columnOf(name, '全年执行数'), spent),
    ),
  ];
  if (!isLow && idle.length === 0) return [say.holds('done', [...places, ...cells])];
  const facts = [
    ...(isLow ? [zh`部门执行率 ${rate.times(HUNDRED).toFixed(2)}%`] : []),
    ...(idle.length > 0 ? [zh`${idle.length} 个项目执行 0（${listed(idle.map(({ name }) => name))}）`] : []),
  ];
  const quoted = claims.slice(0, 3).map(({ words }) => quote(words));
  return [
    say.fails('done', [...places, ...cells], {
      ...(!isLow && idle.length * 4 < projects.length && { severity: 'note' }),
      reason: zh`文中写${joined(quoted, zh`、`)}，而${joined(facts, zh`，`)}`,
      advice: zh`按实际执行情况改写，或说明没有支出的原因`,
    }),
  ];
}

function judgeSatisfaction(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const achieved = [...projectSheets(report), ...departmentSheets(report)].flatMap(({ sheet, name }) =>
    sheet.indicators.flatMap((indicator) => {
      const value = read(indicator.achieved);
      return indicator.group === 'satisfaction' && value?.kind === 'number' && value.unit === '%'
        ? [{ name, indicator, value: value.value }]
        : [];
    }),
  );
  return narrative.sentences.flatMap((sentence, index): Judgement[] => {
    const { word = '', limit = '' } = SATISFACTION.exec(sentence.text)?.groups ?? {};
    if (limit === '' || achieved.length === 0) return [];
    const isStrict = !word.startsWith('达');
    const short = achieved.filter(({ value }) =>
      isStrict ? value.lessThanOrEqualTo(limit) : value.lessThan(limit),
    );
    const clause = SATISFACTION.exec(sentence.text)?.[0] ?? '';
    const before = narrative.sentences.slice(0, index).filter(({ text }) => SATISFACTION.test(text)).length;
    const instance = before === 0 ? 'satisfaction' : `satisfaction#${before + 1}`;
    const places = [
      shownAt('text', titleOf(sentence.section), clause, sentence.location),
      ...(short.length > 0 ? short : achieved).flatMap(({ name, indicator }) =>
        cellPlace('achieved', columnOf(name, indicator.name), indicator.achieved),
      ),
    ];
    if (short.length === 0) return [say.holds(instance, places)];
    return [
      say.fails(instance, places, {
        reason: zh`${titleOf(sentence.section)}：${quote(clause)}，自评表有 ${short.length} 个满意度指标完成值${isStrict ? zh`没有超过` : zh`不到`} ${limit}%（如${short[0]?.name ?? ''} ${short[0]?.indicator.achieved?.printed ?? ''}）`,
        advice: zh`按自评表改写`,
      }),
    ];
  });
}

const TITLE = '十三、预算绩效情况说明';
const ROW = '泵站检修 | 30 | 12 | 40% | 20 | 10 | 28 | 25 | 5 | 92 | 否 | 线上';
const OTHER_ROW = '河道清淤 | 10 | 10 | 100% | 20 | 10 | 30 | 25 | 5 | 100 | 否 | 线上';
const IDLE_ROW = '管网普查 | 10 | 0 | 0% | 20 | 10 | 30 | 25 | 5 | 90 | 否 | 线上';
const DEPARTMENT: ExampleSheet = { department: '某某局', layout: 'system', total: '100 | 91.5' };
const FUNDED: ExampleSheet = { ...DEPARTMENT, funding: ['财政拨款 | 80 | 120 | 96 | - | 80% | -'] };
const planned = (printed: string): Readonly<Record<string, readonly string[]>> => ({
  '五、一般公共预算财政拨款支出决算情况说明': [
    `年初预算为{general-budget/total:一般公共预算财政拨款支出|initial-budget|${printed}万元}。`,
  ],
});
const score = (printed: string): Readonly<Record<string, readonly string[]>> => ({
  [TITLE]: [`部门整体支出绩效自评结果为{performance/department-score:部门整体自评得分|count|${printed}分}。`],
});
const count = (printed: string): string => `{${PROJECTS}:自评项目|count|${printed}个}项目`;
const mean = (printed: string): Readonly<Record<string, readonly string[]>> => ({
  [TITLE]: [`${count('2')}，{performance/average-score:平均得分|amount|${printed}分}。`],
});
const grades = (excellent: string, good: string): Readonly<Record<string, readonly string[]>> => ({
  [TITLE]: [
    `${count('2')}，自评等级为优的{performance/grade-excellent:优|count|${excellent}个}，良{performance/grade-good:良|count|${good}个}，中{performance/grade-medium:中|count|0个}，差{performance/grade-poor:差|count|0个}。`,
  ],
});

/** What the text says of the self-evaluation, against its sheets. */
export const performanceRules = (): CustomRule[] => [
  textRule(
    {
      id: 'DP-SCORE',
      title: '文中的部门整体自评得分等于自评表总分',
      severity: 'error',
      basis: '文字说明写的部门整体自评得分抄自部门整体支出绩效自评表。',
      failure: '按自评表更正文字说明，或更正自评表。',
      none: zh`文中没有写部门整体自评得分`,
      examples: {
        holds: { figures: {}, sheets: [DEPARTMENT], text: score('91.5') },
        fails: { figures: {}, sheets: [DEPARTMENT], text: score('91.6') },
      },
    },
    judgeScore,
  ),
  textRule(
    {
      id: 'DP-FUND-TEXT',
      family: 'DP-FUND',
      title: '文中的年初预算等于部门整体自评表的年初预算',
      severity: 'warning',
      basis:
        '没有政府性基金和国有资本经营预算的，文中一般公共预算财政拨款的年初预算就是自评表财政拨款的年初预算数。',
      failure: '核对两处的口径，写明差额是什么。',
      none: zh`没有可以同文中年初预算对照的部门整体自评表`,
      examples: {
        holds: { figures: {}, sheets: [FUNDED], text: planned('80.00') },
        fails: { figures: {}, sheets: [FUNDED], text: planned('88.00') },
      },
    },
    judgeInitialBudget,
  ),
  textRule(
    {
      id: 'SU-COUNT-TEXT',
      family: 'SU-COUNT',
      title: '文中的自评项目数等于汇总表列出的项目数',
      severity: 'error',
      basis: '文字说明写的自评项目数，就是汇总表的行数；没有汇总表的，是项目自评表的张数。',
      failure: '补上没有列出的项目，或更正项目数。',
      none: zh`文中没有写自评项目数`,
      examples: {
        holds: { figures: {}, summary: [ROW, OTHER_ROW], text: { [TITLE]: [`${count('2')}开展了自评。`] } },
        fails: { figures: {}, summary: [ROW, OTHER_ROW], text: { [TITLE]: [`${count('3')}开展了自评。`] } },
      },
    },
    judgeCount,
  ),
  textRule(
    {
      id: 'SU-GRADE-TEXT',
      family: 'SU-GRADE',
      title: '文中各等级的项目数与得分相符',
      severity: 'error',
      basis: '各等级之和等于自评项目数；按汇总表得分以 90/80/60 分档重数，各等级个数相同。',
      failure: '按得分更正各等级的个数。',
      none: zh`文中没有写各等级的项目数`,
      examples: {
        holds: { figures: {}, summary: [ROW, OTHER_ROW], text: grades('2', '0') },
        fails: { figures: {}, summary: [ROW, OTHER_ROW], text: grades('1', '1') },
      },
    },
    judgeGrades,
  ),
  textRule(
    {
      id: 'SU-AVG-TEXT',
      family: 'SU-AVG',
      title: '文中的平均得分是各项目得分的平均',
      severity: 'error',
      basis: '文字说明写的项目自评平均得分，等于汇总表（没有汇总表的，各张自评表）得分之和除以项目数。',
      failure: '按得分更正平均得分；加权平均的写明权数。',
      none: zh`文中没有写项目自评的平均得分`,
      examples: {
        holds: { figures: {}, summary: [ROW, OTHER_ROW], text: mean('96') },
        fails: { figures: {}, summary: [ROW, OTHER_ROW], text: mean('97.2') },
      },
    },
    judgeMean,
  ),
  textRule(
    {
      id: 'SU-EXEC-TEXT',
      family: 'SU-EXEC',
      title: '称自评全覆盖的，执行数合计等于项目支出',
      severity: 'error',
      basis: '自评资金占项目支出的 100% 时，各项目全年执行数合计就是支出决算表的项目支出。',
      failure: '核对自评范围，或更正覆盖率。',
      none: zh`文中没有写自评占项目支出的 100%`,
      examples: {
        holds: {
          figures: { '支出表[合计].项目支出': '22.00' },
          summary: [ROW, OTHER_ROW],
          text: {
            [TITLE]: [`占项目支出总额的{${FUNDS}:自评资金|share of 支出表[合计].项目支出|100.00%}。`],
          },
        },
        fails: {
          figures: { '支出表[合计].项目支出': '25.00' },
          summary: [ROW, OTHER_ROW],
          text: {
            [TITLE]: [`占项目支出总额的{${FUNDS}:自评资金|share of 支出表[合计].项目支出|100.00%}。`],
          },
        },
      },
    },
    judgeCoverage,
  ),
  textRule(
    {
      id: 'SU-BUD',
      title: '“涉及预算资金”是各项目的预算合计',
      severity: 'warning',
      basis: '自评涉及的预算资金是各项目全年预算数之和，不是执行数。',
      failure: '改写预算合计，或写明是执行数。',
      none: zh`文中没有写自评涉及的预算资金`,
      examples: {
        holds: {
          figures: {},
          summary: [ROW, OTHER_ROW],
          text: { [TITLE]: [`涉及预算资金{${FUNDS}:自评资金|amount|40.00万元}。`] },
        },
        fails: {
          figures: {},
          summary: [ROW, OTHER_ROW],
          text: { [TITLE]: [`涉及预算资金{${FUNDS}:自评资金|amount|22.00万元}。`] },
        },
      },
    },
    judgeFunds,
  ),
  textRule(
    {
      id: 'N-CLAIM',
      title: '结论性表述与执行情况相符',
      severity: 'warning',
      basis: '“基本完成”“执行情况较好”“均超过95%”等结论，与执行率、完成值对得上。',
      failure: '按实际情况改写，或说明原因。',
      none: zh`绩效说明没有结论性表述`,
      examples: {
        holds: { figures: {}, summary: [ROW, OTHER_ROW], text: { [TITLE]: ['各项工作基本完成。'] } },
        fails: { figures: {}, summary: [ROW, IDLE_ROW], text: { [TITLE]: ['各项工作基本完成。'] } },
      },
    },
    judgeClaims,
  ),
];
