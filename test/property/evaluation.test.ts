import { env } from 'node:process';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import type { CheckedReport } from '../../src/engine/outcome.js';
import { numberReading, type EvaluationSheet } from '../../src/model/evaluation.js';
import { placeKey, type Location } from '../../src/model/location.js';
import type { Report } from '../../src/model/report.js';
import { BUILT_IN_PROFILES } from '../../src/rules/evaluation/built-in-profiles.js';
import { sheetRules } from '../../src/rules/evaluation/sheet-rules.js';
import { reportOf } from '../../src/rules/example.js';
import type { ExampleSheet } from '../../src/rules/rule.js';

/** The same sheets every time, unless others or more are asked for. */
const RUNS = { seed: Number(env.GOUJI_SEED ?? 2022), numRuns: 60 * Number(env.GOUJI_RUNS ?? 2) };
const PATIENCE = RUNS.numRuns * 500;

const RULES = sheetRules(BUILT_IN_PROFILES);

const NOTE =
  '预算执行率10分、资金管理情况20分。定性指标分为好、较好、一般、较差四档；未完成的，按照完成值与指标值的比例计分。';

interface Form {
  readonly name: string;
  readonly layout: string;
  /** Points by group of indexes. */
  readonly points: readonly (readonly [level1: string, level2: string, points: number])[];
  readonly hasManagement: boolean;
  readonly hasDeviation: boolean;
  readonly decimals: { readonly rate: number; readonly execution: number; readonly total: number };
  readonly notes?: readonly string[];
}

const HENAN_POINTS: Form['points'] = [
  ['成本指标', '经济成本指标', 10],
  ['产出指标', '数量指标', 30],
  ['效益指标', '社会效益指标', 25],
  ['满意度指标', '服务对象满意度指标', 5],
];

const FORMS: readonly Form[] = [
  {
    name: 'the system form',
    layout: 'system',
    points: HENAN_POINTS,
    hasManagement: true,
    hasDeviation: true,
    decimals: { rate: 2, execution: 2, total: 2 },
  },
  {
    name: 'the form filled in by hand',
    layout: 'offline',
    points: HENAN_POINTS,
    hasManagement: true,
    hasDeviation: false,
    decimals: { rate: 1, execution: 1, total: 1 },
    notes: [NOTE],
  },
  {
    name: 'the national form',
    layout: 'national',
    points: [
      ['产出指标', '数量指标', 50],
      ['效益指标', '社会效益指标', 30],
      ['满意度指标', '满意度指标', 10],
    ],
    hasManagement: false,
    hasDeviation: false,
    decimals: { rate: 2, execution: 2, total: 2 },
  },
];

/** Scores are worked out here a second time, in whole numbers of a hundredth or of less. */
const halfUp = (value: Decimal, decimals: number): string => value.toFixed(decimals, Decimal.ROUND_HALF_UP);

interface Index {
  readonly target: string;
  readonly achieved: string;
  /** Share of the points, and deviation in percent. */
  readonly share: Decimal;
  readonly deviation: Decimal;
}

const ONE = new Decimal(1);
const NONE = new Decimal(0);

const counted = fc
  .tuple(
    fc.constantFrom('≥', '=', '≤', '不低于', '不超过'),
    fc.integer({ min: 1, max: 9000 }),
    fc.integer({ min: 1, max: 12_000 }),
    fc.constantFrom('个', '批次', '万元', '%'),
  )
  .map(([operator, target, achieved, unit]): Index => {
    const [t, a] = [new Decimal(target).div(10), new Decimal(achieved).div(10)];
    const isCeiling = operator === '≤' || operator === '不超过';
    const isMissed = isCeiling ? a.greaterThan(t) : a.lessThan(t);
    const over = a.minus(t).div(t);
    const missed = isCeiling ? Decimal.max(ONE.minus(over), NONE) : a.div(t);
    return {
      target: `${operator}${t.toFixed()}${unit}`,
      achieved: `${a.toFixed()}${unit}`,
      share: isMissed ? missed : ONE,
      deviation: isMissed ? over.times(100) : NONE,
    };
  });

const shared = fc
  .tuple(fc.constantFrom('及时', '提高', '2031年12月31日前'), fc.integer({ min: 0, max: 1000 }))
  .map(([target, permille]): Index => {
    const percent = new Decimal(permille).div(10);
    return {
      target,
      achieved: `${percent.toFixed()}%`,
      share: percent.div(100),
      deviation: percent.minus(100),
    };
  });

const worded = fc
  .constantFrom('稳定运行', '符合标准', '2031年6月30日前')
  .map((text): Index => ({ target: text, achieved: text, share: ONE, deviation: NONE }));

const index = fc.oneof({ weight: 3, arbitrary: counted }, shared, worded);

function sheetOf(form: Form): fc.Arbitrary<ExampleSheet> {
  return fc
    .record({
      budget: fc.integer({ min: 1, max: 300_000 }),
      executed: fc.integer({ min: 0, max: 1000 }),
      own: fc.integer({ min: 0, max: 1000 }),
      management: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
      groups: fc.tuple(...form.points.map(() => fc.array(index, { minLength: 1, maxLength: 4 }))),
    })
    .map(({ budget, executed, own, management, groups }): ExampleSheet => {
      const whole = new Decimal(budget).div(100);
      const spent = whole.times(executed).div(1000).toDecimalPlaces(2, Decimal.ROUND_DOWN);
      const part = whole.times(own).div(1000).toDecimalPlaces(2, Decimal.ROUND_DOWN);
      const partSpent = Decimal.min(part, spent);
      const rateOf = (done: Decimal, all: Decimal): string =>
        all.isZero() ? '0.00%' : `${halfUp(done.div(all).times(100), form.decimals.rate)}%`;
      const execution = spent.div(whole).times(10);
      const line = (label: string, all: Decimal, done: Decimal, points: string, score: string): string =>
        [label, all, all, done, points, rateOf(done, all), score].join(' | ');
      const managed = form.hasManagement ? management : [];
      let total = execution.plus(managed.reduce((sum, score) => sum + score, 0));
      const indicators = form.points.flatMap(([level1, level2, points], group) => {
        const own = groups[group] ?? [];
        return own.map((one, place) => {
          // Unequal points that add up: 30 in three is 9.99, 9.99 and the rest.
          const each = new Decimal(points).div(own.length).toDecimalPlaces(2, Decimal.ROUND_DOWN);
          const weight = place > 0 ? each : new Decimal(points).minus(each.times(own.length - 1));
          const score = halfUp(weight.times(one.share), 2);
          total = total.plus(score);
          const cells = [level1, level2, `指标${group}-${place}`, one.target, one.achieved, weight, score];
          const rest = form.hasDeviation ? [halfUp(one.deviation, 2), '另有说明'] : [];
          return [...cells, ...rest].join(' | ');
        });
      });
      return {
        name: '采购',
        layout: form.layout,
        funding: [
          line('年度资金总额', whole, spent, '10', halfUp(execution, form.decimals.execution)),
          line('财政拨款', whole.minus(part), spent.minus(partSpent), '-', '-'),
          line('单位资金', part, partSpent, '-', '-'),
        ],
        management: managed.map((score, place) => `${MANAGEMENT[place] ?? ''} | 5 | ${score}`),
        indicators,
        total: `100 | ${halfUp(total, form.decimals.total)}`,
        ...(form.notes && { notes: form.notes }),
      };
    });
}

const MANAGEMENT = ['安排科学性', '拨付合规性', '使用规范性', '绩效管理情况'];

const reportWith = (sheet: ExampleSheet): Report => reportOf({ figures: {}, sheets: [sheet] });

const check = (report: Report): CheckedReport => {
  const checked = checkReport(report, RULES);
  expect(checked.crashes).toEqual([]);
  return checked;
};

type Score = NonNullable<EvaluationSheet['indicators'][number]['score']>;

/** Every score that the sheet prints. */
const scoresOf = (sheet: EvaluationSheet): Extract<Score, { state: 'read' }>[] =>
  [...sheet.funding, ...sheet.management, ...sheet.indicators, ...(sheet.total ? [sheet.total] : [])].flatMap(
    ({ score }) => (score?.state === 'read' ? [score] : []),
  );

/** The report with another score in one cell. */
function withScore(report: Report, at: Location, text: string): Report {
  const place = placeKey(at);
  const put = <Row extends { readonly score?: Score }>(row: Row): Row =>
    row.score && placeKey(row.score.location) === place ? { ...row, score: numberReading(text, at) } : row;
  const sheets = report.evaluation.sheets.map((sheet): EvaluationSheet => ({
    ...sheet,
    funding: sheet.funding.map(put),
    management: sheet.management.map(put),
    indicators: sheet.indicators.map(put),
    ...(sheet.total && { total: put(sheet.total) }),
  }));
  return { ...report, evaluation: { ...report.evaluation, sheets } };
}

describe.each(FORMS.map((form) => [form.name, form] as const))('%s', (_, form) => {
  const sheet = sheetOf(form);

  test(
    'with scores by its scheme has no finding',
    () => {
      fc.assert(
        fc.property(sheet, (one) => {
          const { findings, undecided } = check(reportWith(one));
          // Achievements far above a low target are remarked on where the form has no reasons.
          const telling = findings.filter(({ ruleId }) => ruleId !== 'PS-OVER');
          expect(telling.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([]);
          expect(undecided).toEqual([]);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  test(
    'with one score moved by 0.1 or more has one that cites its cell',
    () => {
      const tenths = fc.integer({ min: 10, max: 500 });
      fc.assert(
        fc.property(sheet, fc.nat(), tenths, fc.boolean(), (one, pick, by, up) => {
          const report = reportWith(one);
          const [own] = report.evaluation.sheets;
          const scores = own ? scoresOf(own) : [];
          const moved = scores[pick % scores.length];
          if (!moved) return;
          const score = moved.value.value.plus(new Decimal(by).div(up ? 100 : -100));
          const { findings } = check(withScore(report, moved.location, score.toFixed()));
          const cited = findings
            .filter(({ ruleId, severity }) => ruleId.startsWith('PS-') && severity !== 'note')
            .flatMap(({ evidence }) => evidence.map(({ location }) => placeKey(location)));
          expect(cited).toContain(placeKey(moved.location));
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});
