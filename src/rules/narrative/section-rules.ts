import { zh } from '../../language/message.js';
import type { Narrative } from '../../model/narrative.js';
import { shownAmount } from '../evaluation/amount.js';
import type { Say } from '../evaluation/outcomes.js';
import type { Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { titleOf } from './clause.js';
import { amountOn } from './lookup.js';
import { judgeParts } from './parts.js';
import { judgeBudgetWords, judgeRows } from './row-listing.js';
import { judgeNamedItems } from './named-items.js';
import { judgeNothingSaid } from './nothing.js';
import { judgeThreePublic } from './three-public.js';
import { textRule } from './text-rule.js';

const TOTALS = '三、支出决算情况说明';
const BUDGET = '五、一般公共预算财政拨款支出决算情况说明';
const EXPENDITURE = '支出表[合计].本年支出合计';
const GENERAL = '一般公共预算支出表[合计].合计';

/** The sections of the explanations against the tables that they explain. */
export const sectionRules = (): CustomRule[] => [
  textRule({
    id: 'N-1',
    title: '收支总体说明的金额与收入支出决算总表一致',
    severity: 'error',
    basis: '总体情况说明写的总计，是收入支出决算总表的收入总计和支出总计。',
    failure: '按决算表更正文字说明。',
    none: zh`没有收入支出决算总体情况说明的金额`,
    examples: {
      holds: {
        figures: { '收支总表[收入总计].决算数': '430.12', '收支总表[支出总计].决算数': '430.12' },
        text: {
          '一、收入支出决算总体情况说明': [
            '2099年度收、支总计均为{收支总表[收入总计].决算数=收支总表[支出总计].决算数|amount|430.12万元}。',
          ],
        },
      },
      fails: {
        figures: { '收支总表[收入总计].决算数': '430.12', '收支总表[支出总计].决算数': '430.12' },
        text: {
          '一、收入支出决算总体情况说明': [
            '2099年度收、支总计均为{收支总表[收入总计].决算数=收支总表[支出总计].决算数|amount|403.12万元}。',
          ],
        },
      },
    },
  }),
  textRule({
    id: 'N-2',
    title: '收入说明的金额和占比与收入决算表一致',
    severity: 'error',
    basis: '收入合计和各项收入抄自收入决算表，占比 = 该项 ÷ 收入合计。',
    failure: '按决算表更正金额，按金额重算占比。',
    none: zh`没有收入决算情况说明的数字`,
    examples: {
      holds: {
        figures: { '收入表[合计].本年收入合计': '400.00', '收入表[合计].财政拨款收入': '390.00' },
        text: {
          '二、收入决算情况说明': [
            '收入合计{收入表[合计].本年收入合计|amount|400.00万元}，其中：财政拨款收入{收入表[合计].财政拨款收入|amount|390.00万元}，占{收入表[合计].财政拨款收入|share of 收入表[合计].本年收入合计|97.50%}。',
          ],
        },
      },
      fails: {
        figures: { '收入表[合计].本年收入合计': '400.00', '收入表[合计].财政拨款收入': '390.00' },
        text: {
          '二、收入决算情况说明': [
            '收入合计{收入表[合计].本年收入合计|amount|400.00万元}，其中：财政拨款收入{收入表[合计].财政拨款收入|amount|390.00万元}，占{收入表[合计].财政拨款收入|share of 收入表[合计].本年收入合计|95.70%}。',
          ],
        },
      },
    },
  }),
  textRule(
    {
      id: 'N-3',
      title: '支出说明的金额和占比与支出决算表一致',
      severity: 'error',
      basis: '支出合计和各类支出抄自支出决算表，占比 = 该类 ÷ 支出合计；占比轧差到 100% 的只作提示。',
      failure: '按决算表更正金额，按金额重算占比。',
      none: zh`没有支出决算情况说明的数字`,
      examples: {
        holds: {
          figures: { [EXPENDITURE]: '120.00', '支出表[合计].基本支出': '90.00' },
          text: {
            [TOTALS]: [
              `支出合计{${EXPENDITURE}|amount|120.00万元}，其中：基本支出{支出表[合计].基本支出|amount|90.00万元}，占{支出表[合计].基本支出|share of ${EXPENDITURE}|75.00%}。`,
            ],
          },
        },
        fails: {
          figures: { [EXPENDITURE]: '120.00', '支出表[合计].基本支出': '90.00' },
          text: {
            [TOTALS]: [
              `支出合计{${EXPENDITURE}|amount|120.00万元}，其中：基本支出{支出表[合计].基本支出|amount|96.00万元}，占{支出表[合计].基本支出|share of ${EXPENDITURE}|80.00%}。`,
            ],
          },
        },
      },
    },
    (narrative, _, say) => judgeBasicParts(narrative, say),
  ),
  textRule({
    id: 'N-4',
    title: '财政拨款总体说明的金额与财政拨款收入支出决算总表一致',
    severity: 'error',
    basis: '财政拨款收支总计是财政拨款收入支出决算总表的收入总计和支出总计。',
    failure: '按决算表更正文字说明。',
    none: zh`没有财政拨款收入支出决算总体情况说明的金额`,
    examples: {
      holds: {
        figures: { '财政拨款总表[收入总计].决算数': '390.00' },
        text: {
          '四、财政拨款收入支出决算总体情况说明': [
            '财政拨款收、支总计均为{财政拨款总表[收入总计].决算数|amount|390.00万元}。',
          ],
        },
      },
      fails: {
        figures: { '财政拨款总表[收入总计].决算数': '390.00' },
        text: {
          '四、财政拨款收入支出决算总体情况说明': [
            '财政拨款收、支总计均为{财政拨款总表[收入总计].决算数|amount|309.00万元}。',
          ],
        },
      },
    },
  }),
  textRule(
    {
      id: 'N-5a',
      title: '一般公共预算支出总体说明与支出决算表一致',
      severity: 'error',
      basis: '一般公共预算财政拨款支出抄自公开 05 表，占比的分母是支出决算表的支出合计。',
      failure: '按决算表更正金额，按金额重算占比。',
      none: zh`没有一般公共预算财政拨款支出总体情况的数字`,
      examples: {
        holds: {
          figures: { [GENERAL]: '96.00', [EXPENDITURE]: '120.00' },
          text: {
            [`${BUDGET}/（一）总体情况`]: [
              `一般公共预算财政拨款支出{${GENERAL}|amount|96.00万元}，占支出合计的{${GENERAL}|share of ${EXPENDITURE}|80.00%}。`,
            ],
          },
        },
        fails: {
          figures: { [GENERAL]: '96.00', [EXPENDITURE]: '120.00' },
          text: {
            [`${BUDGET}/（一）总体情况`]: [
              `一般公共预算财政拨款支出{${GENERAL}|amount|96.00万元}，占支出合计的{${GENERAL}|share of ${EXPENDITURE}|85.00%}。`,
            ],
          },
        },
      },
    },
    (narrative, _, say) =>
      judgeBudgetWords(
        narrative,
        say,
        ({ id }) => id === 'general-budget/total' || id === 'general-budget/fiscal',
      ),
  ),
  textRule(
    {
      id: 'N-5b',
      title: '一般公共预算支出结构与各类支出一致，各类都写到',
      severity: 'error',
      basis: '各类支出抄自公开 05 表或 04 表的该类，占比 = 该类 ÷ 支出合计；有支出的类都要列出。',
      failure: '按决算表更正金额和占比，补写漏列的类。',
      none: zh`没有一般公共预算财政拨款支出结构情况的数字`,
      examples: {
        holds: {
          figures: { [GENERAL]: '96.00', '一般公共预算支出表[205].合计': '96.00' },
          names: { '一般公共预算支出表[205]': '教育支出' },
          text: {
            [`${BUDGET}/（二）结构情况`]: [
              `教育（类）支出{一般公共预算支出表[205].合计|amount|96.00万元}，占{一般公共预算支出表[205].合计|share of ${GENERAL}|100.00%}。`,
            ],
          },
        },
        fails: {
          figures: {
            [GENERAL]: '96.00',
            '一般公共预算支出表[205].合计': '90.00',
            '一般公共预算支出表[221].合计': '6.00',
          },
          names: { '一般公共预算支出表[205]': '教育支出', '一般公共预算支出表[221]': '住房保障支出' },
          text: {
            [`${BUDGET}/（二）结构情况`]: [
              `教育（类）支出{一般公共预算支出表[205].合计|amount|90.00万元}，占{一般公共预算支出表[205].合计|share of ${GENERAL}|93.75%}。`,
            ],
          },
        },
      },
    },
    (narrative, report, say) => judgeRows(narrative, report, say, { ruleId: 'N-5b', length: 3 }),
  ),
  textRule(
    {
      id: 'N-5c',
      title: '一般公共预算支出具体情况与各项支出一致，各项都写到',
      severity: 'error',
      basis:
        '每个有支出的项写一次，决算数抄自公开 05 表，完成率 = 决算数 ÷ 所写的预算数，各项年初预算合计 = 年初预算；有差异的写明原因。',
      failure: '按决算表更正金额和完成率，补写漏列的项和差异原因。',
      none: zh`没有一般公共预算财政拨款支出具体情况的数字`,
      examples: {
        holds: {
          figures: { [GENERAL]: '96.00', '一般公共预算支出表[2050101].合计': '96.00' },
          text: {
            [`${BUDGET}/（三）具体情况`]: [
              '教育管理事务（款）行政运行（项）。年初预算为{一般公共预算支出表[2050101].合计|initial-budget|80.00万元}，支出决算为{一般公共预算支出表[2050101].合计|amount|96.00万元}，完成年初预算的{一般公共预算支出表[2050101].合计|completion of initial-budget|120.00%}。决算数大于预算数的主要原因是年中追加。',
            ],
          },
        },
        fails: {
          figures: { [GENERAL]: '96.00', '一般公共预算支出表[2050101].合计': '96.00' },
          text: {
            [`${BUDGET}/（三）具体情况`]: [
              '教育管理事务（款）行政运行（项）。年初预算为{一般公共预算支出表[2050101].合计|initial-budget|80.00万元}，支出决算为{一般公共预算支出表[2050101].合计|amount|96.00万元}，完成年初预算的{一般公共预算支出表[2050101].合计|completion of initial-budget|102.00%}。决算数大于预算数的主要原因是年中追加。',
            ],
          },
        },
      },
    },
    (narrative, report, say) => judgeRows(narrative, report, say, { ruleId: 'N-5c', length: 7 }),
  ),
  textRule(
    {
      id: 'N-6',
      title: '基本支出说明与基本支出决算表一致',
      severity: 'error',
      basis: '基本支出、人员经费、公用经费抄自公开 05、06 表；写出的经济科目就是公开 06 表有金额的科目。',
      failure: '按决算表更正金额，按公开 06 表补写或删去科目。',
      none: zh`没有基本支出决算情况说明的数字`,
      examples: {
        holds: {
          figures: { '基本支出表[人员经费合计].决算数': '60.00' },
          text: {
            '六、一般公共预算财政拨款基本支出决算情况说明': [
              '人员经费{基本支出表[人员经费合计].决算数|amount|60.00万元}。',
            ],
          },
        },
        fails: {
          figures: { '基本支出表[人员经费合计].决算数': '60.00' },
          text: {
            '六、一般公共预算财政拨款基本支出决算情况说明': [
              '人员经费{基本支出表[人员经费合计].决算数|amount|66.00万元}。',
            ],
          },
        },
      },
    },
    judgeNamedItems,
  ),
  textRule(
    {
      id: 'N-7',
      title: '政府性基金和国有资本说明与决算表一致',
      severity: 'error',
      basis: '写没有的，决算表就没有；写了金额的，与公开 07、08 表相等；没有收支的不留别的项目的说明。',
      failure: '按决算表改写该节，删去套用来的文字。',
      none: zh`没有政府性基金和国有资本经营预算的说明`,
      examples: {
        holds: {
          figures: { '政府性基金表[合计].本年支出': '0.00' },
          text: {
            '七、政府性基金预算财政拨款支出决算情况说明': [
              '本部门{政府性基金表[合计].本年支出|none|没有政府性基金收支}。',
            ],
          },
        },
        fails: {
          figures: { '政府性基金表[合计].本年支出': '15.00' },
          text: {
            '七、政府性基金预算财政拨款支出决算情况说明': [
              '本部门{政府性基金表[合计].本年支出|none|没有政府性基金收支}。',
            ],
          },
        },
      },
    },
    judgeNothingSaid,
  ),
  textRule(
    {
      id: 'N-8',
      title: '“三公”经费说明与“三公”经费表一致，该写的都写到',
      severity: 'error',
      basis:
        '各项预算数、决算数抄自公开 09 表；公务用车购置费和运行维护费分别写明，并写团组、人次、购置辆数、保有量、接待批次和人次。',
      failure: '按决算表更正金额和比率，补写缺少的内容。',
      none: zh`没有“三公”经费的说明`,
      examples: {
        holds: {
          figures: { '三公经费表[公务接待费].决算数': '3.00', '三公经费表[公务接待费].预算数': '4.00' },
          text: {
            '九、“三公”经费支出决算情况说明': [
              '公务接待费支出决算{三公经费表[公务接待费].决算数|amount|3.00万元}，完成预算的{三公经费表[公务接待费].决算数|completion of budget|75.00%}。',
            ],
          },
        },
        fails: {
          figures: { '三公经费表[公务接待费].决算数': '3.00', '三公经费表[公务接待费].预算数': '4.00' },
          text: {
            '九、“三公”经费支出决算情况说明': [
              '公务接待费支出决算{三公经费表[公务接待费].决算数|amount|3.50万元}，完成预算的{三公经费表[公务接待费].决算数|completion of budget|75.00%}。',
            ],
          },
        },
      },
    },
    (narrative, report, say) => [
      ...judgeThreePublic(narrative, report, say),
      ...judgeBudgetWords(narrative, say, ({ id }) => id.startsWith('three-public/')),
    ],
  ),
];

/** 人员经费 and 公用经费 of all funds stand in no table: in the section on expenditure they add up to 基本支出. */
function judgeBasicParts(narrative: Narrative, say: Say): Judgement[] {
  const [whole, ...parts] = ['basic', 'personnel', 'operating'].map((name) =>
    amountOn(narrative, `expenditure/${name}`),
  );
  const known = parts.flatMap((part) => part ?? []);
  if (!whole || known.length < parts.length) return [];
  const { section } = whole.statement.figure.sentence;
  return [
    judgeParts(
      'basic/parts',
      whole,
      known,
      ({ terms, sum, gap }) => ({
        reason: zh`${titleOf(section)}：人员经费与公用经费合计 ${terms} ＝ ${sum} 万元，基本支出是 ${shownAmount(whole.amount)} 万元，差 ${gap} 万元`,
        advice: zh`核对基本支出和它的两部分`,
      }),
      say,
    ),
  ];
}
