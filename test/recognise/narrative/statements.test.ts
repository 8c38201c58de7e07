import { describe, expect, test } from 'vitest';
import { narrativeOf, reportTextOf } from '../../../src/recognise/narrative/narrative.js';
import { told } from '../../../src/language/message.js';
import type { Tables } from '../../../src/recognise/narrative/items.js';
import type { Narrative } from '../../../src/model/narrative.js';
import type { FormId } from '../../../src/forms/form.js';
import type { Table } from '../../../src/model/report.js';
import { textDocument } from '../../narrative.js';

function read(lines: readonly string[], tables: Tables = new Map()): Narrative {
  const text = reportTextOf(textDocument(['第三部分 2022年度部门决算情况说明', ...lines]));
  if (!text) throw new Error('no explanations');
  return narrativeOf([text], tables);
}

/** What the figures of a text are, dates and list numbers left out: "333.31万元 totals/total amount". */
function said(lines: readonly string[], tables?: Tables): string[] {
  const { figures, statements } = read(lines, tables);
  const byFigure = new Map(statements.map((statement) => [statement.figure, statement]));
  return figures
    .filter(({ kind }) => kind !== 'date' && kind !== 'ordinal')
    .map((figure) => {
      const statement = byFigure.get(figure);
      if (!statement)
        return `${figure.printed} ${figure.kind}${figure.why === undefined ? '' : ` ${told(figure.why)}`}`;
      const { subject, role, base, direction, directionWords, comparedYear, against } = statement;
      const whole = typeof base === 'string' ? base : base?.id;
      return [figure.printed, subject.id, role, whole, direction, directionWords, comparedYear, against]
        .filter((part) => part !== undefined)
        .join(' ');
    });
}

/** Lines of table 05 by code. */
function tableOf(form: FormId, lines: readonly (readonly [string, string])[]): Tables {
  const location = { file: '表.xlsx' };
  const table: Table = {
    form,
    title: '',
    parts: [location],
    departmentMentions: [],
    unit: '万元',
    precision: { decimals: 2, basis: 'customary' },
    columns: [],
    lines: lines.map(([code, name]) => ({ key: code, label: `${code}${name}`, location, code, name })),
    facts: new Map(),
    leftovers: [],
    notes: [],
  };
  return new Map([[form, table]]);
}

const TOTALS = '一、收入支出决算总体情况说明';
const REVENUE = '二、收入决算情况说明';
const EXPENDITURE = '三、支出决算情况说明';
const GENERAL = '五、一般公共预算财政拨款支出决算情况说明';
const THREE_PUBLIC = '七、“三公”经费财政拨款支出决算情况说明';
const PROCUREMENT = '九、政府采购支出情况说明';
const PERFORMANCE = '十、预算绩效情况说明';

describe('sentences in the words of many places', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'one total for both sides',
      [TOTALS, '2022年度收入支出总计51.20万元，较上年增加3.40万元，增长7.11%。'],
      [
        '51.20万元 totals/total amount',
        '3.40万元 totals/total change up 增加',
        '7.11% totals/total change-rate up 增长',
      ],
    ],
    [
      'two totals that differ',
      [TOTALS, '2022年度收入总计51.20万元，支出总计50.10万元。'],
      ['51.20万元 totals/revenue amount', '50.10万元 totals/expenditure amount'],
    ],
    [
      'figures distributed over subjects',
      [TOTALS, '2022年度收入总计和支出总计分别为51.20万元、50.10万元。'],
      ['51.20万元 totals/revenue amount', '50.10万元 totals/expenditure amount'],
    ],
    [
      'figures distributed with one unit',
      [TOTALS, '2022年度收入、支出总计各是51.20，50.10万元。'],
      ['51.20 totals/revenue amount', '50.10万元 totals/expenditure amount'],
    ],
    [
      'a named year to compare with',
      [TOTALS, '2022年度收、支总计均为51.20万元。与2021年度相比，收、支总计各减少3.40万元，降低6.23%。'],
      [
        '51.20万元 totals/total amount',
        '3.40万元 totals/total change down 减少 2021',
        '6.23% totals/total change-rate down 降低 2021',
      ],
    ],
    [
      'both directions left in',
      [TOTALS, '2022年度收入支出总计51.20万元，比上年度增加（减少）3.40万元，下降（增长）7.11%。'],
      [
        '51.20万元 totals/total amount',
        '3.40万元 totals/total change unclear 增加（减少）',
        '7.11% totals/total change-rate unclear 下降（增长）',
      ],
    ],
    [
      'a percentage without its sign',
      [TOTALS, '2022年度收入支出总计51.20万元。与上年相比，收入支出总计增加3.40万元，增长7.11。'],
      [
        '51.20万元 totals/total amount',
        '3.40万元 totals/total change up 增加',
        '7.11 totals/total change-rate up 增长',
      ],
    ],
    [
      'sources of revenue',
      [
        REVENUE,
        '本年收入合计50.00万元，其中：财政拨款收入40.00万元，占80.00%；其他收入10.00万元，占20.00%。',
      ],
      [
        '50.00万元 revenue/total amount',
        '40.00万元 revenue/fiscal amount',
        '80.00% revenue/fiscal share revenue/total',
        '10.00万元 revenue/other amount',
        '20.00% revenue/other share revenue/total',
      ],
    ],
    [
      'a source that the catalogue does not know',
      [REVENUE, '本年收入合计50.00万元，其中：事业收入10.00万元，教育收费4.00万元。'],
      [
        '50.00万元 revenue/total amount',
        '10.00万元 revenue/service amount',
        '4.00万元 unbound 不认识“教育收费”',
      ],
    ],
    [
      'a change whose subject may be either',
      [REVENUE, '本年收入合计50.00万元，其中：其他收入10.00万元。比上年增加2.00万元。'],
      [
        '50.00万元 revenue/total amount',
        '10.00万元 revenue/other amount',
        '2.00万元 ambiguous 主语可以是上句的，也可以是本段的',
      ],
    ],
    [
      'a change against nothing',
      [EXPENDITURE, '本年支出合计50.00万元，增加2.00万元。'],
      ['50.00万元 expenditure/total amount', '2.00万元 ambiguous 没有说与什么相比'],
    ],
    [
      'a figure of a reason',
      [EXPENDITURE, '本年支出合计50.00万元，比上年增加2.00万元，主要原因是培训增加1.20万元。'],
      ['50.00万元 expenditure/total amount', '2.00万元 expenditure/total change up 增加', '1.20万元 reason'],
    ],
    [
      'a change against the budget',
      [
        GENERAL,
        '一般公共预算财政拨款支出年初预算数为60.00万元，支出决算数为50.00万元，比年初预算减少10.00万元。',
      ],
      [
        '60.00万元 general-budget/total initial-budget',
        '50.00万元 general-budget/total amount',
        '10.00万元 general-budget/total change down 减少 initial-budget',
      ],
    ],
    [
      'a class of expenditure by its name alone',
      [
        GENERAL,
        '（二）结构情况',
        '主要用于以下方面：教育支出30.00万元，占60.00%；卫生健康支出20.00万元，占40.00%。',
      ],
      [
        '30.00万元 general-budget/205 amount',
        '60.00% general-budget/205 share general-budget/total',
        '20.00万元 general-budget/210 amount',
        '40.00% general-budget/210 share general-budget/total',
      ],
    ],
    [
      'counts beside an amount',
      [THREE_PUBLIC, '公务接待费支出0.39万元。国内公务接待3批次、26人次，其中：外宾接待0批次、0人次。'],
      [
        '0.39万元 three-public/reception amount',
        '3批次 three-public/domestic-batches count',
        '26人次 three-public/domestic-visitors count',
        '0批次 three-public/foreign-batches count',
        '0人次 three-public/foreign-visitors count',
      ],
    ],
    [
      'the merged phrase is one statement',
      [THREE_PUBLIC, '公务用车购置及运行维护费支出6.94万元。'],
      ['6.94万元 three-public/vehicles amount'],
    ],
    [
      'what is bought within a context',
      [
        PROCUREMENT,
        '在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额7.00万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额2.00万元。',
      ],
      ['7.00万元 procurement/awarded-small-medium amount', '2.00万元 procurement/awarded-other amount'],
    ],
    [
      'a share of a named whole',
      [
        PROCUREMENT,
        '授予中小企业合同金额7.00万元，占政府采购支出总额的70.00%，其中：授予小微企业合同金额3.50万元，占授予中小企业合同金额的50.00%。',
      ],
      [
        '7.00万元 procurement/small-medium amount',
        '70.00% procurement/small-medium share procurement/total',
        '3.50万元 procurement/micro amount',
        '50.00% procurement/micro share procurement/small-medium',
      ],
    ],
    [
      'counts before what is counted',
      [PERFORMANCE, '9个项目自评等级为优，2个项目自评等级为良。'],
      ['9个 performance/grade-excellent count', '2个 performance/grade-good count'],
    ],
    [
      'grades in a row',
      [
        PERFORMANCE,
        '开展绩效自评的项目12个，其中绩效评级为“优”的项目9个，为“良”的项目2个、“合格”等次的项目1个，“待定”的项目0个。',
      ],
      [
        '12个 performance/self-evaluated-projects count',
        '9个 performance/grade-excellent count',
        '2个 performance/grade-good count',
        '1个 performance/grade-medium count',
        '0个 unbound 不认识“待定项目”',
      ],
    ],
    [
      'last year beside this year',
      [TOTALS, '2022年度收、支总计均为51.20万元，上年为47.80万元，增加3.40万元。'],
      [
        '51.20万元 totals/total amount',
        '47.80万元 totals/total prior',
        '3.40万元 ambiguous 没有说与什么相比',
      ],
    ],
    [
      'last year by its number',
      [TOTALS, '2022年度收入总计51.20万元，2021年度为47.80万元，2020年度为40.00万元。'],
      [
        '51.20万元 totals/revenue amount',
        '47.80万元 totals/revenue prior 2021',
        '40.00万元 unbound 别的年度的数字',
      ],
    ],
    [
      'last year as what is compared with',
      [TOTALS, '2022年度收、支总计均为51.20万元，较2021年度的47.80万元增加3.40万元，增长7.11%。'],
      [
        '51.20万元 totals/total amount',
        '47.80万元 totals/total prior 2021',
        '3.40万元 totals/total change up 增加 2021',
        '7.11% totals/total change-rate up 增长 2021',
      ],
    ],
    [
      'a sentence on last year',
      [REVENUE, '上年度收入合计47.80万元，其中其他收入2.00万元，占4.18%；本年收入合计50.00万元。'],
      [
        '47.80万元 revenue/total prior',
        '2.00万元 ambiguous 可以是本年的，也可以是别的年度的',
        '4.18% ambiguous 可以是本年的，也可以是别的年度的',
        '50.00万元 revenue/total amount',
      ],
    ],
    [
      'a year before the words of this one',
      [REVENUE, '2021年度本年收入合计47.80万元，本年收入合计50.00万元。'],
      ['47.80万元 revenue/total prior 2021', '50.00万元 revenue/total amount'],
    ],
    [
      'two years, one word',
      [REVENUE, '2021年度和2022年度收入合计分别为47.80万元、50.00万元。'],
      [
        '47.80万元 ambiguous 可以是本年的，也可以是别的年度的',
        '50.00万元 ambiguous 可以是本年的，也可以是别的年度的',
      ],
    ],
    [
      'a comparison without an amount',
      [TOTALS, '与上年度相比收入总计51.20万元。'],
      ['51.20万元 totals/revenue amount'],
    ],
    [
      'a budget as what is compared with',
      [EXPENDITURE, '基本支出比年初预算60.00万元减少10.00万元。'],
      [
        '60.00万元 expenditure/basic initial-budget',
        '10.00万元 expenditure/basic change down 减少 initial-budget',
      ],
    ],
    [
      'Chinese commas between thousands, and between figures',
      [TOTALS, '收入总计1，234.50万元，支出总计1，234万元。', '收入总计、支出总计分别为3.00，234.00万元。'],
      [
        '1，234.50万元 totals/revenue amount',
        '1，234万元 totals/expenditure amount',
        '3.00 totals/revenue amount',
        '234.00万元 totals/expenditure amount',
      ],
    ],
    [
      'a threshold is no count',
      [PERFORMANCE, '根据财预〔2020〕10号文件第12条，满意度不低于90%。'],
      ['2020 document-number', '10号 document-number', '12条 document-number', '90% threshold'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(said(lines)).toEqual(expected);
  });
});

describe('whose figures they are', () => {
  test.each<[string, string[], string[]]>([
    [
      'parts of what is managed by performance',
      [PERFORMANCE, '纳入预算绩效管理的支出总额为90.00万元，其中基本支出50.00万元，项目支出40.00万元。'],
      [
        '90.00万元 performance/managed-total amount',
        '50.00万元 expenditure/basic amount',
        '40.00万元 expenditure/project amount',
      ],
    ],
    [
      'a project among them',
      [
        PERFORMANCE,
        '纳入预算绩效管理的支出总额为90.00万元，其中项目支出40.00万元。河道清淤项目全年预算数为5.00万元，执行数为4.75万元。',
      ],
      [
        '90.00万元 performance/managed-total amount',
        '40.00万元 expenditure/project amount',
        '5.00万元 unbound 不认识“河道清淤项目”',
        '4.75万元 unbound 不认识“河道清淤项目”',
      ],
    ],
    [
      'projects that were evaluated',
      [PERFORMANCE, '对2个项目开展了部门评价，涉及一般公共预算支出7.00万元。'],
      ['2个 unbound 不认识“对”', '7.00万元 unbound 不认识“一般公共预算支出”'],
    ],
    [
      'totals of appropriations',
      ['四、财政拨款收入支出决算总体情况说明', '收、支总计各减少7.00万元，财政拨款支出60.00万元。'],
      ['7.00万元 ambiguous 没有说与什么相比', '60.00万元 appropriation/spent amount'],
    ],
    [
      'appropriations of funds that the heading does not name: of all, or of the general budget',
      ['五、财政拨款支出决算情况说明', '财政拨款支出60.00万元。'],
      ['60.00万元 general-budget/fiscal amount'],
    ],
    [
      'expenditure of all appropriations in the section on them',
      ['四、财政拨款收入支出决算总体情况说明', '本年财政拨款支出60.00万元。'],
      ['60.00万元 appropriation/spent amount'],
    ],
    [
      'a share of it, in the section on one of the funds',
      [
        '六、政府性基金预算财政拨款支出决算情况说明',
        '政府性基金预算财政拨款支出6.00万元，占本年财政拨款支出10.00%。',
      ],
      [
        '6.00万元 government-fund/expenditure amount',
        '10.00% government-fund/expenditure share general-budget/fiscal',
      ],
    ],
    [
      'the funds that 三公经费 were paid from',
      [
        THREE_PUBLIC,
        '“三公”经费支出2.00万元（其中：一般公共预算支出2.00万元；政府性基金预算支出0.50万元）。',
      ],
      [
        '2.00万元 three-public/total amount',
        '2.00万元 unbound 不认识“一般公共预算支出”',
        '0.50万元 unbound 不认识“政府性基金预算支出”',
      ],
    ],
    [
      'parts of a year, of a head, of a unit among others',
      [
        '八、机关运行经费支出情况说明',
        '机关运行经费支出60.00万元，月均5.00万元。',
        '截至2022年6月底，机关运行经费支出30.00万元。',
        '其中：局本级机关运行经费支出50.00万元。',
      ],
      [
        '60.00万元 operating-cost/total amount',
        '5.00万元 unbound 说的是其中的一部分',
        '30.00万元 unbound 说的是其中的一部分',
        '50.00万元 unbound 不认识“局本级机关运行经费支出”',
      ],
    ],
    [
      'what stands behind a reason',
      [
        REVENUE,
        '收入合计60.00万元，比上年增加2.00万元，主要原因是项目增加3.00万元，其中：财政拨款收入50.00万元。',
      ],
      [
        '60.00万元 revenue/total amount',
        '2.00万元 revenue/total change up 增加',
        '3.00万元 reason',
        '50.00万元 revenue/fiscal amount',
      ],
    ],
    [
      'what a reason says of the year before, and of what was not done',
      [
        REVENUE,
        '收入合计60.00万元，比上年增加2.00万元，主要原因是上年有改造，其中：财政拨款收入50.00万元。',
        '收入合计60.00万元，比上年增加2.00万元，主要原因是推迟，其中财政拨款收入5.00万元未到账。',
      ],
      [
        '60.00万元 revenue/total amount',
        '2.00万元 revenue/total change up 增加',
        '50.00万元 reason',
        '60.00万元 revenue/total amount',
        '2.00万元 revenue/total change up 增加',
        '5.00万元 reason',
      ],
    ],
    [
      'shares of several subjects before them',
      [EXPENDITURE, '基本支出40.00万元、项目支出20.00万元，分别占66.67%、33.33%。'],
      [
        '40.00万元 expenditure/basic amount',
        '20.00万元 expenditure/project amount',
        '66.67% ambiguous 一个主语，几个占比',
        '33.33% ambiguous 一个主语，几个占比',
      ],
    ],
    [
      'guests from abroad beside those of the country',
      [THREE_PUBLIC, '国内公务接待批次6批次，来宾28人次；外宾接待批次0批次，来宾0人次。'],
      [
        '6批次 three-public/domestic-batches count',
        '28人次 three-public/domestic-visitors count',
        '0批次 three-public/foreign-batches count',
        '0人次 three-public/foreign-visitors count',
      ],
    ],
    [
      'headings below a section on some funds',
      [
        '（三）一般公共预算财政拨款支出决算情况说明',
        '1.收入情况。年初财政拨款结转和结余1.00万元。',
        '2.支出情况。一般公共预算财政拨款支出60.00万元，比上年增加5.00万元。',
      ],
      [
        '1.00万元 general-budget/opening amount',
        '60.00万元 general-budget/total amount',
        '5.00万元 general-budget/total change up 增加',
      ],
    ],
    [
      'a change of what was not understood',
      [EXPENDITURE, '支出合计60.00万元。专户资金7.00万元，比上年增加0.50万元，增长7.69%。'],
      [
        '60.00万元 expenditure/total amount',
        '7.00万元 unbound 不认识“专户”',
        '0.50万元 unbound 不认识“专户”',
        '7.69% unbound 不认识“专户”',
      ],
    ],
    [
      'a figure of last year that is named again',
      [TOTALS, '收入总计50.00万元，与2021年收入总计60.00万元相比，减少10.00万元。'],
      [
        '50.00万元 totals/revenue amount',
        '60.00万元 totals/revenue prior 2021',
        '10.00万元 totals/revenue change down 减少 2021',
      ],
    ],
  ])('%s', (_, lines, expected) => {
    expect(said(lines)).toEqual(expected);
  });
});

test('a text that begins below its first heading', () => {
  const lines = ['2022年度收、支总计均为51.20万元。', REVENUE, '本年收入合计50.00万元。'];
  const text = reportTextOf(textDocument(lines));
  const { statements } = text ? narrativeOf([text], new Map()) : { statements: [] };
  expect(statements.map(({ figure, subject }) => `${figure.printed} ${subject.id}`)).toEqual([
    '51.20万元 totals/total',
    '50.00万元 revenue/total',
  ]);
});

describe('lines of the classification', () => {
  const TABLE = tableOf('general-budget-expenditure', [
    ['205', '教育支出'],
    ['20502', '普通教育'],
    ['2050203', '初中教育'],
    ['2050299', '其他普通教育支出'],
    ['208', '社会保障和就业支出'],
    ['20805', '行政事业单位养老支出'],
    ['2080501', '行政单位离退休'],
    ['221', '住房保障支出'],
    ['22102', '住房改革支出'],
    ['2210201', '住房公积金'],
  ]);
  const DETAIL = [GENERAL, '（三）具体情况'];

  test.each<[string, string, readonly string[]]>([
    [
      'by class, group and item',
      '1. 教育支出（类）普通教育（款）初中教育（项）。年初预算为2.00万元，支出决算为1.00万元，完成年初预算的50.00%。',
      [
        '2.00万元 general-budget/2050203 initial-budget',
        '1.00万元 general-budget/2050203 amount',
        '50.00% general-budget/2050203 completion initial-budget',
      ],
    ],
    [
      'by names with dashes between them',
      '1. 教育支出—普通教育—初中教育。支出决算为1.00万元。',
      ['1.00万元 general-budget/2050203 amount'],
    ],
    [
      'in one sentence behind a colon',
      '1. 教育支出（类）普通教育（款）初中教育（项）：支出决算为1.00万元，完成预算100%。',
      ['1.00万元 general-budget/2050203 amount', '100% general-budget/2050203 completion budget'],
    ],
    [
      'under the name of another group, where only one line of the class has the name',
      '1、住房保障支出（类）住房保障支出（款）住房公积金（项）。支出决算为1.00万元。',
      ['1.00万元 general-budget/2210201 amount'],
    ],
    [
      'a line that the table lacks',
      '1、教育支出（类）普通教育（款）高等教育（项）。支出决算为1.00万元。',
      ['1.00万元 unbound 表中没有“教育支出（类）普通教育（款）高等教育（项）”'],
    ],
    [
      'a line like one of the table, and no other',
      '1、社会保障和就业支出（类）行政事业单位养老支出（款）事业单位离退休（项）。支出决算为1.00万元。',
      ['1.00万元 unbound 表中没有“社会保障和就业支出（类）行政事业单位养老支出（款）事业单位离退休（项）”'],
    ],
  ])('%s', (_, sentence, expected) => {
    expect(said([...DETAIL, sentence], TABLE)).toEqual(expected);
  });
});

describe('what is said without a figure', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'nothing',
      ['八、政府性基金预算财政拨款支出决算情况说明', '我部门没有使用政府性基金预算财政拨款安排的支出。'],
      ['government-fund/expenditure none'],
    ],
    [
      'as last year',
      [THREE_PUBLIC, '公务接待费支出与上一年度持平。'],
      ['three-public/reception flat last-year'],
    ],
    [
      'as budgeted',
      [THREE_PUBLIC, '公务接待费支出决算数与预算数不存在差异。'],
      ['three-public/reception flat budget'],
    ],
    ...['不涉及。', '无。', '本年度无此项支出。', '我局2022年没有政府性基金收支，故本表为空。'].map(
      (sentence): [string, readonly string[], readonly string[]] => [
        `that there is nothing at all: ${sentence}`,
        ['八、政府性基金预算财政拨款支出决算情况说明', sentence],
        ['government-fund/expenditure none'],
      ],
    ),
    [
      'nothing of something else than what has an amount',
      [
        '八、政府性基金预算财政拨款支出决算情况说明',
        '政府性基金预算财政拨款支出6.00万元。',
        '其他说明',
        '无。',
      ],
      [],
    ],
    ['nothing in a section that cannot have nothing', [TOTALS, '无。'], []],
    [
      'nothing of a fund in a section on something else',
      [TOTALS, '本部门没有政府性基金预算财政拨款支出。'],
      ['government-fund/expenditure none'],
    ],
    ['another denial', [PERFORMANCE, '没有与相关项目重复。'], []],
  ])('%s', (_, lines, expected) => {
    expect(
      read(lines).plain.map(({ subject, says, against }) =>
        [subject.id, says, against].filter((part) => part !== undefined).join(' '),
      ),
    ).toEqual(expected);
  });
});
