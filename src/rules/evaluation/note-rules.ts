import { normaliseLabel } from '../../forms/label.js';
import { joined, WORD_SPACE, zh, type Message } from '../../language/message.js';
import { read, type Indicator } from '../../model/evaluation.js';
import { factIn, type Report } from '../../model/report.js';
import type { Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { shownAt } from '../judgement.js';
import { amountOf, amountText, moneyOf, sumOf, tableAmount } from './amount.js';
import { listed, sayingsOf, told, type Fault, type Place } from './outcomes.js';
import { evaluationRule, perSheetRule, type SheetOutcome } from './per-sheet.js';
import { projectKey } from './project-names.js';
import { comparable, pairsIn } from './sentences.js';
import {
  cellPlace,
  columnOf,
  departmentSheets,
  hasFullMarks,
  indicatorPlaces,
  indicatorsOf,
  NO_PROJECT_SHEETS,
  NO_SHEETS,
  passage,
  projectSheets,
  quoted,
  reasonPlace,
  sheetPlace,
  totalFunding,
  type NamedSheet,
} from './sheets.js';

/** Names that differ by more than year and way of evaluation. */
const isOtherProject = (one: NamedSheet, other: NamedSheet): boolean =>
  one.sheet.name !== undefined &&
  other.sheet.name !== undefined &&
  projectKey(one.sheet.name.value) !== projectKey(other.sheet.name.value);

const pairsOf = (sheets: readonly NamedSheet[]): [NamedSheet, NamedSheet][] =>
  sheets.flatMap((one, index) =>
    sheets
      .slice(index + 1)
      .filter((other) => isOtherProject(one, other))
      .map((other): [NamedSheet, NamedSheet] => [one, other]),
  );

interface Direction {
  readonly id: string;
  readonly title: Message;
  readonly question: Message;
  readonly isOdd: (indicator: Indicator) => boolean;
}

const MAY_PASS_HUNDRED = /增长|提高|提升|增幅|增加|超|达产|保值|产能/u;
const LESS_IS_BETTER =
  /故障|事故|投诉|差错|错误|退回|违规|违纪|超标|死亡|伤亡|损坏|缺陷|逾期|上访|返工|等待|次品|排放|能耗|成本/u;
const CONSUMPTION = /用电|耗电|用水|耗水|用气|耗气|用油|油耗|能耗|用煤|耗煤/u;

const DIRECTIONS: readonly Direction[] = [
  {
    id: 'beyond-hundred',
    title: zh`不会超过 100% 的比率用“≥100%”`,
    question: zh`应为“＝100%”`,
    isOdd: ({ name, target: reading }) => {
      const target = read(reading);
      return (
        target?.kind === 'number' &&
        (target.operator === '≥' || target.operator === '>') &&
        target.unit === '%' &&
        target.value.equals(100) &&
        !MAY_PASS_HUNDRED.test(name)
      );
    },
  },
  {
    id: 'capped-output',
    title: zh`产出数量用“≤”`,
    question: zh`做得越少得分越高，请核对方向`,
    isOdd: ({ group, level2, name, target: reading }) => {
      const target = read(reading);
      return (
        group === 'output' &&
        (level2 ?? '').includes('数量') &&
        target?.kind === 'number' &&
        (target.operator === '≤' || target.operator === '<') &&
        target.unit !== '%' &&
        !LESS_IS_BETTER.test(name) &&
        !CONSUMPTION.test(name)
      );
    },
  },
  {
    id: 'floored-consumption',
    title: zh`消耗量用“≥”`,
    question: zh`用得越多得分越高，请核对方向`,
    isOdd: ({ name, target: reading }) => {
      const target = read(reading);
      return (
        target?.kind === 'number' &&
        (target.operator === '≥' || target.operator === '>') &&
        target.unit !== '%' &&
        CONSUMPTION.test(name)
      );
    },
  },
];

function judgeDirections(report: Report): Judgement[] {
  const say = sayingsOf('PS-DIR', 'note');
  const sheets = [...departmentSheets(report), ...projectSheets(report)];
  if (sheets.length === 0) return [say.inapplicable(NO_SHEETS)];
  return DIRECTIONS.map(({ id, title, question, isOdd }) => {
    const odd = sheets
      .map(({ sheet, name }) => ({ name, indicators: sheet.indicators.filter(isOdd) }))
      .filter(({ indicators }) => indicators.length > 0);
    if (odd.length === 0) return say.holds(id, sheets.flatMap(sheetPlace));
    const names = odd.map(({ name, indicators }) => {
      const [first] = indicators;
      const target = first?.target?.printed ?? '';
      const shown = joined([name, `${quoted(first?.name ?? '')}${target}`], WORD_SPACE);
      return indicators.length > 1 ? zh`${shown}等 ${indicators.length} 项` : shown;
    });
    return say.fails(
      id,
      odd.flatMap(({ name, indicators }) =>
        indicators.flatMap(({ name: own, target }) => cellPlace('target', columnOf(name, own), target)),
      ),
      { reason: zh`${title}：${listed(names)}；${question}` },
    );
  });
}

/** Words that every project uses. */
const COMMON_WORDS = [
  '项目',
  '经费',
  '资金',
  '工作',
  '建设',
  '费用',
  '服务',
  '专项',
  '运行',
  '保障',
  '使用',
  '支出',
  '单位',
  '年度',
];

const tellingPairs = (text: string): Set<string> => {
  const pairs = pairsIn(comparable(text));
  for (const word of COMMON_WORDS) pairs.delete(word);
  return pairs;
};

/** Whether goal and indicators share a word with the name of the project; undefined where there is nothing to compare. */
function isRelated({ sheet }: NamedSheet): boolean | undefined {
  if (!sheet.name || !sheet.goal || sheet.indicators.length === 0) return undefined;
  const name = tellingPairs(projectKey(sheet.name.value));
  const said = tellingPairs([sheet.goal.text, ...sheet.indicators.map((one) => one.name)].join('。'));
  return name.size === 0 ? undefined : [...name].some((pair) => said.has(pair));
}

/** Goals shorter than this (保障工作正常运转) are alike by chance. */
const SHORTEST_GOAL = 12;

function judgeCopies(report: Report): Judgement[] {
  const say = sayingsOf('PS-COPY', 'note');
  const sheets = projectSheets(report).filter(({ sheet }) => sheet.goal !== undefined);
  if (sheets.length === 0) return [say.inapplicable(zh`没有一张项目自评表写了预期目标`)];
  const related = new Map(sheets.map((one) => [one, isRelated(one)]));
  const unrelated = sheets
    .filter((one) => related.get(one) === false)
    .map((one): Fault => ({
      key: `unrelated/${one.key}`,
      name: one.name,
      sheet: one.title,
      text: zh`${one.name}的预期目标和指标没有一处说到项目名称中的事，请核对是否套用了别的项目`,
      places: [...sheetPlace(one), ...passage('预期目标', one.sheet.goal)],
    }));
  const failing = new Set(unrelated.map(({ sheet }) => sheet));
  const same = pairsOf(sheets).flatMap(([one, other]): Fault[] => {
    const [own, others] = [comparable(one.sheet.goal?.text ?? ''), comparable(other.sheet.goal?.text ?? '')];
    if (own.length < SHORTEST_GOAL || own !== others) return [];
    // What the two share is told by PS-OVERLAP.
    if (sharedIndicators(one, other).length >= SHARED_THAT_TELL) return [];
    failing.add(one.title).add(other.title);
    return [
      {
        key: `same/${one.key}/${other.key}`,
        name: zh`${one.name}与${other.name}`,
        text: zh`${one.name}与${other.name}的预期目标相同，请核对是否套用`,
        places: [...passage(one.name, one.sheet.goal), ...passage(other.name, other.sheet.goal)],
      },
    ];
  });
  return [
    ...told(say, [...unrelated, ...same], (count) => zh`${count} 处预期目标像是套用的`),
    ...sheets
      .filter(({ title }) => !failing.has(title))
      .map((one) => {
        const places = [...sheetPlace(one), ...passage('预期目标', one.sheet.goal)];
        return related.get(one) === undefined
          ? say.undecidable(one.key, places, zh`项目名称和指标没有可以与预期目标对照的词`)
          : say.holds(one.key, places, { sheet: one.title });
      }),
  ];
}

/** Something achieved. */
const isAchieved = ({ achieved }: Indicator): boolean => {
  const value = read(achieved);
  return value?.kind === 'number' && value.value.greaterThan(0);
};

const isNothing = ({ achieved }: Indicator): boolean => {
  const value = read(achieved);
  return value?.kind === 'number' && value.value.isZero();
};

/** Whether two indicators name the same thing. */
function isSameSubject(one: Indicator, other: Indicator): boolean {
  const others = tellingPairs(other.name);
  return [...tellingPairs(one.name)].some((pair) => others.has(pair));
}

function judgeCostAndQuantity({ sheet, name }: NamedSheet): SheetOutcome {
  const costs = indicatorsOf(sheet, 'cost').filter(({ achieved }) => moneyOf(achieved) !== undefined);
  const quantities = indicatorsOf(sheet, 'output').filter(({ level2 }) => (level2 ?? '').includes('数量'));
  const executed = amountOf(totalFunding(sheet)?.executed);
  // Where nothing was spent at all, PS-WARN says it.
  if (costs.length === 0 || quantities.length === 0 || !executed?.value.greaterThan(0)) return undefined;
  const odd = costs.flatMap((cost) =>
    quantities
      .filter(
        (quantity) =>
          isSameSubject(cost, quantity) &&
          ((isNothing(cost) && isAchieved(quantity)) || (isAchieved(cost) && isNothing(quantity))),
      )
      .map((quantity) => [cost, quantity] as const),
  );
  if (odd.length === 0)
    return { verdict: 'holds', places: [...costs, ...quantities].flatMap(indicatorPlaces) };
  const shown = odd.map(
    ([cost, quantity]) =>
      zh`${quoted(cost.name)}${cost.achieved?.printed ?? ''}，${quoted(quantity.name)}${quantity.achieved?.printed ?? ''}`,
  );
  return {
    verdict: 'fails',
    text: zh`${name}：${listed(shown)}，请核对`,
    places: [...new Set(odd.flat())].flatMap(indicatorPlaces),
  };
}

const NOT_PAID = /(?:未|没有|尚未)(?:能)?(?:支付|支出|付款|拨付|下达|到位)/u;
const PARTLY = /部分|余款|尾款|剩余|其余|个别/u;
const NOT_DONE = /(?:未|没有|尚未)(?:能)?(?:正常)?(?:开展|实施|启动|开工|招聘|执行)/u;
const LESS = /减少|减小|压减|下降/u;
const MORE = /增加|追加|增大|上升/u;

/** A stated reason, and what it contradicts. */
interface Contradiction {
  readonly text: Message;
  readonly places: readonly Place[];
}

const stated = (indicator: Indicator, reason: string): Message =>
  zh`${quoted(indicator.name)}原因写“${reason}”`;

function contradiction(
  { sheet }: NamedSheet,
  indicator: Indicator,
  projects: readonly NamedSheet[],
): Contradiction | undefined {
  const reason = normaliseLabel(indicator.reason ?? '');
  if (reason === '' || PARTLY.test(reason)) return undefined;
  const line = totalFunding(sheet);
  const [initial, budget, executed] = [
    amountOf(line?.initial),
    amountOf(line?.budget),
    amountOf(line?.executed),
  ];
  const own = [reasonPlace(indicator), ...indicatorPlaces(indicator)];
  if (sheet.form === 'project-evaluation') {
    if (NOT_PAID.test(reason) && executed?.value.greaterThan(0))
      return {
        text: zh`${stated(indicator, reason)}，全年执行数是 ${amountText(executed)}`,
        places: [...own, ...cellPlace('executed', '全年执行数', line?.executed)],
      };
    if (NOT_DONE.test(reason) && hasFullMarks(indicator) && isAchieved(indicator))
      return { text: zh`${stated(indicator, reason)}，该指标却得满分`, places: own };
    return undefined;
  }
  if (indicator.name.includes('预算调整率') && budget && initial) {
    const grew = budget.value.comparedTo(initial.value);
    if (
      (grew > 0 && LESS.test(reason) && !MORE.test(reason)) ||
      (grew < 0 && MORE.test(reason) && !LESS.test(reason))
    )
      return {
        text: zh`${stated(indicator, reason)}，预算却由年初 ${amountText(initial)}调整为 ${amountText(budget)}`,
        places: [
          ...own,
          ...cellPlace('initial', '年初预算数', line?.initial),
          ...cellPlace('budget', '全年预算数', line?.budget),
        ],
      };
  }
  return NOT_PAID.test(reason) ? otherSheet(indicator, reason, own, projects) : undefined;
}

const QUOTED = /[“"「](?<piece>[^”"」]{4,40})[”"」]/gu;

/** A project that a reason of the department's sheet names, whose own sheet says otherwise. */
function otherSheet(
  indicator: Indicator,
  reason: string,
  own: readonly Place[],
  projects: readonly NamedSheet[],
): Contradiction | undefined {
  const pieces = [...(indicator.reason ?? '').matchAll(QUOTED)].map(({ groups }) =>
    normaliseLabel(groups?.piece ?? ''),
  );
  const meant = projects.filter(({ sheet }) => {
    const key = sheet.name && projectKey(sheet.name.value);
    return key !== undefined && pieces.some((piece) => key.includes(piece));
  });
  const paid = meant.find(({ sheet }) => amountOf(totalFunding(sheet)?.executed)?.value.greaterThan(0));
  if (paid)
    return {
      text: zh`${stated(indicator, reason)}，${paid.name}自评表的全年执行数不是 0`,
      places: [
        ...own,
        ...cellPlace('executed', columnOf(paid.name, '全年执行数'), totalFunding(paid.sheet)?.executed),
      ],
    };
  const done = meant.filter(({ sheet }) => {
    const outputs = indicatorsOf(sheet, 'output');
    return outputs.length > 0 && outputs.every(hasFullMarks);
  });
  const [first] = done;
  if (!first || !/下达|到位/u.test(reason)) return undefined;
  return {
    text: zh`${stated(indicator, reason)}，${first.name}自评表的产出指标却全部满分`,
    places: [
      ...own,
      ...done.flatMap(({ sheet, name }) => [
        ...passage(columnOf(name, '实际完成情况'), sheet.completion),
        ...indicatorsOf(sheet, 'output').flatMap(indicatorPlaces),
      ]),
    ],
  };
}

function judgeReasons(one: NamedSheet, report: Report): SheetOutcome {
  const stated = one.sheet.indicators.filter(({ reason }) => (reason ?? '').trim() !== '');
  if (stated.length === 0) return undefined;
  const projects = projectSheets(report);
  const odd = stated.flatMap((indicator) => {
    const found = contradiction(one, indicator, projects);
    return found ? [found] : [];
  });
  if (odd.length === 0) return { verdict: 'holds', places: stated.map(reasonPlace) };
  return {
    verdict: 'fails',
    text: zh`${one.name}：${joined(
      odd.map(({ text }) => text),
      zh`；`,
    )}`,
    places: odd.flatMap(({ places }) => places),
  };
}

/** Indicators of one name in two sheets are no chance from so many on. */
const SHARED_THAT_TELL = 2;

/** Costs and quantities that two sheets both list. */
function sharedIndicators(one: NamedSheet, other: NamedSheet): [Indicator, Indicator][] {
  const counted = ({ sheet }: NamedSheet): Indicator[] =>
    sheet.indicators.filter(
      ({ group, level2, name }) =>
        name !== '' && (group === 'cost' || (group === 'output' && (level2 ?? '').includes('数量'))),
    );
  const others = new Map(counted(other).map((indicator) => [indicatorName(indicator), indicator]));
  return counted(one).flatMap((indicator): [Indicator, Indicator][] => {
    const same = others.get(indicatorName(indicator));
    return same ? [[indicator, same]] : [];
  });
}

const indicatorName = ({ name }: Indicator): string => comparable(normaliseLabel(name));

function judgeOverlaps(report: Report): Judgement[] {
  const say = sayingsOf('PS-OVERLAP', 'note');
  const sheets = projectSheets(report).filter(({ sheet }) => sheet.name !== undefined);
  const pairs = pairsOf(sheets);
  if (pairs.length === 0) return [say.inapplicable(zh`不足两个项目有自评表`)];
  const faults = pairs.flatMap(([one, other]): Fault[] => {
    const shared = sharedIndicators(one, other);
    if (shared.length < SHARED_THAT_TELL) return [];
    const names = listed(shared.map(([{ name }]) => name));
    return [
      {
        key: `${one.key}/${other.key}`,
        name: zh`${one.name}与${other.name}`,
        text: zh`${one.name}与${other.name}都列有 ${names}，请核对是否重复列支`,
        places: [
          ...passage(columnOf(one.name, '预期目标'), one.sheet.goal),
          ...passage(columnOf(other.name, '预期目标'), other.sheet.goal),
          ...shared.flat().flatMap(indicatorPlaces),
        ],
      },
    ];
  });
  return faults.length > 0
    ? told(say, faults, (count) => zh`${count} 对项目列有相同的成本和数量指标`)
    : [say.holds('', sheets.flatMap(sheetPlace))];
}

const CAR_ITEMS = [
  { id: 'vehicles', name: '公务用车购置及运行维护费', pattern: /租车|车辆|用车|公车/u },
  { id: 'officialReception', name: '公务接待费', pattern: /接待/u },
  { id: 'overseasTravel', name: '因公出国（境）费', pattern: /出国|出境|因公/u },
] as const;

function judgeThreePublic(report: Report): Judgement[] {
  const say = sayingsOf('PS-CAR', 'warning');
  const sheets = projectSheets(report);
  if (sheets.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
  const judged = CAR_ITEMS.flatMap(({ id, name: item, pattern }): Judgement[] => {
    const spent = sheets.flatMap(({ sheet, name }) =>
      sheet.indicators.flatMap((indicator) => {
        const money = moneyOf(indicator.achieved);
        return indicator.group === 'cost' && pattern.test(indicator.name) && money?.value.greaterThan(0)
          ? [{ name, indicator, money }]
          : [];
      }),
    );
    if (spent.length === 0) return [];
    const cells = spent.flatMap(({ name, indicator }) =>
      cellPlace('achieved', columnOf(name, indicator.name), indicator.achieved),
    );
    const fact = factIn(report, 'three-public', id, 'actual');
    const printed = tableAmount(fact);
    if (!fact || !printed) return [say.undecidable(id, cells, zh`没有读出“三公”经费表的${item}决算数`)];
    const places = [
      ...cells,
      shownAt('three-public', columnOf(zh`“三公”经费表`, item), fact.printed, fact.location),
    ];
    if (!printed.value.isZero()) return [say.holds(id, places)];
    const names = listed(
      spent.map(({ name, indicator }) =>
        joined([name, `${quoted(indicator.name)}${indicator.achieved?.printed ?? ''}`], WORD_SPACE),
      ),
    );
    return [
      say.fails(id, places, {
        reason: zh`${names}，“三公”经费表的${item}决算数却是 0`,
      }),
    ];
  });
  return judged.length > 0 ? judged : [say.inapplicable(zh`没有成本指标说到租车、车辆、接待或出国`)];
}

const BASIC_ITEM =
  /工资|津贴|补贴(?!$)|劳务费|奖励金|绩效奖|奖金|人员经费|公用经费|办公费|办公经费|水电|物业|电话费|邮电费|差旅费|取暖费|交通费/u;

function judgeBasicItems(report: Report): Judgement[] {
  const say = sayingsOf('PS-BASIC', 'note');
  const sheets = projectSheets(report).filter(({ sheet }) => sheet.name !== undefined);
  if (sheets.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
  const basic = sheets.filter(({ sheet }) => BASIC_ITEM.test(projectKey(sheet.name?.value ?? '')));
  if (basic.length === 0) return [say.holds('', sheets.flatMap(sheetPlace))];
  const executed = basic.flatMap(({ sheet }) => amountOf(totalFunding(sheet)?.executed) ?? []);
  const unread = basic.length - executed.length;
  const totals = (['personnelCost', 'operatingCost'] as const).flatMap((line) => {
    const fact = factIn(report, 'general-budget-basic-expenditure', line, 'actual');
    return fact && tableAmount(fact) ? [fact] : [];
  });
  const sum = amountText(sumOf(executed));
  const beside = joined(
    totals.map(({ lineLabel, printed }) => `${lineLabel} ${printed}`),
    zh`、`,
  );
  return [
    say.fails(
      '',
      [
        ...basic.flatMap((one) => [
          ...sheetPlace(one),
          ...cellPlace('executed', columnOf(one.name, '全年执行数'), totalFunding(one.sheet)?.executed),
        ]),
        ...totals.map(({ lineLabel, printed, location }) =>
          shownAt('basic', columnOf(zh`基本支出表`, lineLabel), printed, location),
        ),
      ],
      {
        reason: zh`${basic.length} 个项目以人员或日常公用支出命名：${listed(basic.map(({ name }) => name))}，执行合计 ${
          unread > 0 ? zh`${sum}（${unread} 个没有读出）` : sum
        }${totals.length > 0 ? zh`；基本支出表${beside}` : ''}`,
      },
    ),
  ];
}

const UNPAID = ['年度资金总额 | 30 | 30 | 0 | 10 | 0% | 0'];
const COUNTED = [
  '成本指标 | 经济成本指标 | 材料费 | ≤20万元 | 9万元 | 5 | 5',
  '产出指标 | 数量指标 | 检修次数 | ≥4次 | 4次 | 5 | 5',
];

/** What a person should look at, and amounts of 三公经费 in project sheets. */
export const noteRules = (): CustomRule[] => [
  evaluationRule(
    {
      id: 'PS-DIR',
      title: '指标的方向合理',
      severity: 'note',
      basis: '比率不会超过 100%；产出数量越多越好；消耗量越少越好。',
      failure: '核对指标的方向，改用“＝”“≥”或“≤”。',
      examples: {
        holds: {
          figures: {},
          sheets: [
            { name: '设备检修', indicators: ['产出指标 | 质量指标 | 合格率 | =100% | 100% | 10 | 10'] },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            { name: '设备检修', indicators: ['产出指标 | 质量指标 | 合格率 | ≥100% | 100% | 10 | 10'] },
          ],
        },
      },
    },
    judgeDirections,
  ),
  evaluationRule(
    {
      id: 'PS-COPY',
      title: '预期目标说的是本项目',
      severity: 'note',
      basis: '目标与项目名称无关，或与别的项目相同，多是套用旧表。',
      failure: '请人工核对；确系套用的重写目标和指标。',
      examples: {
        holds: {
          figures: {},
          sheets: [{ name: '泵站设备检修', goal: '检修泵站全部设备，保证汛期安全', indicators: COUNTED }],
        },
        fails: {
          figures: {},
          sheets: [{ name: '年终考评奖励', goal: '检修泵站全部设备，保证汛期安全', indicators: COUNTED }],
        },
      },
    },
    judgeCopies,
  ),
  perSheetRule(
    {
      id: 'PS-COSTQ',
      title: '成本与数量相称',
      severity: 'note',
      basis: '同一件事有数量没有成本，或有成本没有数量，需要核对。',
      failure: '请人工核对成本和数量的完成值。',
      sheets: projectSheets,
      heading: (count) => zh`${count} 个项目的成本与数量一有一无`,
      none: zh`没有一张有支出的自评表同时有成本指标和数量指标`,
      examples: {
        holds: {
          figures: {},
          sheets: [
            {
              name: '泵站养护',
              funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
              indicators: ['成本指标 | 经济成本指标 | 检修成本 | ≤20万元 | 9万元 | 5 | 5', COUNTED[1] ?? ''],
            },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '泵站养护',
              funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
              indicators: ['成本指标 | 经济成本指标 | 检修成本 | ≤20万元 | 0万元 | 5 | 5', COUNTED[1] ?? ''],
            },
          ],
        },
      },
    },
    judgeCostAndQuantity,
  ),
  perSheetRule(
    {
      id: 'PS-REASON',
      title: '偏差原因与得分、金额和其他表一致',
      severity: 'note',
      basis: '写明的原因不能与本表的得分、金额或另一张表矛盾。',
      failure: '请人工核对原因与所引数字。',
      sheets: (report) => [...departmentSheets(report), ...projectSheets(report)],
      heading: (count) => zh`${count} 张自评表的偏差原因与得分、金额或别的表矛盾`,
      none: zh`没有一张自评表写了偏差原因`,
      examples: {
        holds: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: UNPAID,
              indicators: ['产出指标 | 数量指标 | 检修次数 | ≥4次 | 0次 | 10 | 0 | -100.00 | 资金未下达'],
            },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            {
              name: '设备检修',
              funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
              indicators: ['产出指标 | 数量指标 | 检修次数 | ≥4次 | 0次 | 10 | 0 | -100.00 | 资金未支付'],
            },
          ],
        },
      },
    },
    judgeReasons,
  ),
  evaluationRule(
    {
      id: 'PS-OVERLAP',
      title: '不同项目不重复列支',
      severity: 'note',
      basis: '两个项目列有相同的成本和数量指标，可能是同一笔支出列了两次。',
      failure: '请人工核对两个项目的支出内容。',
      examples: {
        holds: {
          figures: {},
          sheets: [
            { name: '泵站养护', indicators: COUNTED },
            { name: '河道清淤', indicators: ['产出指标 | 数量指标 | 清淤长度 | ≥4公里 | 4公里 | 5 | 5'] },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            { name: '泵站养护', indicators: COUNTED },
            { name: '闸门养护', indicators: COUNTED },
          ],
        },
      },
    },
    judgeOverlaps,
  ),
  evaluationRule(
    {
      id: 'PS-CAR',
      title: '项目的车辆、接待、出国成本与“三公”经费表一致',
      severity: 'warning',
      basis: '项目里有这类成本而“三公”经费表相应项目为 0，需要说明列在哪个科目。',
      failure: '核对是否应计入“三公”经费；租赁车辆列其他交通费用的，予以说明。',
      examples: {
        holds: {
          figures: {
            '三公经费表[公务用车购置及运行维护费].决算数': '1.30',
          },
          sheets: [
            { name: '窗口运行', indicators: ['成本指标 | 经济成本指标 | 租车 | ≤2万元 | 1.3万元 | 5 | 5'] },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            { name: '窗口运行', indicators: ['成本指标 | 经济成本指标 | 租车 | ≤2万元 | 1.3万元 | 5 | 5'] },
          ],
        },
      },
    },
    judgeThreePublic,
  ),
  evaluationRule(
    {
      id: 'PS-BASIC',
      title: '项目不以人员或日常公用支出命名',
      severity: 'note',
      basis: '人员经费和日常公用经费属于基本支出；列作项目的，请与基本支出表和机关运行经费一并核对。',
      failure: '请人工核对这些项目是否应列基本支出。',
      examples: {
        holds: { figures: {}, sheets: [{ name: '泵站养护' }] },
        fails: {
          figures: {},
          sheets: [{ name: '保安人员工资', funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'] }],
        },
      },
    },
    judgeBasicItems,
  ),
];
