import { Decimal } from 'decimal.js';
import type { Document } from '../src/source/document.js';

/** A department's figures as its explanations give them; amounts in 万元, as printed. */
export interface NarrativeFigures {
  readonly department: string;
  readonly year: number;
  readonly totals: { readonly amount: string; readonly change: Change };
  readonly revenue: { readonly total: string; readonly parts: readonly NamedPart[] };
  readonly expenditure: { readonly total: string; readonly parts: readonly NamedPart[] };
  readonly appropriation: { readonly amount: string; readonly change: Change };
  readonly generalBudget: {
    readonly total: string;
    readonly share: string;
    readonly change: Change;
    readonly initialBudget: string;
    readonly completion: string;
    readonly classes: readonly NamedPart[];
    readonly items: readonly (Budgeted & { readonly names: readonly [string, string, string] })[];
  };
  readonly basic: Readonly<Record<'total' | 'personnel' | 'operating', string>> &
    Readonly<Record<'personnelItems' | 'operatingItems', readonly string[]>>;
  readonly governmentFund: Budgeted;
  readonly stateCapital: Budgeted;
  readonly threePublic: Readonly<Record<'total' | 'overseas' | 'vehicles' | 'reception', Spent>> & {
    readonly purchase: string;
    readonly operation: string;
    readonly overseasGroups: number;
    readonly overseasVisits: number;
    readonly bought: number;
    readonly kept: number;
    readonly batches: number;
    readonly visitors: number;
  };
  readonly operatingCost: { readonly amount: string; readonly change: Change };
  readonly procurement: Readonly<
    Record<'total' | 'goods' | 'works' | 'services' | 'smallMedium' | 'micro', string>
  > & {
    readonly smallMediumShare: string;
    readonly microShare: string;
  };
  readonly vehicles: number;
  readonly equipment: readonly [number, number];
  readonly projects: number;
  readonly score: string;
}

interface NamedPart {
  readonly name: string;
  readonly amount: string;
  readonly share: string;
}

interface Budgeted {
  readonly initialBudget: string;
  readonly amount: string;
  readonly completion: string;
}

interface Spent {
  readonly budget: string;
  readonly amount: string;
  readonly completion: string;
  readonly share: string;
}

interface Change {
  readonly prior: string;
  readonly amount: string;
  readonly rate: string;
  readonly isUp: boolean;
}

/** Words for a change, as two places choose them. */
const changed = ({ amount, rate, isUp }: Change): string =>
  isUp ? `增加${amount}万元，增长${rate}%` : `减少${amount}万元，下降${rate}%`;

const parted = ({ total, parts }: NarrativeFigures['revenue']): string =>
  `${total}万元，其中：${parts.map(({ name, amount, share }) => `${name}${amount}万元，占${share}%`).join('；')}。`;

/** How an amount stands to its budget. */
function standing({ initialBudget, amount }: Budgeted): 'less' | 'equal' | 'more' {
  const gap = new Decimal(amount).comparedTo(initialBudget);
  return gap < 0 ? 'less' : gap > 0 ? 'more' : 'equal';
}

const amountOf = ({ parts }: NarrativeFigures['expenditure'], named: string): string =>
  parts.find(({ name }) => name === named)?.amount ?? '';

const itemised = ({
  personnel,
  operating,
  personnelItems,
  operatingItems,
}: NarrativeFigures['basic']): string =>
  [['人员经费', personnel, personnelItems] as const, ['公用经费', operating, operatingItems] as const]
    .map(
      ([name, amount, items]) =>
        `${name}${amount}万元${items.length > 0 ? `，主要包括：${items.join('、')}` : ''}`,
    )
    .join('；');

const isNothing = (amount: string): boolean => new Decimal(amount).isZero();

/** One line a paragraph. */
export type Lines = readonly string[];

/** The explanations in the national form, as most provinces print it. */
export function nationalNarrative(figures: NarrativeFigures): Lines {
  const { year, revenue, expenditure, generalBudget, basic, threePublic: spent, procurement } = figures;
  const tp = (name: string, { budget, amount, completion }: Spent): string =>
    `${name}预算为${budget}万元，支出决算为${amount}万元，完成预算的${completion}%。`;
  const budgeted = ({ initialBudget, amount, completion }: Budgeted): string =>
    `年初预算为${initialBudget}万元，支出决算为${amount}万元，完成年初预算的${completion}%。`;
  const share = (name: string, { amount, completion, share: part }: Spent): string =>
    `${name}支出决算${amount}万元，完成预算数的${completion}%，占${part}%`;
  return [
    `第三部分 ${year}年度部门决算情况说明`,
    '一、收入支出决算总体情况说明',
    `${year}年度收、支总计均为${figures.totals.amount}万元。与上年度相比，收、支总计各${changed(figures.totals.change)}。主要原因是上年有一次性项目8.00万元。`,
    '二、收入决算情况说明',
    `${year}年度收入合计${parted(revenue)}`,
    '三、支出决算情况说明',
    `${year}年度支出合计${parted(expenditure)}`,
    '四、财政拨款收入支出决算总体情况说明',
    `${year}年度财政拨款收、支总计均为${figures.appropriation.amount}万元。与上年度相比，财政拨款收、支总计各${changed(figures.appropriation.change)}。`,
    '五、一般公共预算财政拨款支出决算情况说明',
    '（一）总体情况。',
    `${year}年度一般公共预算财政拨款支出${generalBudget.total}万元，占支出合计的${generalBudget.share}%。与上年度相比，一般公共预算财政拨款支出${changed(generalBudget.change)}。`,
    '（二）结构情况。',
    `${year}年度一般公共预算财政拨款支出${generalBudget.total}万元，主要用于以下方面：${generalBudget.classes
      .map(({ name, amount, share: part }) => `${name}（类）支出${amount}万元，占${part}%`)
      .join('；')}。`,
    '（三）具体情况。',
    `${year}年度一般公共预算财政拨款支出年初预算为${generalBudget.initialBudget}万元，支出决算为${generalBudget.total}万元，完成年初预算的${generalBudget.completion}%。其中：`,
    ...generalBudget.items.map(
      ({ names: [one, two, three], ...spentOn }, index) =>
        `${index + 1}. ${one}（类）${two}（款）${three}（项）。${budgeted(spentOn)}决算数与年初预算数${standing(spentOn) === 'equal' ? '持平' : '存在差异的主要原因是人员变动'}。`,
    ),
    '六、一般公共预算财政拨款基本支出决算情况说明',
    `${year}年度一般公共预算财政拨款基本支出为${basic.total}万元，其中：${itemised(basic)}。`,
    '七、政府性基金预算财政拨款支出决算情况说明',
    `${year}年度政府性基金预算财政拨款支出${budgeted(figures.governmentFund)}${isNothing(figures.governmentFund.amount) ? '我部门没有政府性基金收入，也没有使用政府性基金安排的支出。' : ''}`,
    '八、国有资本经营预算财政拨款支出决算情况说明',
    `${year}年度国有资本经营预算财政拨款支出${budgeted(figures.stateCapital)}`,
    '九、财政拨款“三公”经费支出决算情况说明',
    '（一）“三公”经费财政拨款支出决算总体情况说明。',
    `${year}年度“三公”经费财政拨款支出预算为${spent.total.budget}万元，支出决算为${spent.total.amount}万元，完成预算的${spent.total.completion}%。`,
    '（二）“三公”经费财政拨款支出决算具体情况说明。',
    `${year}年度“三公”经费财政拨款支出决算中，${share('因公出国（境）费', spent.overseas)}；${share('公务用车购置及运行费', spent.vehicles)}；${share('公务接待费', spent.reception)}。具体情况如下：`,
    `1. ${tp('因公出国（境）费', spent.overseas)}全年因公出国（境）团组${spent.overseasGroups}个，累计${spent.overseasVisits}人次。`,
    `2. ${tp('公务用车购置及运行费', spent.vehicles)}其中：`,
    `公务用车购置支出${spent.purchase}万元，购置车辆${spent.bought}辆。`,
    `公务用车运行维护支出${spent.operation}万元。${year}年期末，部门开支财政拨款的公务用车保有量为${spent.kept}辆。`,
    `3. ${tp('公务接待费', spent.reception)}其中：`,
    `其他国内公务接待支出${spent.reception.amount}万元。${year}年共接待国内来访团组${spent.batches}个、来宾${spent.visitors}人次（不包括陪同人员）。`,
    '十、机关运行经费支出情况说明',
    `${year}年度机关运行经费支出${figures.operatingCost.amount}万元，比${year - 1}年度${changed(figures.operatingCost.change)}。`,
    '十一、政府采购支出情况说明',
    `${year}年度政府采购支出总额${procurement.total}万元，其中：政府采购货物支出${procurement.goods}万元、政府采购工程支出${procurement.works}万元、政府采购服务支出${procurement.services}万元。授予中小企业合同金额${procurement.smallMedium}万元，占政府采购支出总额的${procurement.smallMediumShare}%，其中：授予小微企业合同金额${procurement.micro}万元，占政府采购支出总额的${procurement.microShare}%。`,
    '十二、国有资产占用情况说明',
    `${year}年期末，我部门共有车辆${figures.vehicles}辆，其中：主要领导干部用车0辆、机要通信用车0辆、其他用车${figures.vehicles}辆；单位价值50万元（含）以上设备${figures.equipment[0]}台（套），单位价值100万元（含）以上设备${figures.equipment[1]}台（套）。`,
    '十三、预算绩效情况说明',
    '（一）绩效管理工作开展情况',
    `根据财预〔2020〕10号文件，我部门纳入预算绩效管理的支出总额为${expenditure.total}万元，其中${expenditure.parts.map(({ name, amount }) => `${name}${amount}万元`).join('，')}。对${year}年度项目支出进行自评，涵盖项目${figures.projects}个，涉及预算资金${amountOf(expenditure, '项目支出')}万元，占部门预算项目支出总额的100.00%。部门整体支出绩效自评结果为${figures.score}分。`,
    '第四部分 名词解释',
    '一、基本支出：为保障机构运转发生的支出。',
  ];
}

const COMPARED = {
  less: '小于预算数的主要原因：厉行节约',
  equal: '同预算数持平',
  more: '大于预算数的主要原因：年中追加',
};

/** The explanations as Shanghai prints them: other words, other order. */
export function shanghaiNarrative(figures: NarrativeFigures): Lines {
  const {
    department,
    year,
    revenue,
    expenditure,
    generalBudget,
    basic,
    threePublic: spent,
    procurement,
  } = figures;
  const compared = `与${year - 1}年度相比，`;
  return [
    `第三部分 ${department}${year}年度部门决算情况说明`,
    '一、收入支出决算总体情况说明',
    `${department}${year}年度收入支出总计${figures.totals.amount}万元，${year - 1}年度为${figures.totals.change.prior}万元。${compared}收入支出总计${changed(figures.totals.change)}。主要原因：项目变动。`,
    '二、收入决算情况说明',
    `本年收入合计${parted(revenue)}`,
    '三、支出决算情况说明',
    `本年支出合计${parted(expenditure)}`,
    '四、财政拨款收入支出决算总体情况说明',
    `${department}${year}年度财政拨款收入支出总计${figures.appropriation.amount}万元。${compared}财政拨款收入支出总计${changed(figures.appropriation.change)}。`,
    '五、一般公共预算财政拨款支出决算情况说明',
    '（一）一般公共预算财政拨款支出决算总体情况',
    `一般公共预算财政拨款支出${generalBudget.total}万元，占本年支出合计的${generalBudget.share}%。${compared}一般公共预算财政拨款支出${changed(generalBudget.change)}。`,
    '（二）一般公共预算财政拨款支出决算结构情况',
    `一般公共预算财政拨款支出${generalBudget.total}万元，主要用于以下方面：${generalBudget.classes
      .map(({ name, amount, share }) => `${name}支出（类）${amount}万元，占${share}%`)
      .join('；')}。`,
    '（三）一般公共预算财政拨款支出决算具体情况',
    `一般公共预算财政拨款支出年初预算为${generalBudget.initialBudget}万元，支出决算为${generalBudget.total}万元，完成年初预算的${generalBudget.completion}%。其中：`,
    ...generalBudget.items.map(
      ({ names: [one, two, three], ...spentOn }, index) =>
        `${index + 1}、${one}（类）${two}（款）${three}（项）。主要用于：人员支出、公用支出。年初预算为${spentOn.initialBudget}万元，支出决算为${spentOn.amount}万元，完成年初预算的${spentOn.completion}%。决算数${COMPARED[standing(spentOn)]}。`,
    ),
    '六、一般公共预算财政拨款基本支出决算情况说明',
    `一般公共预算财政拨款基本支出${basic.total}万元。其中：${itemised(basic)}。`,
    '七、财政拨款“三公”经费支出决算情况说明',
    '（一）“三公”经费财政拨款支出决算总体情况说明。',
    `“三公”经费财政拨款支出年初预算为${spent.total.budget}万元，支出决算为${spent.total.amount}万元，完成预算的${spent.total.completion}%，其中：因公出国（境）费决算为${spent.overseas.amount}万元，完成预算的${spent.overseas.completion}%；公务用车购置及运行维护费支出决算为${spent.vehicles.amount}万元，完成预算的${spent.vehicles.completion}%；公务接待费支出决算为${spent.reception.amount}万元，完成预算的${spent.reception.completion}%。`,
    '（二）“三公”经费财政拨款支出决算具体情况说明。',
    `1、因公出国（境）费支出${spent.overseas.amount}万元。全年安排因公出国（境）团组${spent.overseasGroups}个、累计${spent.overseasVisits}人次。`,
    `2、公务用车购置及运行维护费支出${spent.vehicles.amount}万元。其中：公务用车购置支出为${spent.purchase}万元，购置车辆${spent.bought}辆；公务用车运行维护支出${spent.operation}万元，年末公务用车保有量为${spent.kept}辆。`,
    `3、公务接待费支出${spent.reception.amount}万元。其中：国内公务接待支出${spent.reception.amount}万元（含外宾接待支出0.00万元）。主要用于接待外省市单位，公务接待${spent.batches}批次、${spent.visitors}人次，其中：接待外宾0批次、0人次。`,
    '八、政府性基金预算财政拨款收入支出决算情况说明',
    isNothing(figures.governmentFund.amount)
      ? `${department}${year}年度无政府性基金预算财政拨款收入和支出。`
      : `${year}年度政府性基金预算财政拨款支出${figures.governmentFund.amount}万元。`,
    '九、国有资本经营预算财政拨款收入支出决算情况说明',
    isNothing(figures.stateCapital.amount)
      ? `${department}${year}年度无国有资本经营预算财政拨款收入和支出。`
      : `${year}年度国有资本经营预算财政拨款支出${figures.stateCapital.amount}万元。`,
    '十、预算绩效管理情况',
    `绩效自评的${year}年度项目${figures.projects}个，平均得分${figures.score}分（其中，绩效评级为“优”的项目${figures.projects}个；绩效评级为“良”的项目0个）。`,
    '十一、其他重要事项的情况说明',
    '（一）机关运行经费支出情况',
    `机关运行经费支出${figures.operatingCost.amount}万元，比${year - 1}年度${changed(figures.operatingCost.change)}。`,
    '（二）政府采购支出情况',
    `${department}${year}年度政府采购金额（以合同签订为准）为${procurement.total}万元，其中：货物采购金额${procurement.goods}万元、工程采购金额${procurement.works}万元、服务采购金额${procurement.services}万元。`,
    `${year}年度本部门面向中小企业预留政府采购项目预算金额${procurement.smallMedium}万元，面向小微企业预留政府采购项目预算金额${procurement.micro}万元。`,
    '（三）国有资产占有使用情况说明',
    `截至${year}年12月31日，${department}共有车辆${figures.vehicles}辆，其中：机要通信用车0辆、其他用车${figures.vehicles}辆。单价100万元（含）以上设备（不含车辆）${figures.equipment[1]}台（套）。`,
    '第四部分 名词解释',
  ];
}

/** Lines of a text file as a document. */
export function textDocument(lines: Lines, file = '说明.txt'): Document {
  const paragraphs = lines
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  return { file, format: 'text', sheets: [], paragraphs };
}

/** A department whose figures all differ. */
export const LAKESIDE: NarrativeFigures = {
  department: '湖滨区水务局',
  year: 2022,
  totals: { amount: '1234.56', change: { prior: '1200.05', amount: '34.51', rate: '2.88', isUp: true } },
  revenue: {
    total: '1200.01',
    parts: [
      { name: '财政拨款收入', amount: '1180.40', share: '98.37' },
      { name: '其他收入', amount: '19.61', share: '1.63' },
    ],
  },
  expenditure: {
    total: '1190.72',
    parts: [
      { name: '基本支出', amount: '700.35', share: '58.82' },
      { name: '项目支出', amount: '490.37', share: '41.18' },
    ],
  },
  appropriation: {
    amount: '1185.09',
    change: { prior: '1200.26', amount: '15.17', rate: '1.26', isUp: false },
  },
  generalBudget: {
    total: '1178.43',
    share: '98.97',
    change: { prior: '1168.52', amount: '9.91', rate: '0.85', isUp: true },
    initialBudget: '1100.02',
    completion: '107.13',
    classes: [
      { name: '社会保障和就业', amount: '88.16', share: '7.48' },
      { name: '农林水', amount: '1090.27', share: '92.52' },
    ],
    items: [
      {
        names: ['社会保障和就业支出', '行政事业单位养老支出', '机关事业单位基本养老保险缴费支出'],
        initialBudget: '80.05',
        amount: '88.16',
        completion: '110.13',
      },
      {
        names: ['农林水支出', '水利', '行政运行'],
        initialBudget: '1019.97',
        amount: '1090.27',
        completion: '106.89',
      },
    ],
  },
  basic: {
    total: '698.74',
    personnel: '601.32',
    personnelItems: ['基本工资', '津贴补贴', '奖金'],
    operating: '97.42',
    operatingItems: ['办公费', '邮电费', '差旅费'],
  },
  governmentFund: { initialBudget: '0.00', amount: '0.00', completion: '0.00' },
  stateCapital: { initialBudget: '0.00', amount: '0.00', completion: '0.00' },
  threePublic: {
    total: { budget: '9.60', amount: '7.53', completion: '78.44', share: '100.00' },
    overseas: { budget: '0.00', amount: '0.00', completion: '0.00', share: '0.00' },
    vehicles: { budget: '8.10', amount: '6.94', completion: '85.68', share: '92.16' },
    reception: { budget: '1.50', amount: '0.59', completion: '39.33', share: '7.84' },
    purchase: '0.00',
    operation: '6.94',
    overseasGroups: 0,
    overseasVisits: 0,
    bought: 0,
    kept: 3,
    batches: 12,
    visitors: 96,
  },
  operatingCost: { amount: '95.11', change: { prior: '98.15', amount: '3.04', rate: '3.10', isUp: false } },
  procurement: {
    total: '210.90',
    goods: '31.28',
    works: '120.07',
    services: '59.55',
    smallMedium: '180.64',
    micro: '66.73',
    smallMediumShare: '85.65',
    microShare: '31.64',
  },
  vehicles: 3,
  equipment: [2, 1],
  projects: 14,
  score: '93.25',
};
