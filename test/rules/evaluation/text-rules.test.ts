import { describe, expect, test } from 'vitest';
import { textRules } from '../../../src/rules/evaluation/text-rules.js';
import type { ExampleSheet } from '../../../src/rules/rule.js';
import { judged, judgedIn, told, without } from './judged.js';

const funding = (budget: string, executed: string, initial = budget): string[] => [
  `年度资金总额 | ${initial} | ${budget} | ${executed} | 10 | | `,
];
const OUTPUT = '产出指标 | 数量指标 | 检修次数 | ≥4次 | 4次 | 40 | 40';
const NO_OUTPUT = '产出指标 | 数量指标 | 检修次数 | ≥4次 | 0次 | 40 | 0';
const BENEFIT = '效益指标 | 社会效益指标 | 保障运转 | 保障 | 100% | 40 | 40';
const PAID = '产出指标 | 质量指标 | 工资发放准确率 | =100% | 100% | 10 | 10';
const sheet = (more: Partial<ExampleSheet>): ExampleSheet => ({ name: '泵站检修', ...more });
const cost = (name: string, target: string, achieved: string): string =>
  `成本指标 | 经济成本指标 | ${name} | ${target} | ${achieved} | 5 | 5`;

test.each(textRules().map(({ id }) => [id]))('%s does not apply without sheets', (id) => {
  expect(judged(id, {}).map(({ verdict }) => verdict)).toEqual(['not-applicable']);
});

type Case = readonly [string, string, readonly ExampleSheet[], readonly string[]];

describe.each<Case>([
  [
    'PS-WARN',
    'spent in full',
    [sheet({ funding: funding('30', '30'), indicators: [OUTPUT, BENEFIT] })],
    ['holds 泵站检修'],
  ],
  [
    'PS-WARN',
    'nothing spent, full marks',
    [sheet({ funding: funding('30', '0'), indicators: [OUTPUT, BENEFIT] })],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-WARN',
    'nothing spent, no marks',
    [sheet({ funding: funding('30', '0'), indicators: [NO_OUTPUT] })],
    ['holds 泵站检修'],
  ],
  [
    'PS-WARN',
    'half spent, full marks',
    [sheet({ funding: funding('30', '15'), indicators: [OUTPUT, BENEFIT] })],
    ['fails note 泵站检修'],
  ],
  [
    'PS-WARN',
    'nothing spent, full marks, and words that explain nothing',
    [
      sheet({
        funding: funding('30', '0'),
        indicators: [OUTPUT, BENEFIT],
        completion: '宣传了节约用水，本项目无结转结余资金',
      }),
    ],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-WARN',
    'nothing spent, full marks, all to be paid later',
    [
      sheet({
        funding: funding('30', '0'),
        indicators: [OUTPUT, BENEFIT],
        completion: '检修已完成，款项待验收后支付',
      }),
    ],
    ['fails note 泵站检修'],
  ],
  [
    'PS-WARN',
    'no budget',
    [sheet({ funding: funding('0', '0'), indicators: [OUTPUT, BENEFIT] })],
    ['not-applicable'],
  ],
  [
    'PS-WARN',
    'spent is unreadable',
    [sheet({ funding: funding('30', '见附件'), indicators: [OUTPUT, BENEFIT] })],
    ['undecidable 泵站检修'],
  ],
  [
    'PS-WARN',
    'four projects are told as one',
    ['泵站', '闸门', '堤防', '河道'].map((name) => ({
      name,
      funding: funding('30', '0'),
      indicators: [OUTPUT, BENEFIT],
    })),
    ['fails warning all'],
  ],
  [
    'PS-TEXT',
    'done and paid',
    [sheet({ funding: funding('30', '30'), completion: '已完成全部检修' })],
    ['holds 泵站检修'],
  ],
  [
    'PS-TEXT',
    'done and not paid',
    [sheet({ funding: funding('30', '0'), completion: '完成泵站检修，保证了运行' })],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-TEXT',
    'done as planned and not paid',
    [sheet({ funding: funding('30', '0'), completion: '按计划完成了检修' })],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-TEXT',
    'not done',
    [sheet({ funding: funding('30', '0'), completion: '项目未正常开展，未完成检修' })],
    ['not-applicable'],
  ],
  [
    'PS-TEXT',
    'to be done',
    [sheet({ funding: funding('30', '0'), completion: '预计下一年度已完成采购后支付' })],
    ['not-applicable'],
  ],
  [
    'PS-TEXT',
    'a rate of completion is no claim',
    [sheet({ funding: funding('30', '0'), completion: '完成率不高' })],
    ['not-applicable'],
  ],
  [
    'PS-TEXT',
    'spent is blank',
    [sheet({ funding: funding('30', ''), completion: '已完成检修' })],
    ['undecidable 泵站检修'],
  ],
  [
    'PS-GOAL',
    'at its own decimals',
    [sheet({ goal: '使用29.4万元资金，检修泵站', funding: funding('29.36', '5') })],
    ['holds 泵站检修'],
  ],
  [
    'PS-GOAL',
    'read through a misread character',
    [sheet({ goal: '使用29.4万无资金，检修泵站', funding: funding('29.36', '5') })],
    ['holds 泵站检修'],
  ],
  [
    'PS-GOAL',
    'in 元',
    [sheet({ goal: '使用资金294000元检修泵站', funding: funding('29.4', '5') })],
    ['holds 泵站检修'],
  ],
  [
    'PS-GOAL',
    'of the opening budget',
    [sheet({ goal: '使用20万元检修泵站', funding: funding('35', '5', '20') })],
    ['holds 泵站检修'],
  ],
  ...['每人每月使用500元', '三年共使用300万元', '2022年至2024年使用资金300万元', '总预算使用300万元'].map(
    (goal): Case => [
      'PS-GOAL',
      `a price, or of several years: ${goal}`,
      [sheet({ goal: `${goal}检修泵站`, funding: funding('30', '5') })],
      ['not-applicable'],
    ],
  ),
  [
    'PS-GOAL',
    'another amount',
    [sheet({ goal: '使用36万元检修泵站', funding: funding('30', '5') })],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-GOAL',
    'parts that add up',
    [sheet({ goal: '使用10万元检修泵站，使用20万元检修闸门', funding: funding('30', '5') })],
    ['holds 泵站检修'],
  ],
  [
    'PS-GOAL',
    'parts that do not',
    [sheet({ goal: '使用10万元检修泵站，使用9万元检修闸门', funding: funding('30', '5') })],
    ['undecidable 泵站检修'],
  ],
  [
    'PS-GOAL',
    'about so much',
    [sheet({ goal: '使用约36万元检修泵站', funding: funding('30', '5') })],
    ['not-applicable'],
  ],
  [
    'PS-GOAL',
    'things, not money',
    [sheet({ goal: '使用3万册图书', funding: funding('30', '5') })],
    ['not-applicable'],
  ],
  [
    'PS-COST',
    'parts of the budget, parts of what was spent',
    [
      sheet({
        funding: funding('30', '12'),
        indicators: [cost('材料', '≤20万元', '9万元'), cost('人工', '≤10万元', '30000元')],
      }),
    ],
    ['holds 泵站检修', 'holds 泵站检修/executed'],
  ],
  [
    'PS-COST',
    'a cost was not stated in money',
    [sheet({ funding: funding('30', '12'), indicators: [cost('材料', '≤30万元', '达标')] })],
    ['holds 泵站检修', 'undecidable 泵站检修/executed'],
  ],
  [
    'PS-COST',
    'one ceiling below the budget',
    [sheet({ funding: funding('30', '12'), indicators: [cost('材料', '≤20万元', '12万元')] })],
    ['not-applicable'],
  ],
  [
    'PS-COST',
    'a cost a person',
    [sheet({ funding: funding('30', '12'), indicators: [cost('人均成本', '≤2000元/人', '1800元/人')] })],
    ['not-applicable'],
  ],
  [
    'PS-COST',
    'the only one whose targets do not add up',
    [
      ...['泵站', '闸门', '堤防', '河道', '水库'].map((name) => ({
        name,
        funding: funding('30', '12'),
        indicators: [cost('材料', '≤30万元', '12万元')],
      })),
      {
        name: '渠道',
        funding: funding('30', '12'),
        indicators: [cost('材料', '≤20万元', '9万元'), cost('人工', '≤6万元', '3万元')],
      },
    ],
    [
      'fails warning 渠道',
      ...['泵站', '闸门', '堤防', '河道', '水库'].flatMap((name) => [
        `holds ${name}`,
        `holds ${name}/executed`,
      ]),
    ],
  ],
  ['PS-PAY', 'paid', [sheet({ funding: funding('30', '12'), indicators: [PAID] })], ['holds 泵站检修']],
  [
    'PS-PAY',
    'not paid',
    [sheet({ funding: funding('30', '0'), indicators: [PAID] })],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-PAY',
    'not paid, no marks',
    [
      sheet({
        funding: funding('30', '0'),
        indicators: ['产出指标 | 质量指标 | 发放及时性 | 及时 | 0% | 10 | 0'],
      }),
    ],
    ['holds 泵站检修'],
  ],
  [
    'PS-PAY',
    'leaflets handed out',
    [
      sheet({
        funding: funding('30', '0'),
        indicators: ['产出指标 | 数量指标 | 发放宣传资料 | ≥9份 | 9份 | 10 | 10'],
      }),
    ],
    ['not-applicable'],
  ],
  [
    'PS-PAY',
    'taxes of others',
    [
      sheet({
        funding: funding('30', '0'),
        indicators: ['产出指标 | 数量指标 | 缴纳契税户数 | ≥9户 | 9户 | 10 | 10'],
      }),
    ],
    ['not-applicable'],
  ],
  ['PS-PAY', 'no amounts', [sheet({ indicators: [PAID] })], ['undecidable 泵站检修']],
  [
    'PS-DONE',
    'what was done',
    [sheet({ goal: '检修泵站的全部设备，保证安全运行', completion: '检修设备 14 台' })],
    ['holds 泵站检修'],
  ],
  [
    'PS-DONE',
    'the goal again',
    [
      sheet({
        goal: '使用3万元资金，检修泵站的全部设备，保证安全运行',
        completion: '检修泵站的全部设备,保证安全运行。',
      }),
    ],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-DONE',
    'a short goal again',
    [sheet({ goal: '保障正常运行', completion: '保障正常运行' })],
    ['holds 泵站检修'],
  ],
  [
    'PS-DONE',
    'done without output',
    [sheet({ completion: '全部完成检修', indicators: [NO_OUTPUT] })],
    ['fails warning 泵站检修'],
  ],
  [
    'PS-DONE',
    'not done, no output',
    [sheet({ completion: '项目没有开展', indicators: [NO_OUTPUT] })],
    ['holds 泵站检修'],
  ],
  ['PS-DONE', 'nothing written', [sheet({ goal: '检修泵站' })], ['not-applicable']],
  ['PS-BENEFIT', 'benefit of an output', [sheet({ indicators: [OUTPUT, BENEFIT] })], ['holds 泵站检修']],
  [
    'PS-BENEFIT',
    'benefit of nothing',
    [sheet({ indicators: [NO_OUTPUT, BENEFIT] })],
    ['fails warning 泵站检修'],
  ],
  ['PS-BENEFIT', 'no output indexes', [sheet({ indicators: [BENEFIT] })], ['not-applicable']],
  [
    'PS-DIR',
    'odd directions of each kind',
    [
      sheet({
        indicators: [
          '产出指标 | 质量指标 | 合格率 | ≥100% | 100% | 5 | 5',
          '产出指标 | 数量指标 | 检修次数 | ≤30次 | 25次 | 5 | 5',
          '产出指标 | 数量指标 | 用电量 | ≥900度 | 900度 | 5 | 5',
        ],
      }),
    ],
    ['fails note beyond-hundred', 'fails note capped-output', 'fails note floored-consumption'],
  ],
  [
    'PS-DIR',
    'directions that make sense',
    [
      sheet({
        indicators: [
          '产出指标 | 质量指标 | 收入增长率 | ≥100% | 100% | 5 | 5',
          '产出指标 | 数量指标 | 故障次数 | ≤3次 | 2次 | 5 | 5',
          '产出指标 | 数量指标 | 用电量 | ≤900度 | 900度 | 5 | 5',
        ],
      }),
    ],
    ['holds beyond-hundred', 'holds capped-output', 'holds floored-consumption'],
  ],
  [
    'PS-COPY',
    'a goal of something else',
    [sheet({ name: '年终考评奖励', goal: '检修泵站的全部设备', indicators: [OUTPUT] })],
    ['fails note unrelated/年终考评奖励'],
  ],
  [
    'PS-COPY',
    'one goal in two projects',
    [
      sheet({ goal: '使用30万元检修全部设备，保证汛期安全运行', indicators: [OUTPUT] }),
      sheet({ name: '闸门检修', goal: '使用8万元检修全部设备，保证汛期安全运行', indicators: [OUTPUT] }),
    ],
    ['fails note same/泵站检修/闸门检修'],
  ],
  [
    'PS-COPY',
    'one goal in two sheets of one project',
    [
      sheet({ goal: '使用30万元检修全部设备，保证汛期安全运行', indicators: [OUTPUT] }),
      sheet({ name: '2024泵站检修', goal: '使用8万元检修全部设备，保证汛期安全运行', indicators: [OUTPUT] }),
    ],
    ['holds 泵站检修', 'holds 2024泵站检修'],
  ],
  [
    'PS-COPY',
    'a goal beside nothing that it could be compared with',
    [sheet({ goal: '使用30万元检修全部设备，保证汛期安全运行' })],
    ['undecidable 泵站检修'],
  ],
  [
    'PS-COSTQ',
    'a quantity without its cost',
    [sheet({ funding: funding('30', '12'), indicators: [cost('检修成本', '≤9万元', '0万元'), OUTPUT] })],
    ['fails note 泵站检修'],
  ],
  [
    'PS-COSTQ',
    'both',
    [sheet({ funding: funding('30', '12'), indicators: [cost('检修成本', '≤9万元', '8万元'), OUTPUT] })],
    ['holds 泵站检修'],
  ],
  [
    'PS-COSTQ',
    'nothing spent at all',
    [sheet({ funding: funding('30', '0'), indicators: [cost('检修成本', '≤9万元', '0万元'), OUTPUT] })],
    ['not-applicable'],
  ],
  [
    'PS-REASON',
    'unpaid and unpaid',
    [sheet({ funding: funding('30', '0'), indicators: [`${NO_OUTPUT} | | 资金未下达`] })],
    ['holds 泵站检修'],
  ],
  [
    'PS-REASON',
    'unpaid but paid',
    [sheet({ funding: funding('30', '9'), indicators: [`${NO_OUTPUT} | | 资金未下达`] })],
    ['fails note 泵站检修'],
  ],
  [
    'PS-REASON',
    'partly unpaid',
    [sheet({ funding: funding('30', '9'), indicators: [`${NO_OUTPUT} | | 部分资金未下达`] })],
    ['holds 泵站检修'],
  ],
  [
    'PS-REASON',
    'not begun but full marks',
    [sheet({ funding: funding('30', '0'), indicators: [`${OUTPUT} | | 此项工作未开展`] })],
    ['fails note 泵站检修'],
  ],
  [
    'PS-REASON',
    'less, but the budget grew',
    [
      {
        funding: funding('80', '9', '30'),
        indicators: ['管理 | 预算 | 预算调整率 | ≤10% | 36% | 1 | 0 | | 项目支出减少'],
      },
    ],
    ['fails note 部门整体'],
  ],
  [
    'PS-REASON',
    'unpaid, but the sheet of the project is full of marks',
    [
      { indicators: ['管理 | 预算 | 采购执行率 | ≥90% | 1% | 1 | 0 | | “泵站检修”项目资金未下达，未支付'] },
      sheet({ funding: funding('30', '0'), indicators: [OUTPUT] }),
    ],
    ['fails note 部门整体'],
  ],
  [
    'PS-OVERLAP',
    'the same items in two projects',
    [
      sheet({ indicators: [cost('材料', '≤9万元', '8万元'), OUTPUT] }),
      sheet({ name: '闸门养护', indicators: [cost('材料', '≤2万元', '2万元'), OUTPUT] }),
    ],
    ['fails note 泵站检修/闸门养护'],
  ],
  [
    'PS-OVERLAP',
    'the same items in two sheets of one project',
    [
      sheet({ indicators: [cost('材料', '≤9万元', '8万元'), OUTPUT] }),
      sheet({ name: '2024泵站检修', indicators: [cost('材料', '≤2万元', '2万元'), OUTPUT] }),
    ],
    ['not-applicable'],
  ],
  [
    'PS-CAR',
    'a car hired, none in 三公经费',
    [sheet({ indicators: [cost('车辆租赁', '≤2万元', '1.7万元')] })],
    ['fails warning vehicles'],
  ],
  [
    'PS-CAR',
    'no car hired after all',
    [sheet({ indicators: [cost('车辆租赁', '≤2万元', '0万元')] })],
    ['not-applicable'],
  ],
  [
    'PS-BASIC',
    'wages as a project',
    [sheet({ name: '保安人员工资', funding: funding('30', '12') })],
    ['fails note'],
  ],
  ['PS-BASIC', 'a project', [sheet({})], ['holds']],
])('%s: %s', (id, _, sheets, expected) => {
  test(`is judged ${expected.join(', ')}`, () => {
    expect(told(judged(id, { sheets })).map((one) => one.trim())).toEqual(expected);
  });
});

test('PS-CAR cannot be decided without the table of 三公经费', () => {
  const report = without(
    { sheets: [sheet({ indicators: [cost('租车', '≤2万元', '1.7万元')] })] },
    'three-public',
  );
  expect(told(judgedIn('PS-CAR', report))).toEqual(['undecidable vehicles']);
});

test('PS-WARN writes its formula out', () => {
  const [one] = judged('PS-WARN', {
    sheets: [sheet({ funding: funding('30', '15'), indicators: [OUTPUT, BENEFIT] })],
  });
  expect(one?.reason).toBe(
    '“泵站检修”执行率 50.00%，其余指标得分率 100.00%，(100.00% − 50.00%) ÷ 100.00% ＝ 50.00%，超过 5%',
  );
});

test('PS-BASIC sets the sum beside the basic expenditure', () => {
  const [one] = judged('PS-BASIC', {
    figures: { '基本支出表[人员经费合计].决算数': '88.00' },
    sheets: [sheet({ name: '保安人员工资', funding: funding('30', '12') })],
  });
  expect(one?.reason).toContain('执行合计 12.00 万元；基本支出表人员经费合计 88.00');
});
