import { Decimal } from 'decimal.js';
import { zh, type Message } from '../../language/message.js';
import type { EvaluationSheet, Indicator } from '../../model/evaluation.js';
import { read } from '../../model/evaluation.js';
import type { Report } from '../../model/report.js';
import type { Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import {
  amountOf,
  amountText,
  compareSums,
  moneyOf,
  percentText,
  shownAmount,
  sumOf,
  type Amount,
} from './amount.js';
import { listed, sayingsOf, told, type Fault, type Place } from './outcomes.js';
import { evaluationRule, perSheetRule, type SheetOutcome } from './per-sheet.js';
import { besides, claimIn, comparable, likeness, repeats } from './sentences.js';
import {
  cellPlace,
  departmentSheets,
  hasFullMarks,
  hasNoMarks,
  indicatorPlaces,
  indicatorsOf,
  NO_PROJECT_SHEETS,
  passage,
  projectSheets,
  quoted,
  totalFunding,
  type NamedSheet,
} from './sheets.js';

const NO_AMOUNTS = zh`自评表没有读出全年预算数或全年执行数`;

interface Spending {
  readonly budget: Amount;
  readonly executed: Amount;
  readonly places: readonly Place[];
}

/** Budget and executed amount of a project; undefined where one of them was not read. */
function spendingOf(sheet: EvaluationSheet): Spending | undefined {
  const line = totalFunding(sheet);
  const [budget, executed] = [amountOf(line?.budget), amountOf(line?.executed)];
  if (!budget || !executed) return undefined;
  const places = [
    ...cellPlace('budget', '全年预算数', line?.budget),
    ...cellPlace('executed', '全年执行数', line?.executed),
  ];
  return { budget, executed, places };
}

const isUnspent = ({ budget, executed }: Spending): boolean =>
  executed.value.isZero() && budget.value.greaterThan(0);

const unspentText = ({ budget }: Spending): Message => zh`全年预算 ${amountText(budget)}，执行 0`;

/** Beyond this share a high score beside low spending is a red warning (红色预警). */
const RED = new Decimal('0.05');

/** A share of the points from which on a score is high: that of 良. */
const HIGH = new Decimal('0.8');

/** Share of its points that all but the execution of the budget got; undefined where a score was not read. */
function earnedShare({ management, indicators }: EvaluationSheet): Decimal | undefined {
  const cells = [...management, ...indicators].map(
    ({ weight, score }) => [read(weight), read(score)] as const,
  );
  let [points, full] = [new Decimal(0), new Decimal(0)];
  for (const [weight, score] of cells) {
    if (!weight || !score) return undefined;
    points = points.plus(score.value);
    full = full.plus(weight.value);
  }
  return full.isZero() ? undefined : points.div(full);
}

/** Why money was not spent though the work was done: it is paid later, was saved, or was taken back. */
const EXPLAINS_UNSPENT =
  /[^，。；]{0,20}(?:尾款|质保金|(?:未|待|次年|下年|下一年度?|20\d{2}年)[^，。；]{0,12}(?:支付|付款|结算|拨付)|(?:节约|节余|节支|压减|收回|统筹)(?:了)?[^，。；]{0,4}(?:资金|经费|预算|\d)|(?:资金|经费|预算)[^，。；]{0,6}(?:节约|节余|压减|被?收回|统筹)|结转(?:至|到)?(?:下|次|20\d{2})年?)[^，。；]{0,12}/u;
const DENIES_IT = /(?:无|没有|不存在|未形成|未发生)[^，。；]{0,6}(?:结转|结余|尾款|节余)/u;

/** What a sheet says of it, in a reason, in its notes or in what was achieved. */
function unspentReason({ indicators, notes, completion }: EvaluationSheet): string | undefined {
  const texts = [
    ...indicators.map(({ reason = '' }) => reason),
    ...notes.map(({ text }) => text),
    completion?.text ?? '',
  ];
  for (const text of texts) {
    const [words] = EXPLAINS_UNSPENT.exec(text) ?? [];
    if (words !== undefined && !DENIES_IT.test(words)) return words;
  }
  return undefined;
}

function judgeWarning({ sheet, name }: NamedSheet): SheetOutcome {
  const spending = spendingOf(sheet);
  if (!spending) return { verdict: 'undecidable', reason: NO_AMOUNTS };
  const { budget, executed } = spending;
  if (!budget.value.greaterThan(0)) return undefined;
  const telling = [...indicatorsOf(sheet, 'output'), ...indicatorsOf(sheet, 'benefit')];
  const scores = telling.flatMap((indicator) =>
    cellPlace('score', `${indicator.name}·得分`, indicator.score),
  );
  const total = cellPlace('total', '总分', sheet.total?.score);
  const places = [...spending.places, ...scores, ...total];
  const reason = unspentReason(sheet);
  const hasBoth = (['output', 'benefit'] as const).every((group) => indicatorsOf(sheet, group).length > 0);
  if (isUnspent(spending) && hasBoth && telling.every(hasFullMarks)) {
    const points = sheet.total?.score ? zh`（总分 ${sheet.total.score.printed}）` : '';
    const said = zh`${name}${unspentText(spending)}，产出、效益指标却全部满分${points}`;
    return reason === undefined
      ? { verdict: 'fails', text: said, places }
      : { verdict: 'fails', severity: 'note', text: zh`${said}；表中说明“${reason}”`, places };
  }
  const share = earnedShare(sheet);
  if (!share) return { verdict: 'undecidable', reason: zh`自评表有指标没有读出分值或得分` };
  const rate = Decimal.min(executed.value.div(budget.value), 1);
  if (share.lessThan(HIGH) || !share.minus(rate).div(share).greaterThan(RED))
    return { verdict: 'holds', places };
  const [earned, spent] = [percentText(share, new Decimal(1)), percentText(rate, new Decimal(1))];
  const excess = percentText(share.minus(rate), share);
  const red = zh`${name}执行率 ${spent}%，其余指标得分率 ${earned}%，(${earned}% − ${spent}%) ÷ ${earned}% ＝ ${excess}%，超过 5%`;
  return {
    verdict: 'fails',
    severity: 'note',
    text: reason === undefined ? red : zh`${red}；表中说明“${reason}”`,
    places,
  };
}

function judgeClaim({ sheet, name }: NamedSheet): SheetOutcome {
  const claim = sheet.completion && claimIn(sheet.completion.text);
  if (claim === undefined) return undefined;
  const spending = spendingOf(sheet);
  if (!spending) return { verdict: 'undecidable', reason: NO_AMOUNTS };
  const places = [...passage('实际完成情况', sheet.completion), ...spending.places];
  return isUnspent(spending)
    ? { verdict: 'fails', text: zh`${name}${unspentText(spending)}，实际完成情况却写“${claim}”`, places }
    : { verdict: 'holds', places };
}

const PAYMENT = /(?:支付|发放|缴纳|交纳|拨付|兑付)/u;
/** What is paid, or nothing but the way of paying. */
const OF_MONEY =
  /费|款|资金|工资|薪|补贴|补助|津贴|奖|社保|劳务|^(?:支付|发放|缴纳|交纳|拨付|兑付)(?:的?(?:及时|准确|完成|到位|时限|时间|人数|率|性))/u;
/** Others pay it, or it is no money. */
const BY_OTHERS = /税|资料|手册|传单|宣传|问卷|通知|物资|证书/u;

const isPaymentIndicator = ({ name }: Indicator): boolean =>
  PAYMENT.test(name) && OF_MONEY.test(name) && !BY_OTHERS.test(name);

/** Full marks for something achieved. */
function isMet(indicator: Indicator): boolean {
  const achieved = read(indicator.achieved);
  return (
    hasFullMarks(indicator) &&
    achieved !== undefined &&
    (achieved.kind !== 'number' || achieved.value.greaterThan(0))
  );
}

function judgePayment({ sheet, name }: NamedSheet): SheetOutcome {
  const payments = sheet.indicators.filter(
    (indicator) => indicator.group !== 'cost' && isPaymentIndicator(indicator),
  );
  if (payments.length === 0) return undefined;
  const spending = spendingOf(sheet);
  if (!spending) return { verdict: 'undecidable', reason: NO_AMOUNTS };
  const met = payments.filter(isMet);
  if (!isUnspent(spending) || met.length === 0)
    return { verdict: 'holds', places: [...spending.places, ...payments.flatMap(indicatorPlaces)] };
  const names = listed(met.map((indicator) => quoted(indicator.name)));
  return {
    verdict: 'fails',
    text: zh`${name}${unspentText(spending)}，指标${names}却得满分`,
    places: [...spending.places, ...met.flatMap(indicatorPlaces)],
  };
}

/** Two texts of which so much is the same say the same. */
const NEARLY_THE_SAME = 0.9;

function judgeCompletion({ sheet, name }: NamedSheet): SheetOutcome {
  const { goal, completion } = sheet;
  if (!completion) return undefined;
  const places = [...passage('预期目标', goal), ...passage('实际完成情况', completion)];
  if (goal && repeats(goal.text, completion.text)) {
    return {
      verdict: 'fails',
      text: zh`${name}的实际完成情况照抄预期目标，没有说明完成了什么`,
      places,
    };
  }
  const outputs = indicatorsOf(sheet, 'output');
  if (outputs.length > 0 && outputs.every(hasNoMarks)) {
    const said = claimIn(completion.text);
    const isCopy = goal && likeness(comparable(goal.text), comparable(completion.text)) >= NEARLY_THE_SAME;
    const claim = said === undefined ? (isCopy ? zh`照写预期目标` : undefined) : zh`写“${said}”`;
    if (claim !== undefined) {
      return {
        verdict: 'fails',
        text: zh`${name}的产出指标全部 0 分，实际完成情况却${claim}`,
        places: [...places, ...outputs.flatMap(indicatorPlaces)],
      };
    }
  }
  return { verdict: 'holds', places };
}

function judgeBenefit({ sheet, name }: NamedSheet): SheetOutcome {
  const [outputs, benefits] = [indicatorsOf(sheet, 'output'), indicatorsOf(sheet, 'benefit')];
  if (outputs.length === 0 || benefits.length === 0) return undefined;
  const places = [...outputs, ...benefits].flatMap(indicatorPlaces);
  return outputs.every(hasNoMarks) && benefits.every(hasFullMarks)
    ? { verdict: 'fails', text: zh`${name}的产出指标全部 0 分，效益指标却全部满分`, places }
    : { verdict: 'holds', places };
}

/** "使用12.5万元"; what is said to be about so much is not compared. */
const USED =
  /使用(?<about>约|近)?(?:资金)?(?<digits>\d[\d,]{0,14}(?:\.\d{1,4})?)(?<unit>万?[元无]|万(?=资金))(?<around>左右)?/gu;

/** What tells that an amount is a price, or of several years, and not what the year may spend. */
const OF_ELSE =
  /每|人均|均|单价|标准|\/[人月年天日次]|[两二三四五六七八九十2-9]年|年(?:至|到|[-—~])|总(?:预算|投资|投入|规模)|累计|跨年/u;

/** Amounts that a goal says will be used, in 万元 at their own decimals. */
function amountsUsed(text: string): { value: Decimal; decimals: number; said: string }[] {
  const compact = text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '');
  return [...compact.matchAll(USED)].flatMap(({ 0: said, groups, index }) => {
    const { about, around, digits = '', unit = '' } = groups ?? {};
    const [before, behind] = besides(compact, index, index + said.length, /[。;；]/u);
    if (about !== undefined || around !== undefined || unit === '无' || OF_ELSE.test(before + behind))
      return [];
    const plain = digits.replaceAll(',', '');
    const shift = unit === '元' ? 4 : 0;
    const decimals = (plain.split('.')[1] ?? '').length + shift;
    return [{ value: new Decimal(plain).times(new Decimal(`1e${-shift}`)), decimals, said }];
  });
}

function judgeGoalAmount({ sheet, name }: NamedSheet): SheetOutcome {
  const used = sheet.goal ? amountsUsed(sheet.goal.text) : [];
  const [first] = used;
  if (!first) return undefined;
  const line = totalFunding(sheet);
  const [budget, initial] = [amountOf(line?.budget), amountOf(line?.initial)];
  if (!budget) return { verdict: 'undecidable', reason: NO_AMOUNTS };
  const places = [
    ...passage('预期目标', sheet.goal),
    ...cellPlace('budget', '全年预算数', line?.budget),
    ...cellPlace('initial', '年初预算数', line?.initial),
  ];
  const sum = used.reduce((total, { value }) => total.plus(value), new Decimal(0));
  const decimals = Math.min(...used.map((one) => one.decimals));
  const candidates = [sum, ...used.map(({ value }) => value)];
  // The goal is set at the beginning of the year; that a budget changed later is no fault of it.
  const fits = [budget, initial].some((amount) =>
    candidates.some(
      (candidate) =>
        amount &&
        candidate
          .minus(amount.value)
          .abs()
          .lessThanOrEqualTo(new Decimal(`1e${-decimals}`).div(2).plus(amount.halfUnit)),
    ),
  );
  if (fits) return { verdict: 'holds', places };
  if (used.length > 1)
    return { verdict: 'undecidable', reason: zh`预期目标写了几笔资金，合计不等于全年预算数`, places };
  return {
    verdict: 'fails',
    text: zh`${name}的预期目标写“${first.said}”，全年预算数是 ${amountText(budget)}`,
    places,
    amounts: { expected: budget.value, actual: first.value, decimals: 2, unit: '万元' },
  };
}

interface Costs extends Spending {
  readonly named: NamedSheet;
  readonly indicators: readonly Indicator[];
  readonly targets: readonly Amount[];
  readonly achieved: readonly (Amount | undefined)[];
}

/** Cost indicators of a sheet, if every one of them has a target in money. */
function costsOf(named: NamedSheet): Costs | undefined {
  const spending = spendingOf(named.sheet);
  const indicators = indicatorsOf(named.sheet, 'cost');
  const targets = indicators.flatMap(({ target }) => moneyOf(target) ?? []);
  if (!spending?.budget.value.greaterThan(0)) return undefined;
  if (indicators.length === 0 || targets.length < indicators.length) return undefined;
  return {
    ...spending,
    named,
    indicators,
    targets,
    achieved: indicators.map(({ achieved }) => moneyOf(achieved)),
  };
}

const isPartition = ({ targets, budget }: Costs): boolean =>
  compareSums(sumOf(targets), budget).verdict !== 'fails';

/** So many sheets, and so large a share of all, show that a report parts its budgets into cost targets. */
const SHEETS_THAT_SHOW_A_HABIT = 5;
const SHARE_THAT_SHOWS_A_HABIT = 0.8;

const sumText = (amounts: readonly Amount[]): Message => {
  const terms = amounts.map(({ value, decimals }) => shownAmount({ value, decimals }));
  const sum = amountText(sumOf(amounts));
  return terms.length > 1 ? zh`${terms.join(' + ')} ＝ ${sum}` : sum;
};

function judgeCosts(report: Report): Judgement[] {
  const say = sayingsOf('PS-COST', 'warning');
  const sheets = projectSheets(report);
  if (sheets.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
  const all = sheets.flatMap((named) => costsOf(named) ?? []);
  const parted = all.filter(isPartition);
  const isHabit =
    parted.length >= SHEETS_THAT_SHOW_A_HABIT && parted.length >= all.length * SHARE_THAT_SHOWS_A_HABIT;
  const faults: Fault[] = [];
  const judged: Judgement[] = [];
  for (const costs of all) {
    const { named, targets, achieved, budget, executed, places, indicators } = costs;
    const { key, name, title: sheet } = named;
    const cells = [...places, ...indicators.flatMap(indicatorPlaces)];
    if (!isPartition(costs)) {
      // One ceiling below the budget, or a few costs of many, need not add up to it.
      if (!isHabit || targets.length < 2) continue;
      faults.push({
        key,
        name,
        sheet,
        text: zh`${name}的成本指标值合计 ${sumText(targets)}，不等于全年预算数 ${amountText(budget)}；本报告另有 ${parted.length} 张自评表两者相等`,
        places: cells,
        amounts: { expected: budget.value, actual: sumOf(targets).value, decimals: 2, unit: '万元' },
      });
      continue;
    }
    judged.push(say.holds(key, cells, { sheet }));
    const known = achieved.flatMap((amount) => amount ?? []);
    if (known.length < achieved.length) {
      judged.push(say.undecidable(`${key}/executed`, cells, zh`有成本指标没有读出完成金额`));
      continue;
    }
    const actual = sumOf(known);
    const { verdict } = compareSums(actual, executed);
    const amounts = { expected: executed.value, actual: actual.value, decimals: 2, unit: '万元' as const };
    if (verdict === 'fails') {
      faults.push({
        key: `${key}/executed`,
        name,
        sheet,
        text: zh`${name}的成本指标完成值合计 ${sumText(known)}，不等于全年执行数 ${amountText(executed)}（指标值合计等于全年预算数）`,
        places: cells,
        amounts,
      });
    } else {
      const tell = verdict === 'holds' ? say.holds : say.within;
      judged.push(tell(`${key}/executed`, cells, { sheet, amounts }));
    }
  }
  const outcomes = [...told(say, faults, (count) => zh`${count} 处成本指标合计与资金不符`), ...judged];
  return outcomes.length > 0 ? outcomes : [say.inapplicable(zh`没有一张自评表的成本指标合计等于全年预算数`)];
}

const FULL_OUTPUT = '产出指标 | 数量指标 | 检修次数 | ≥4次 | 4次 | 40 | 40';
const FULL_BENEFIT = '效益指标 | 社会效益指标 | 保障运转 | 保障 | 100% | 40 | 40';
const UNSPENT = ['年度资金总额 | 30 | 30 | 0 | 10 | 0% | 0'];
const SPENT = ['年度资金总额 | 30 | 30 | 30 | 10 | 100% | 10'];

/** What a sheet claims, against its money and its scores. */
export const claimRules = (): CustomRule[] => [
  perSheetRule(
    {
      id: 'PS-WARN',
      title: '得分与预算执行相称',
      severity: 'warning',
      basis:
        '没有支出的项目，产出和效益都得满分需要说明；其余指标得分率达 80% 而 (得分率 − 执行率) ÷ 得分率 超过 5% 的，为红色预警，请人工核对。',
      failure: '核对执行数与各指标完成情况；确已完成而未支付的，在偏差原因中说明。',
      sheets: projectSheets,
      heading: (count, severity) =>
        severity === 'note'
          ? zh`${count} 个项目的得分率高出执行率 5% 以上`
          : zh`${count} 个项目执行 0，产出、效益指标却全部满分`,
      none: zh`没有一张自评表有全年预算`,
      examples: {
        holds: {
          figures: {},
          sheets: [
            { name: '设备检修', funding: SPENT, indicators: [FULL_OUTPUT, FULL_BENEFIT], total: '100 | 90' },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: UNSPENT,
              indicators: [FULL_OUTPUT, FULL_BENEFIT],
              total: '100 | 80',
            },
          ],
        },
      },
    },
    judgeWarning,
  ),
  perSheetRule(
    {
      id: 'PS-TEXT',
      title: '没有支出的项目不写已完成',
      severity: 'warning',
      basis: '全年执行数为 0 而实际完成情况写已执行完毕、达到预期，两者需要说明。',
      failure: '核对执行数；确已完成而未支付的，在实际完成情况中写明。',
      sheets: projectSheets,
      heading: (count) => zh`${count} 个项目执行 0，实际完成情况却写已完成`,
      none: zh`没有一张自评表的实际完成情况写已完成`,
      examples: {
        holds: {
          figures: {},
          sheets: [{ name: '设备检修', funding: SPENT, completion: '完成了全部设备的检修，达到预期目标' }],
        },
        fails: {
          figures: {},
          sheets: [{ name: '设备检修', funding: UNSPENT, completion: '完成了全部设备的检修，达到预期目标' }],
        },
      },
    },
    judgeClaim,
  ),
  perSheetRule(
    {
      id: 'PS-GOAL',
      title: '预期目标写的金额等于全年预算数',
      severity: 'warning',
      basis: '预期目标“使用……万元”说的是本项目的预算；按目标自己的小数位比较，等于年初预算数也可。',
      failure: '更正预期目标中的金额，或核对预算数。',
      sheets: projectSheets,
      heading: (count) => zh`${count} 个项目预期目标写的金额不是全年预算数`,
      none: zh`没有一张自评表的预期目标写明使用多少资金`,
      examples: {
        holds: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              goal: '使用29.4万元资金，检修全部设备',
              funding: ['年度资金总额 | 29.36 | 29.36 | 12 | 10 | 40.87% | 4.09'],
            },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              goal: '使用36万元资金，检修全部设备',
              funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
            },
          ],
        },
      },
    },
    judgeGoalAmount,
  ),
  evaluationRule(
    {
      id: 'PS-COST',
      title: '分列全年预算的成本指标与资金相符',
      severity: 'warning',
      basis:
        '成本指标值合计等于全年预算数的，完成值合计等于全年执行数；一份报告绝大多数自评表都这样分列时，其余分列几项的也应如此。',
      failure: '核对成本指标的指标值和完成值，或全年预算数和执行数。',
      examples: {
        holds: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
              indicators: [
                '成本指标 | 经济成本指标 | 材料费 | ≤20万元 | 9万元 | 5 | 5',
                '成本指标 | 经济成本指标 | 人工费 | ≤10万元 | 3万元 | 5 | 5',
              ],
            },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
              indicators: [
                '成本指标 | 经济成本指标 | 材料费 | ≤20万元 | 9万元 | 5 | 5',
                '成本指标 | 经济成本指标 | 人工费 | ≤10万元 | 8万元 | 5 | 5',
              ],
            },
          ],
        },
      },
    },
    judgeCosts,
  ),
  perSheetRule(
    {
      id: 'PS-PAY',
      title: '没有支出的项目，发放、支付类指标不得满分',
      severity: 'warning',
      basis: '全年执行数为 0，就没有发放、支付或缴纳过。',
      failure: '核对该指标的完成值和得分，或全年执行数。',
      sheets: projectSheets,
      heading: (count) => zh`${count} 个项目执行 0，发放、支付类指标却得满分`,
      none: zh`没有一张自评表有发放、支付类指标`,
      examples: {
        holds: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: SPENT,
              indicators: ['产出指标 | 质量指标 | 工资发放准确率 | =100% | 100% | 10 | 10'],
            },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: UNSPENT,
              indicators: ['产出指标 | 质量指标 | 工资发放准确率 | =100% | 100% | 10 | 10'],
            },
          ],
        },
      },
    },
    judgePayment,
  ),
  perSheetRule(
    {
      id: 'PS-DONE',
      title: '实际完成情况写的是做成了什么',
      severity: 'warning',
      basis: '照抄预期目标不是完成情况；产出指标全部 0 分而写已完成，两者矛盾。',
      failure: '按实际完成的工作重写，或核对指标得分。',
      sheets: (report) => [...departmentSheets(report), ...projectSheets(report)],
      heading: (count) => zh`${count} 张自评表的实际完成情况照抄目标，或与 0 分的产出指标矛盾`,
      none: zh`没有一张自评表写了实际完成情况`,
      examples: {
        holds: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              goal: '检修全部设备，保证安全运行',
              completion: '检修设备 14 台，更换零件 3 批',
            },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              goal: '使用30万元，检修全部设备，保证安全运行。',
              completion: '检修全部设备，保证安全运行',
            },
          ],
        },
      },
    },
    judgeCompletion,
  ),
  perSheetRule(
    {
      id: 'PS-BENEFIT',
      title: '没有产出的项目，效益指标不得满分',
      severity: 'warning',
      basis: '效益来自产出；产出指标全部 0 分而效益满分，需要说明。',
      failure: '核对产出指标和效益指标的完成值。',
      sheets: projectSheets,
      heading: (count) => zh`${count} 个项目产出指标全部 0 分，效益指标却全部满分`,
      none: zh`没有一张自评表同时有产出指标和效益指标`,
      examples: {
        holds: {
          figures: {},
          sheets: [{ name: '设备检修', indicators: [FULL_OUTPUT, FULL_BENEFIT] }],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              indicators: ['产出指标 | 数量指标 | 检修次数 | ≥4次 | 0次 | 40 | 0', FULL_BENEFIT],
            },
          ],
        },
      },
    },
    judgeBenefit,
  ),
];
