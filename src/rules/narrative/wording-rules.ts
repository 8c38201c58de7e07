import { zh } from '../../language/message.js';
import type { CustomRule } from '../rule.js';
import {
  judgeCarryover,
  judgeContents,
  judgeReasons,
  judgeSections,
  judgeTerms,
  judgeUnitCounts,
} from './completeness.js';
import { judgeContradictions } from './contradiction.js';
import { judgeNames, judgeYears } from './naming.js';
import { judgeTemplate } from './template.js';
import { textRule } from './text-rule.js';

const FUND = '七、政府性基金预算财政拨款支出决算情况说明';
const TOTALS = '一、收入支出决算总体情况说明';
const OPERATING = '十、机关运行经费支出情况说明';
const TOTAL = '收支总表[收入总计].决算数';
const SECTIONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    TOTALS,
    '二、收入决算情况说明',
    '三、支出决算情况说明',
    '四、财政拨款收入支出决算总体情况说明',
    '五、一般公共预算财政拨款支出决算情况说明',
    '六、一般公共预算财政拨款基本支出决算情况说明',
    FUND,
    '九、“三公”经费支出决算情况说明',
    OPERATING,
    '十一、政府采购支出情况说明',
    '十二、国有资产占用情况说明',
    '十三、预算绩效情况说明',
    '第四部分 名词解释',
  ].map((title) => [title, []]),
);
const change = (reason: string): Readonly<Record<string, readonly string[]>> => ({
  [TOTALS]: [
    `收、支总计{${TOTAL}|amount|450.00万元}，与上年相比，增加{${TOTAL}|change up|150.00万元}，增长{${TOTAL}|change-rate up|50.00%}，主要原因是${reason}。`,
  ],
});

/** What the words of the text say, and what they leave out. */
export const wordingRules = (): CustomRule[] => [
  textRule(
    {
      id: 'N-TPL',
      title: '文中没有表样的残留',
      severity: 'error',
      basis: '“增加（减少）”、XX、填写提示等是表样给填写人看的，公开前应当填好或删去；百分比要有 %。',
      failure: '填写或删去表样的残留。',
      none: zh`文字说明没有句子`,
      examples: {
        holds: { figures: {}, text: { [TOTALS]: ['收、支总计比上年减少。'] } },
        fails: { figures: {}, text: { [TOTALS]: ['收、支总计比上年减少（增加）。'] } },
      },
    },
    judgeTemplate,
  ),
  textRule(
    {
      id: 'N-CONTR',
      title: '文字前后不矛盾',
      severity: 'warning',
      basis: '持平就没有变动额和变动原因；写的原因与数字增减的方向相同。',
      failure: '按数字改写。',
      none: zh`文字说明没有句子`,
      examples: {
        holds: { figures: {}, text: change('项目支出增加') },
        fails: { figures: {}, text: change('项目支出减少') },
      },
    },
    judgeContradictions,
  ),
  textRule(
    {
      id: 'N-NAME',
      title: '单位和科目的名称前后一致',
      severity: 'warning',
      basis: '单位名称全文相同，与决算表相同；类、款、项的名称就是决算表该科目的名称。',
      failure: '统一名称。',
      none: zh`文字说明没有写明单位，也没有类款项的名称`,
      examples: {
        holds: {
          figures: {},
          departments: { 支出表: '某某市规划和建设局' },
          text: { [TOTALS]: ['某某市规划和建设局2099年度收、支总计增加。'] },
        },
        fails: {
          figures: {},
          departments: { 支出表: '某某市规划和建设局' },
          text: { [TOTALS]: ['某某市规划与建设局2099年度收、支总计增加。'] },
        },
      },
    },
    judgeNames,
  ),
  textRule(
    {
      id: 'N-DATE',
      title: '文中的年度与决算表一致',
      severity: 'error',
      basis: '封面、标题和正文说的是决算表的年度；别的年度只出现在比较里，比较的是上一年。',
      failure: '更正年度。',
      none: zh`没有读出决算年度`,
      examples: {
        holds: {
          figures: {},
          years: { 支出表: '2099' },
          text: { [TOTALS]: ['2099年度收、支总计比2098年度增加。'] },
        },
        fails: {
          figures: {},
          years: { 支出表: '2099' },
          text: { [TOTALS]: ['2098年度收、支总计均为零。'] },
        },
      },
    },
    judgeYears,
  ),
  textRule(
    {
      id: 'N-CARRY',
      title: '文中说的结转与决算表的年末余额一致',
      severity: 'error',
      basis: '写有资金结转的，决算表的年末结转和结余不是 0；写没有结转的，就是 0。',
      failure: '按决算表改写，或核对决算表的年末结转和结余。',
      none: zh`基金和国有资本的说明没有说到结转`,
      examples: {
        holds: {
          figures: { '政府性基金表[合计].年末结转和结余': '20.00' },
          text: { [FUND]: ['资金年底到账，全部结转下年使用。'] },
        },
        fails: { figures: {}, text: { [FUND]: ['资金年底到账，全部结转下年使用。'] } },
      },
    },
    judgeCarryover,
  ),
  textRule(
    {
      id: 'N-UNITS',
      title: '写明的单位数与列出的单位相同',
      severity: 'error',
      basis: '写有几个内设机构、所属单位，后面就列出几个。',
      failure: '核对单位数，补写或删去。',
      none: zh`没有写明个数又逐个列出的单位`,
      examples: {
        holds: {
          figures: {},
          text: { '二、机构设置': ['本局内设机构3个，包括：办公室、财务科、法规科。'] },
        },
        fails: {
          figures: {},
          text: { '二、机构设置': ['本局内设机构4个，包括：办公室、财务科、法规科。'] },
        },
      },
    },
    judgeUnitCounts,
  ),
  textRule(
    {
      id: 'N-REASON',
      title: '较大变动的原因不只是重复增减',
      severity: 'note',
      basis: '变动超过 20% 的，写明是什么事引起的；“支出减少”不是原因。',
      failure: '写明具体原因。',
      none: zh`没有写明原因的较大变动`,
      examples: {
        holds: { figures: {}, text: change('新建泵站两座') },
        fails: { figures: {}, text: change('支出增加') },
      },
    },
    judgeReasons,
  ),
  textRule(
    {
      id: 'N-TOC',
      title: '目录与正文标题一致',
      severity: 'warning',
      basis: '目录列的就是正文的标题。',
      failure: '统一目录和正文的标题。',
      none: zh`没有目录`,
      examples: {
        holds: { figures: {}, text: SECTIONS, texts: { contents: [TOTALS, OPERATING] } },
        fails: {
          figures: {},
          text: SECTIONS,
          texts: { contents: [TOTALS, FUND, OPERATING.replace('经费', '费用')] },
        },
      },
    },
    judgeContents,
  ),
  textRule(
    {
      id: 'N-TERM',
      title: '用到的专业名词有解释',
      severity: 'note',
      basis: '名词解释应包括文中用到的财政专业名词。',
      failure: '补写名词解释。',
      none: zh`没有名词解释，或没有用到专业名词`,
      examples: {
        holds: {
          figures: {},
          text: {
            [OPERATING]: ['机关运行经费支出增加。'],
            '第四部分 名词解释': ['机关运行经费：为保障行政单位运行的各项资金。'],
          },
        },
        fails: {
          figures: {},
          text: {
            [OPERATING]: ['机关运行经费支出增加。'],
            '第四部分 名词解释': ['事业收入：事业单位取得的收入。'],
          },
        },
      },
    },
    judgeTerms,
  ),
  textRule(
    {
      id: 'N-PARTS',
      title: '应当公开的说明都有',
      severity: 'warning',
      basis:
        '财预〔2016〕143号：决算公开包括收支、财政拨款、“三公”经费、机关运行经费、政府采购、国有资产、绩效等说明和名词解释。',
      failure: '补写缺少的部分；没有相应收支的，写明没有。',
      none: zh`文字说明的标题太少，看不出是完整的说明`,
      examples: {
        holds: { figures: {}, text: SECTIONS },
        fails: {
          figures: {},
          text: Object.fromEntries(Object.entries(SECTIONS).filter(([title]) => title !== OPERATING)),
        },
      },
    },
    judgeSections,
  ),
];
