import type { BetweenExample, BetweenRule, Example } from '../rule.js';
import { judgeCopies } from './copies.js';
import { judgeYears } from './prior-year.js';
import { judgePublication } from './publication.js';
import { judgeUnits } from './units.js';

type Meta = Omit<BetweenRule, 'area' | 'kind' | 'judge'>;

/** Rules that are judged in one pass over the reports. */
const judgedBy = (judge: BetweenRule['judge'], ...rules: readonly Meta[]): BetweenRule[] =>
  rules.map((meta) => ({ area: 'between', kind: 'between', ...meta, judge }));

const BUREAU = '某市教育局';
const SCHOOL = '某市第一中学';
const OPENING = '收支总表[年初结转和结余].决算数';
const CLOSING = '收支总表[年末结转和结余].决算数';
const TOTAL = '收支总表[收入总计].决算数';
const SPENT = '支出表[2050201].基本支出';
const FUND = '一般公共预算支出表[2050101].合计';

type Figures = Example['figures'];

const report = (
  department: string,
  year: number,
  figures: Figures,
  more: Partial<Example> = {},
): BetweenExample['reports'][number] => ({
  file: `${department}${year}.xlsx`,
  departments: { 收支总表: department },
  years: { 收支总表: String(year) },
  figures,
  ...more,
});

const listing = (...names: readonly string[]): Partial<Example> => ({
  text: {
    '二、机构设置': [`纳入决算编制范围的单位共${names.length}个，包括：${names.join('、')}。`],
  },
});
const LIST = listing(`${BUREAU}本级`, SCHOOL);
/** A report whose text implies a total of 400.00 for the year before. */
const GROWN = report(
  BUREAU,
  2023,
  { [TOTAL]: '450.00' },
  {
    text: {
      '一、收入支出决算总体情况说明': [
        `收、支总计均为{${TOTAL}|amount|450.00万元}，比上年增加{${TOTAL}|change up|50.00万元}。`,
      ],
    },
  },
);
const ITSELF = `${BUREAU}（本级）`;

/** A department of two units, with what each prints. */
const family = (whole: Figures, itself: Figures, school: Figures, list = LIST): BetweenExample => ({
  reports: [report(BUREAU, 2023, whole, list), report(ITSELF, 2023, itself), report(SCHOOL, 2023, school)],
});

/** Figures that are too many to be the same by chance. */
const many = (first: number): Figures =>
  Object.fromEntries(
    ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((item, index) => [
      `支出表[20502${item}].基本支出`,
      `${first + index}.17`,
    ]),
  );

const CAUSES = '会计差错更正、收回以前年度支出、归集调入或调出、归集上缴和缴回资金、单位内部调剂';

/** The rules that look at several reports together. */
export const betweenRules = (): BetweenRule[] => [
  ...judgedBy(
    judgeYears,
    {
      id: 'PY-BEG',
      title: '年初结转和结余等于上年年末结转和结余',
      severity: 'warning',
      formulas: ['年初结转和结余(本年) = 年末结转和结余(上年)'],
      basis: '上年年末的结转和结余转入本年年初；各资金、各科目同此。',
      failure: `说明原因；可以有的原因是${CAUSES}。没有这些原因的，更正年初数。`,
      examples: {
        holds: {
          reports: [
            report(BUREAU, 2023, { [OPENING]: '12.40' }),
            report(BUREAU, 2022, { [CLOSING]: '12.40' }),
          ],
        },
        fails: {
          reports: [
            report(BUREAU, 2023, { [OPENING]: '12.40' }),
            report(BUREAU, 2022, { [CLOSING]: '14.20' }),
          ],
        },
      },
    },
    {
      id: 'PY-TOT',
      title: '文字说明推算出的上年数等于上年决算表',
      severity: 'warning',
      formulas: ['本年数 − 增加额（或 + 减少额） = 上年决算表的数'],
      basis: '与上年相比的变动，是与上年决算数相比。',
      failure: '核对变动额和本年数；上年决算数作过更正的，说明原因。',
      examples: {
        holds: {
          reports: [GROWN, report(BUREAU, 2022, { [TOTAL]: '400.00' })],
        },
        fails: {
          reports: [GROWN, report(BUREAU, 2022, { [TOTAL]: '410.00' })],
        },
      },
    },
    {
      id: 'PY-UNIT',
      title: '上年没有数的不写增减百分比',
      severity: 'error',
      basis: '新增单位没有上年数，上年决算表是 0 的没有基数；写“基数为 0，不可比”。',
      failure: '删去百分比，写明没有上年数。',
      examples: {
        holds: {
          reports: [
            report(BUREAU, 2023, { [FUND]: '30.00' }, { text: growth('50.00%') }),
            report(BUREAU, 2022, { [FUND]: '20.00' }),
          ],
        },
        fails: {
          reports: [
            report(BUREAU, 2023, { [FUND]: '30.00' }, { text: growth('100.00%') }),
            report(BUREAU, 2022, {}, { codes: { 一般公共预算支出表: ['2050101'] } }),
          ],
        },
      },
    },
  ),
  ...judgedBy(
    judgeUnits,
    {
      id: 'DU-SUM',
      title: '部门的每一格等于所属各单位之和',
      severity: 'error',
      formulas: ['部门 = Σ 单位 − 内部抵销'],
      basis: '部门决算由各单位决算审核汇总编成（预算法第七十六条、实施条例第八十四条），内部往来抵销后相等。',
      failure: '找出部门汇总所用的数与哪个单位的不同，更正其一；内部往来通过调整表抵销。',
      examples: {
        holds: family({ [SPENT]: '35.00' }, { [SPENT]: '20.00' }, { [SPENT]: '15.00' }),
        fails: family({ [SPENT]: '36.50' }, { [SPENT]: '20.00' }, { [SPENT]: '15.00' }),
      },
    },
    {
      id: 'DU-OFF',
      title: '内部往来的收入和支出抵销相同的数',
      severity: 'warning',
      formulas: [
        'Σ 单位 上缴上级支出 − 部门 = Σ 单位 附属单位上缴收入 − 部门',
        'Σ 单位 对附属单位补助支出 − 部门 = Σ 单位 上级补助收入 − 部门',
      ],
      basis: '同一笔往来，一方记支出，一方记收入；汇总时两边同时抵销。',
      failure: '核对调整表抵销的金额；与部门以外的往来不抵销。',
      examples: {
        holds: family(
          {},
          { '支出表[合计].对附属单位补助支出': '10.00' },
          { '收支总表[上级补助收入].决算数': '10.00' },
        ),
        fails: family(
          {},
          { '支出表[合计].对附属单位补助支出': '10.00' },
          { '收支总表[上级补助收入].决算数': '7.00' },
        ),
      },
    },
    {
      id: 'DU-LIST',
      title: '写明的、列出的和有报告的是同样的单位',
      severity: 'error',
      basis: '部门决算包括本级和所属各单位；名单、个数与汇总的单位一致。',
      failure: '补列单位，或更正个数。',
      examples: {
        holds: family({ [SPENT]: '35.00' }, { [SPENT]: '20.00' }, { [SPENT]: '15.00' }),
        fails: family({ [SPENT]: '35.00' }, { [SPENT]: '20.00' }, { [SPENT]: '15.00' }, listing(SCHOOL)),
      },
    },
    {
      id: 'DU-SAME',
      isOfPairs: true,
      title: '部门有几个单位时，没有单位与部门全部相同',
      severity: 'warning',
      basis: '部门是几个单位的合计，其中一个不会与合计处处相同。',
      failure: '核对是不是把部门的表当作单位的，或把单位的当作部门的。',
      examples: {
        holds: family(many(20), many(15), { [SPENT]: '5.00' }),
        fails: family(many(20), many(20), { [SPENT]: '5.00' }),
      },
    },
  ),
  ...judgedBy(
    judgeCopies,
    {
      id: 'BR-FILE',
      isOfPairs: true,
      title: '同一份报告没有两个文件名',
      severity: 'note',
      basis: '内容完全相同的两个文件是同一份报告，合计时会重复。',
      failure: '去掉多余的一份；本应是另一份报告的，补上它。',
      examples: {
        holds: {
          reports: [
            report(BUREAU, 2023, many(20)),
            { ...report(BUREAU, 2023, { ...many(20), [SPENT]: '20.17' }, LIST), file: '另一版式.xlsx' },
          ],
        },
        fails: {
          reports: [report(BUREAU, 2023, many(20)), { ...report(BUREAU, 2023, many(20)), file: '副本.xlsx' }],
        },
      },
    },
    {
      id: 'BR-COPY',
      isOfPairs: true,
      title: '全部金额不与别的单位或别的年度相同',
      severity: 'warning',
      basis: '两个单位或两个年度的决算不会处处相同。',
      failure: '核对是不是误用了别的单位或上年的表。',
      examples: {
        holds: { reports: [report(BUREAU, 2023, many(20)), report(BUREAU, 2022, many(15))] },
        fails: { reports: [report(BUREAU, 2023, many(20)), report(BUREAU, 2022, many(20))] },
      },
    },
  ),
  ...judgedBy(judgePublication, {
    id: 'BR-PUB',
    title: '应公开的单位都有报告',
    severity: 'warning',
    basis: '各部门、各单位应当公开决算（预算法第十四条）；应公开的单位由 --expected 的名单给出。',
    failure: '催促公开，或核对名单和单位名称。',
    examples: {
      holds: { reports: [report(BUREAU, 2023, {}), report(SCHOOL, 2023, {})], expected: [BUREAU, SCHOOL] },
      fails: { reports: [report(BUREAU, 2023, {})], expected: [BUREAU, SCHOOL] },
    },
  }),
];

function growth(rate: string): NonNullable<Example['text']> {
  return {
    '五、一般公共预算财政拨款支出决算情况说明': [
      `支出{${FUND}|amount|30.00万元}，比上年增加{${FUND}|change up|10.00万元}，增长{${FUND}|change-rate up|${rate}}。`,
    ],
  };
}
