import { zh } from '../../language/message.js';
import type { CustomRule } from '../rule.js';
import { judgeFigureReading } from './reading.js';
import { textRule } from './text-rule.js';

const TOTALS = '一、收入支出决算总体情况说明';
const DETAIL = '五、一般公共预算财政拨款支出决算情况说明/（三）具体情况';
const TOTAL = '收支总表[收入总计].决算数';
const ROW = '一般公共预算支出表[2050101].合计';
const FIGURES = { [TOTAL]: '450.00', [ROW]: '96.00' };

const totals = (sentence: string): Readonly<Record<string, readonly string[]>> => ({ [TOTALS]: [sentence] });
const detail = (...sentences: string[]): Readonly<Record<string, readonly string[]>> => ({
  [DETAIL]: sentences,
});

/** What the figures of the text say of each other, whatever the tables print. */
export const relationRules = (): CustomRule[] => [
  textRule(
    {
      id: 'N-READ',
      title: '正文的数字都能识别',
      severity: 'note',
      basis: '识别不出说的是什么的数字不作核对，不猜。',
      failure: '人工核对这些数字。',
      none: zh`文字说明中没有数字`,
      examples: {
        holds: { figures: FIGURES, text: totals(`收、支总计均为{${TOTAL}|amount|450.00万元}。`) },
        fails: {
          figures: FIGURES,
          text: totals(`收、支总计均为{${TOTAL}|amount|450.00万元}，另有{|unbound|12.00万元}。`),
        },
      },
    },
    judgeFigureReading,
  ),
  textRule({
    id: 'N-YOY',
    title: '与上年相比的变动额、百分比和方向相符',
    severity: 'error',
    formulas: ['上年数 = 本年数 − 增加额（或 + 减少额）', '变动百分比 = 变动额 ÷ 上年数'],
    basis:
      '由本年数和变动额推算上年数，写出的上年数与它相符，变动额除以它就是变动百分比；增减方向前后一致，持平的变动为 0。',
    failure: '核对变动额、变动百分比和增减方向。',
    none: zh`没有与上年相比的变动`,
    examples: {
      holds: {
        figures: FIGURES,
        text: totals(
          `收、支总计均为{${TOTAL}|amount|450.00万元}，与上年度相比，增加{${TOTAL}|change up|50.00万元}，增长{${TOTAL}|change-rate up|12.50%}。`,
        ),
      },
      fails: {
        figures: FIGURES,
        text: totals(
          `收、支总计均为{${TOTAL}|amount|450.00万元}，与上年度相比，增加{${TOTAL}|change up|50.00万元}，增长{${TOTAL}|change-rate up|11.11%}。`,
        ),
      },
    },
  }),
  textRule({
    id: 'N-YOY0',
    title: '上年数为 0 的不写增长百分比',
    severity: 'error',
    basis: '基数为 0 没有增长率；写“基数为 0，不可比”。',
    failure: '删去百分比，写明上年数为 0。',
    none: zh`没有与上年相比的百分比`,
    examples: {
      holds: {
        figures: FIGURES,
        text: totals(
          `收、支总计均为{${TOTAL}|amount|450.00万元}，比上年增加{${TOTAL}|change up|50.00万元}，增长{${TOTAL}|change-rate up|12.50%}。`,
        ),
      },
      fails: {
        figures: FIGURES,
        text: totals(
          `收、支总计均为{${TOTAL}|amount|450.00万元}，比上年增加{${TOTAL}|change up|450.00万元}，增长{${TOTAL}|change-rate up|100.00%}。`,
        ),
      },
    },
  }),
  textRule({
    id: 'N-CPL0',
    title: '预算为 0 的不写完成百分比',
    severity: 'error',
    basis: '预算为 0 而有支出的没有完成率；预算和决算都是 0 的，印 0% 可以。',
    failure: '删去完成百分比，写明没有年初预算。',
    none: zh`没有预算为 0 的完成率`,
    examples: {
      holds: {
        figures: { [ROW]: '0.00' },
        text: detail(
          `年初预算为{${ROW}|initial-budget|0.00万元}，支出决算为{${ROW}|amount|0.00万元}，完成年初预算的{${ROW}|completion of initial-budget|0.00%}。`,
        ),
      },
      fails: {
        figures: FIGURES,
        text: detail(
          `年初预算为{${ROW}|initial-budget|0.00万元}，支出决算为{${ROW}|amount|96.00万元}，完成年初预算的{${ROW}|completion of initial-budget|100.00%}。`,
        ),
      },
    },
  }),
  textRule({
    id: 'N-BASE',
    title: '完成率的分母是所写的那个预算数',
    severity: 'error',
    basis: '年初预算与全年（调整）预算是不同的分母；写的是哪个，就用哪个算。',
    failure: '改写所用的预算，或按所写的预算重算。',
    none: zh`没有写明是哪个预算的完成率`,
    examples: {
      holds: {
        figures: FIGURES,
        text: detail(
          `年初预算为{${ROW}|initial-budget|80.00万元}，全年预算为{${ROW}|budget|100.00万元}，支出决算为{${ROW}|amount|96.00万元}，完成全年预算的{${ROW}|completion of budget|96.00%}。`,
        ),
      },
      fails: {
        figures: FIGURES,
        text: detail(
          `年初预算为{${ROW}|initial-budget|80.00万元}，全年预算为{${ROW}|budget|100.00万元}，支出决算为{${ROW}|amount|96.00万元}，完成年初预算的{${ROW}|completion of initial-budget|96.00%}。`,
        ),
      },
    },
  }),
  textRule({
    id: 'N-DUP',
    title: '同一个数字前后一致',
    severity: 'error',
    basis: '同一对象、同一口径、同一期间的数字，文中各处相同。',
    failure: '核对是哪一处写错，改为一致。',
    none: zh`没有前后重复的数字`,
    examples: {
      holds: {
        figures: FIGURES,
        text: {
          [TOTALS]: [`收、支总计均为{${TOTAL}|amount|450.00万元}。`],
          '十三、预算绩效情况说明': [`收、支总计{${TOTAL}|amount|450.00万元}。`],
        },
      },
      fails: {
        figures: FIGURES,
        text: {
          '十一、政府采购支出情况说明': [
            '政府采购支出总额{procurement/total:政府采购支出|amount|45.00万元}。',
          ],
          '十三、预算绩效情况说明': ['政府采购{procurement/total:政府采购支出|amount|54.00万元}。'],
        },
      },
    },
  }),
];
