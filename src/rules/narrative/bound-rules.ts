import { Decimal } from 'decimal.js';
import { zh, type Message } from '../../language/message.js';
import type { Narrative, Statement } from '../../model/narrative.js';
import { factOf, type Report } from '../../model/report.js';
import { compareSums, shownAmount, tableAmount } from '../evaluation/amount.js';
import type { Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { clauseOf, figurePlace, quote, plainTitle, titleOf } from './clause.js';
import { amountOn, countOn, type SaidAmount } from './lookup.js';
import { judgeParts } from './parts.js';
import { textRule } from './text-rule.js';
import { judgeCounts } from './three-public.js';

const said = ({ figure }: Statement): Message =>
  zh`${titleOf(figure.sentence.section)}：${quote(clauseOf(figure))}`;

/** 机关事业单位…, which both have, begins otherwise. */
const INSTITUTION = /^事业(?:运行|单位)/u;

/** 机关运行经费 is part of the public expenditure of the basic expenditure, or all of it. */
function judgeOperatingCost(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const own = amountOn(narrative, 'operating-cost/total');
  if (!own) return [];
  const { statement, amount } = own;
  const table = report.tables.get('general-budget-basic-expenditure');
  const fact =
    table &&
    (['actual', 'operatingPart'] as const)
      .map((column) => factOf(table, 'operatingCost', column))
      .find((one) => tableAmount(one));
  const limit = tableAmount(fact);
  const place = figurePlace(statement.figure);
  if (!table || !fact || !limit)
    return [say.undecidable('total', [place], zh`没有读出基本支出表的公用经费合计`)];
  const places = [place, shownAt('amount', `${table.title} ${fact.lineLabel}`, fact.printed, fact.location)];
  const { verdict, difference } = compareSums(amount, limit);
  const amounts = { expected: limit.value, actual: amount.value, decimals: 2, unit: '万元' as const };
  if (verdict === 'holds') return [say.holds('total', places, { amounts })];
  if (verdict === 'holds-within-rounding')
    return [say.within('total', places, { amounts, sheet: plainTitle(statement.figure.sentence.section) })];
  const gap = shownAmount({ value: difference.abs(), decimals: 2 });
  if (difference.greaterThan(0)) {
    const reason = zh`${said(statement)}，超过${table.title}的公用经费 ${shownAmount(limit)} 万元，多 ${gap} 万元`;
    return [say.fails('total', places, { reason, amounts, advice: zh`核对机关运行经费和公用经费` })];
  }
  if (hasInstitutions(narrative, report)) return [say.holds('total', places, { amounts })];
  return [
    say.fails('total', places, {
      severity: 'warning',
      amounts,
      reason: zh`${said(statement)}，${table.title}的公用经费是 ${shownAmount(limit)} 万元，差 ${gap} 万元；没有看出含事业单位`,
      advice: zh`各单位都是行政或参公单位的，两数应相等；含事业单位的说明即可`,
    }),
  ];
}

/** Public institutions have public expenditure that is no 机关运行经费. */
function hasInstitutions(narrative: Narrative, report: Report): boolean {
  const rows = report.tables.get('general-budget-expenditure')?.lines ?? [];
  return (
    rows.some(({ name = '' }) => INSTITUTION.test(name)) ||
    narrative.sentences.some(
      ({ text, section }) =>
        /(?:所属|下属)?事业单位[^，。；]{0,12}[1-9一二三四五六七八九]\d*个|[1-9]\d*个[^，。；]{0,6}事业单位/u.test(
          text,
        ) && section?.title.includes('名词解释') !== true,
    )
  );
}

const PARTS = ['goods', 'works', 'services'] as const;

function judgeProcurement(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const on = (name: string): SaidAmount | undefined => amountOn(narrative, `procurement/${name}`);
  const total = on('total');
  const parts = PARTS.flatMap((name) => on(name) ?? []);
  return [
    ...(total && parts.length === PARTS.length
      ? [
          judgeParts(
            'parts',
            total,
            parts,
            ({ terms, sum, gap }) => ({
              reason: zh`${said(total.statement)}，货物、工程、服务合计 ${terms} ＝ ${sum} 万元，差 ${gap} 万元`,
              advice: zh`核对采购总额和三类金额`,
            }),
            say,
          ),
        ]
      : []),
    ...judgeLimit('micro', on('micro'), on('small-medium'), zh`小微企业`, zh`中小企业`, 'error', say),
    ...judgeLimit('small-medium', on('small-medium'), total, zh`中小企业`, zh`采购总额`, 'warning', say),
    ...judgeLimit(
      'reserved-micro',
      on('reserved-micro'),
      on('reserved-small-medium'),
      zh`面向小微企业预留`,
      zh`面向中小企业预留`,
      'error',
      say,
    ),
  ];
}

function judgeLimit(
  instance: string,
  part: SaidAmount | undefined,
  whole: SaidAmount | undefined,
  partName: Message,
  wholeName: Message,
  severity: 'error' | 'warning',
  say: Say,
): Judgement[] {
  if (!part || !whole) return [];
  const { difference, allowance } = compareSums(part.amount, whole.amount);
  const places = [part, whole].map(({ statement }) => figurePlace(statement.figure));
  if (difference.lessThanOrEqualTo(allowance)) return [say.holds(instance, places)];
  return [
    say.fails(instance, places, {
      severity,
      amounts: {
        expected: whole.amount.value,
        actual: part.amount.value,
        decimals: 2,
        unit: '万元',
      },
      reason: zh`${said(part.statement)}，${partName}的金额超过${wholeName} ${shownAmount(whole.amount)} 万元`,
      advice: severity === 'error' ? zh`小微企业是中小企业的一部分，核对两个金额` : zh`合同跨年的，说明即可`,
    }),
  ];
}

const AWARDED = ['awarded-small-medium', 'awarded-micro', 'awarded-other'] as const;

/** Three amounts of different contracts that are all the total cannot all be. */
function judgeSameAmounts(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const total = amountOn(narrative, 'procurement/total');
  const awarded = AWARDED.flatMap((name) => amountOn(narrative, `procurement/${name}`) ?? []);
  if (!total || awarded.length < AWARDED.length) return [];
  const places = [total, ...awarded].map(({ statement }) => figurePlace(statement.figure));
  const isSame =
    !total.amount.value.isZero() && awarded.every(({ amount }) => amount.value.equals(total.amount.value));
  if (!isSame) return [say.holds('awarded', places)];
  return [
    say.fails('awarded', places, {
      reason: zh`${titleOf(total.statement.figure.sentence.section)}：预留中小企业、预留小微企业、其他项目的采购金额都是 ${shownAmount(total.amount)} 万元，与采购总额相同；三者不会同时等于总额`,
    }),
  ];
}

const CATEGORIES = [
  'ministerial',
  'leaders',
  'confidential',
  'emergency',
  'enforcement',
  'special',
  'retired',
  'general',
  'other',
] as const;

function judgeAssets(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const vehicles = countOn(narrative, 'assets/vehicles');
  const categories = CATEGORIES.flatMap((name) => countOn(narrative, `assets/vehicles-${name}`) ?? []);
  const kept = countOn(narrative, 'three-public/vehicles-kept');
  const judged: Judgement[] = [];
  if (vehicles && categories.length > 1) {
    const sum = categories.reduce((total, { figure }) => total.plus(figure.value), new Decimal(0));
    const places = [vehicles, ...categories].map(({ figure }) => figurePlace(figure));
    const amounts = { expected: sum, actual: vehicles.figure.value, decimals: 0, unit: '个' as const };
    judged.push(
      sum.equals(vehicles.figure.value)
        ? say.holds('vehicles', places, { amounts })
        : say.fails('vehicles', places, {
            amounts,
            reason: zh`${said(vehicles)}，各类车辆合计 ${sum.toString()} 辆`,
            advice: zh`核对车辆总数和各类车辆数`,
          }),
    );
  }
  if (vehicles && kept) {
    const places = [kept, vehicles].map(({ figure }) => figurePlace(figure));
    judged.push(
      kept.figure.value.greaterThan(vehicles.figure.value)
        ? say.fails('kept', places, {
            severity: 'warning',
            reason: zh`${said(kept)}，多于国有资产说明的车辆 ${vehicles.figure.printed}`,
            advice: zh`核对公务用车保有量和车辆数`,
          })
        : say.holds('kept', places),
    );
  }
  const [half, whole] = [
    countOn(narrative, 'assets/equipment-500k'),
    countOn(narrative, 'assets/equipment-1m'),
  ];
  // Older forms count 通用设备 from 50万 and 专用设备 from 100万: two classes, that say nothing of each other.
  const ofClasses =
    half && whole && /通用|专用/u.test(half.figure.sentence.text + whole.figure.sentence.text);
  if (half && whole && !ofClasses) {
    const places = [whole, half].map(({ figure }) => figurePlace(figure));
    judged.push(
      whole.figure.value.greaterThan(half.figure.value)
        ? say.fails('equipment', places, {
            reason: zh`${said(whole)}，多于 50 万元以上的 ${half.figure.printed}`,
            advice: zh`100 万元以上的设备也在 50 万元以上之内，核对两个数`,
          })
        : say.holds('equipment', places),
    );
  }
  return judged;
}

const PUBLIC = '基本支出表[公用经费合计].决算数';
const PROCUREMENT = '十一、政府采购支出情况说明';
const procurement = (total: string, services: string): Readonly<Record<string, readonly string[]>> => ({
  [PROCUREMENT]: [
    `政府采购支出总额{procurement/total:政府采购支出|amount|${total}万元}，其中：货物支出{procurement/goods:货物|amount|12.00万元}、工程支出{procurement/works:工程|amount|0.00万元}、服务支出{procurement/services:服务|amount|${services}万元}。`,
  ],
});
const awarded = (other: string): Readonly<Record<string, readonly string[]>> => ({
  [PROCUREMENT]: [
    `政府采购金额{procurement/total:政府采购支出|amount|18.30万元}，中小企业中标的采购金额{procurement/awarded-small-medium:预留中小|amount|18.30万元}，小微企业中标的{procurement/awarded-micro:预留小微|amount|18.30万元}，其他项目中{procurement/awarded-other:其他|amount|${other}万元}。`,
  ],
});
const assets = (total: string): Readonly<Record<string, readonly string[]>> => ({
  '十二、国有资产占用情况说明': [
    `共有车辆{assets/vehicles:车辆|count|${total}辆}，其中：机要通信用车{assets/vehicles-confidential:机要通信用车|count|1辆}、其他用车{assets/vehicles-other:其他用车|count|2辆}。`,
  ],
});
const fleet = (kept: string): Readonly<Record<string, readonly string[]>> => ({
  '九、“三公”经费支出决算情况说明': [
    `公务用车保有量为{three-public/vehicles-kept:公务用车保有量|count|${kept}辆}。`,
  ],
});
const OPERATION = '三公经费表[公务用车运行维护费].决算数';

/** What only the text states: counts, procurement, assets, the cost of running the office. */
export const boundRules = (): CustomRule[] => [
  textRule(
    {
      id: 'N-8c',
      title: '“三公”经费的数量与支出对应',
      severity: 'warning',
      basis:
        '有支出就有团组、批次或车辆，有团组或购置的车辆就有支出；外宾是接待总数的一部分，国内接待和外宾接待之和是公务接待费。',
      failure: '核对数量和支出。',
      none: zh`没有“三公”经费的数量`,
      examples: {
        holds: { figures: { [OPERATION]: '3.20' }, text: fleet('1') },
        fails: { figures: { [OPERATION]: '3.20' }, text: fleet('0') },
      },
    },
    judgeCounts,
  ),
  textRule(
    {
      id: 'N-9',
      title: '机关运行经费不超过公用经费',
      severity: 'error',
      basis:
        '机关运行经费是行政单位和参公单位一般公共预算基本支出中的公用经费；各单位都是行政或参公单位的，与公开 06 表的公用经费相等。',
      failure: '核对机关运行经费的口径和金额。',
      none: zh`没有机关运行经费的金额`,
      examples: {
        holds: {
          figures: { [PUBLIC]: '30.00' },
          text: {
            '十、机关运行经费支出情况说明': [
              '机关运行经费支出{operating-cost/total:机关运行经费|amount|30.00万元}。',
            ],
          },
        },
        fails: {
          figures: { [PUBLIC]: '30.00' },
          text: {
            '十、机关运行经费支出情况说明': [
              '机关运行经费支出{operating-cost/total:机关运行经费|amount|36.00万元}。',
            ],
          },
        },
      },
    },
    judgeOperatingCost,
  ),
  textRule(
    {
      id: 'N-10',
      title: '政府采购的总额与分项、中小企业金额相符',
      severity: 'error',
      basis: '采购总额 = 货物 + 工程 + 服务；小微企业金额 ≤ 中小企业金额 ≤ 采购总额；占比按所写的分母。',
      failure: '核对采购总额、分项和中小企业金额。',
      none: zh`没有政府采购的金额`,
      leads: true,
      examples: {
        holds: { figures: {}, text: procurement('18.30', '6.30') },
        fails: { figures: {}, text: procurement('18.30', '3.60') },
      },
    },
    judgeProcurement,
  ),
  textRule(
    {
      id: 'N-10b',
      title: '各类采购金额不都等于采购总额',
      severity: 'warning',
      basis: '预留中小企业、预留小微企业和其他项目是不同的采购，不会都等于总额。',
      failure: '分别核对三个采购金额，是否误抄总额。',
      none: zh`没有分别写预留和其他项目的采购金额`,
      examples: {
        holds: { figures: {}, text: awarded('0.00') },
        fails: { figures: {}, text: awarded('18.30') },
      },
    },
    judgeSameAmounts,
  ),
  textRule(
    {
      id: 'N-11',
      title: '车辆和设备的数量相符',
      severity: 'error',
      basis:
        '车辆总数 = 各类车辆之和；“三公”公务用车保有量 ≤ 车辆总数；同类设备 100 万元以上的 ≤ 50 万元以上的。',
      failure: '核对车辆和设备的数量。',
      none: zh`没有车辆和设备的数量`,
      examples: {
        holds: { figures: {}, text: assets('3') },
        fails: { figures: {}, text: assets('4') },
      },
    },
    judgeAssets,
  ),
  textRule({
    id: 'N-12',
    title: '绩效说明的金额与支出决算表一致',
    severity: 'error',
    basis: '纳入绩效管理的支出总额是支出决算表的支出合计，其中的基本支出、项目支出等是该表的各列。',
    failure: '按决算表更正文字说明。',
    none: zh`没有绩效说明的金额`,
    examples: {
      holds: {
        figures: { '支出表[合计].本年支出合计': '120.00' },
        text: {
          '十三、预算绩效情况说明': [
            '纳入预算绩效管理的支出总额为{支出表[合计].本年支出合计|amount|120.00万元}。',
          ],
        },
      },
      fails: {
        figures: { '支出表[合计].本年支出合计': '120.00' },
        text: {
          '十三、预算绩效情况说明': [
            '纳入预算绩效管理的支出总额为{支出表[合计].本年支出合计|amount|102.00万元}。',
          ],
        },
      },
    },
  }),
];
