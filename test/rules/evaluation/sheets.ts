import { checkReport } from '../../../src/engine/check.js';
import { BUILT_IN_PROFILES } from '../../../src/rules/evaluation/built-in-profiles.js';
import type { Profiles } from '../../../src/rules/evaluation/profile.js';
import { sheetRules } from '../../../src/rules/evaluation/sheet-rules.js';
import { reportOf } from '../../../src/rules/example.js';
import type { ExampleSheet } from '../../../src/rules/rule.js';
import type { Report } from '../../../src/model/report.js';
import { inChinese } from './judged.js';

export const reportWith = (...sheets: readonly ExampleSheet[]): Report => reportOf({ figures: {}, sheets });

/** A sheet of the Henan system form in which every score follows its scheme. */
export const SYSTEM: ExampleSheet = {
  name: '设备购置',
  layout: 'system',
  funding: [
    '年度资金总额 | 60 | 80 | 60 | 10 | 75.00% | 7.50',
    '财政拨款 | 60 | 80 | 60 | - | 75.00% | -',
    '单位资金 | 0 | 0 | 0 | - | 0.00% | -',
  ],
  management: ['安排科学性 | 5 | 5', '拨付合规性 | 5 | 5', '使用规范性 | 5 | 5', '绩效管理情况 | 5 | 5'],
  indicators: [
    '成本指标 | 经济成本指标 | 采购成本 | ≤80万元 | 60万元 | 10 | 10 | 0.00 |',
    '产出指标 | 数量指标 | 采购设备 | ≥8台 | 6台 | 10 | 7.5 | -25.00 | 两台延期',
    '产出指标 | 质量指标 | 验收合格率 | =100% | 100% | 10 | 10 | 0.00 |',
    '产出指标 | 时效指标 | 完成时间 | 2031年12月31日前 | 80% | 10 | 8 | -20.00 | 供货延期',
    '效益指标 | 社会效益指标 | 提高效率 | 提高 | 100% | 25 | 25 | 0.00 |',
    '满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 97% | 5 | 5 | 0.00 |',
  ],
  total: '100 | 93',
};

const NOTE =
  '2.预算执行率10分、资金管理情况20分、成本指标10分。4.定性指标分为好、较好、一般、较差四档。未完成的，按照完成值与指标值的比例计分。';

/** A sheet of the Henan form filled in by hand, with its footnote. */
export const OFFLINE: ExampleSheet = {
  ...SYSTEM,
  layout: 'offline',
  funding: [
    '年度资金总额 | 60 | 80 | 59.3 | 10 | 74.1% | 7.4',
    '其中：政府预算资金 | 60 | 80 | 59.3 | — | 74.1% | —',
  ],
  indicators: SYSTEM.indicators?.map((row) => row.split('|').slice(0, 7).join('|')) ?? [],
  total: '100 | 92.9',
  notes: [NOTE],
};

/** A sheet of the national form. */
export const NATIONAL: ExampleSheet = {
  name: '业务培训',
  layout: 'national',
  funding: [
    '年度资金总额 | 60 | 80 | 60 | 10 | 75% | 7.5',
    '其中：当年财政拨款 | 60 | 80 | 60 | - | 75% | -',
  ],
  indicators: [
    '产出指标 | 数量指标 | 培训期数 | ≥8期 | 6期 | 30 | 22.5',
    '产出指标 | 质量指标 | 结业率 | =100% | 100% | 20 | 20',
    '效益指标 | 社会效益指标 | 提高业务水平 | 提高 | 提高 | 30 | 28',
    '满意度指标 | 满意度指标 | 学员满意度 | ≥90% | 93% | 10 | 10',
  ],
  total: '100 | 88',
};

/** The sheet with a row of its indicators, its funding or its management put another way. */
export function withRow(sheet: ExampleSheet, from: string, to: string): ExampleSheet {
  const replace = (rows: readonly string[] = []): string[] => rows.map((row) => row.replace(from, to));
  return {
    ...sheet,
    funding: replace(sheet.funding),
    management: replace(sheet.management),
    indicators: replace(sheet.indicators),
  };
}

/** "error PS-SUM 总分…": what the rules find, in order; undecidable findings too. */
export function findingsOf(
  sheets: readonly ExampleSheet[],
  profiles: Profiles = BUILT_IN_PROFILES,
): string[] {
  const { findings, crashes } = checkReport(reportWith(...sheets), sheetRules(profiles));
  if (crashes.length > 0) throw new Error(crashes.map(({ message }) => message).join());
  return findings.map(
    ({ severity, ruleId, verdict, message, causedBy }) =>
      `${causedBy === undefined ? severity : 'caused'} ${ruleId} ${verdict} ${message}`,
  );
}

/** Judgements of one rule: "fails 93". */
export function judgementsOf(
  ruleId: string,
  sheets: readonly ExampleSheet[],
  profiles: Profiles = BUILT_IN_PROFILES,
): ReturnType<typeof inChinese> {
  const rule = sheetRules(profiles).find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`no rule ${ruleId}`);
  return inChinese(rule.judge(reportWith(...sheets)));
}
