import { describe, expect, test } from 'vitest';
import { told } from '../../../src/language/message.js';
import { appraise } from '../../../src/rules/evaluation/appraise.js';
import { BUILT_IN_PROFILES, withProfiles } from '../../../src/rules/evaluation/built-in-profiles.js';
import type { Profile, Profiles } from '../../../src/rules/evaluation/profile.js';
import type { Scheme } from '../../../src/rules/evaluation/scheme.js';
import type { ExampleSheet } from '../../../src/rules/rule.js';
import { findingsOf, judgementsOf, NATIONAL, OFFLINE, reportWith, SYSTEM, withRow } from './sheets.js';

const schemeOf = (sheets: readonly ExampleSheet[], profiles: Profiles = BUILT_IN_PROFILES): Scheme => {
  const [scheme] = appraise(reportWith(...sheets), profiles).schemes;
  if (!scheme) throw new Error('no scheme');
  return scheme;
};

const shownScheme = ({ profile, basis, explained, total, why }: Scheme): string =>
  `${profile.id} ${basis} ${explained}/${total} ${told(why)}`;

/** The scheme of a user who scores a missed ceiling by target and achievement, for one layout. */
const national = BUILT_IN_PROFILES.profiles.find(({ id }) => id === 'national');
const byRatio = (rest: Partial<Profile> = {}): Profiles => {
  if (!national) throw new Error('no national scheme');
  const own: Profile = {
    ...national,
    id: 'ratio',
    name: '比值方案',
    fallback: false,
    quantitative: { ...national.quantitative, reverse: ['inverse'] },
    ...rest,
  };
  return { ...BUILT_IN_PROFILES, profiles: [own, ...BUILT_IN_PROFILES.profiles] };
};

describe('a scheme is declared', () => {
  test.each<[string, ExampleSheet, string]>([
    ['by a footnote', OFFLINE, 'henan-offline declared 6/6 1 张表的附注写明了计分办法'],
    [
      'by layout and printed weights',
      SYSTEM,
      'henan-system declared 6/6 版式和各组分值（10/20/10/30/25/5）与该方案相符',
    ],
    [
      'by a grade that only it awards',
      { ...NATIONAL, grade: '合格' },
      'shanghai declared 4/4 1 张表使用该方案的等级名称',
    ],
  ])('%s', (_, sheet, expected) => {
    expect(shownScheme(schemeOf([sheet]))).toBe(expected);
  });

  test('by a footnote with other punctuation, for its whole layout', () => {
    const [note = ''] = OFFLINE.notes ?? [];
    const spelt = { ...OFFLINE, notes: [note.replaceAll('，', ', ').replaceAll('、', ' ')] };
    expect(schemeOf([{ ...OFFLINE, notes: [] }, spelt]).basis).toBe('declared');
  });

  test('not by half a footnote', () => {
    const other = withRow(
      withRow(
        { ...OFFLINE, notes: ['定性指标分为好、较好、一般、较差四档'] },
        '80% | 10 | 8',
        '80% | 20 | 16',
      ),
      '100% | 25 | 25',
      '100% | 15 | 15',
    );
    const unequal = withRow(withRow(other, '| 5 | 5', '| 4 | 4'), '| 10 | 10', '| 9 | 9');
    expect(schemeOf([unequal]).basis).toBe('assumed');
  });

  test.each([
    ['target by achievement', '年度指标值（A）/全年实际值（B）', ['inverse']],
    ['achievement by target', '全年实际值（B）/年度指标值（A）', ['excess']],
  ])('with a footnote on reverse indexes, %s', (_, formula, reverse) => {
    const notes = [`若为正向指标，按比例计分；若为反向指标，则得分计算方法应用${formula}*该指标分值。`];
    expect(schemeOf([{ ...NATIONAL, notes }]).profile.quantitative.reverse).toEqual(reverse);
  });

  test('by the user for the forms and layouts that he names', () => {
    const profiles = byRatio({ given: true, layouts: ['national'] });
    expect(shownScheme(schemeOf([NATIONAL], profiles))).toBe('ratio declared 4/4 由使用者给定');
    expect(schemeOf([SYSTEM], profiles).profile.id).toBe('henan-system');
  });
});

describe('a scheme is inferred', () => {
  const over = (count: number, score: string): ExampleSheet => {
    const weight = 30 / count;
    return {
      ...NATIONAL,
      indicators: [
        ...Array.from(
          { length: count },
          (_, index) => `成本指标 | 成本指标 | 成本${index} | ≤4万元 | 5万元 | ${weight} | ${score}`,
        ),
        ...(NATIONAL.indicators ?? []).slice(1),
      ],
    };
  };

  test('from three indexes on which schemes differ', () => {
    const scheme = schemeOf([over(3, '8')], byRatio());
    expect(shownScheme(scheme)).toBe('ratio inferred 6/6 各方案算法不同的 3 个指标中，比值方案解释 3 个');
  });

  test('over all sheets of a layout', () => {
    const [one, other] = [over(1, '24'), { ...over(2, '12'), name: '另一培训' }];
    expect(schemeOf([one, other], byRatio()).basis).toBe('inferred');
  });

  test('as the general one where it explains as many', () => {
    const scheme = schemeOf([over(3, '7.5')], byRatio());
    expect(shownScheme(scheme)).toBe(
      'national inferred 6/6 各方案算法不同的 3 个指标中，财预〔2020〕10号通用方案解释 3 个',
    );
  });

  test('and what another scheme explains is a warning that names it', () => {
    const indicators = [...(over(3, '8').indicators ?? [])];
    indicators[2] = indicators[2]?.replace('| 8', '| 7.5') ?? '';
    const four = [...indicators.slice(0, 3), '成本指标 | 成本指标 | 成本9 | ≤4万元 | 5万元 | 10 | 8'];
    expect(
      findingsOf([{ ...NATIONAL, indicators: four }], byRatio()).filter((line) => line.includes('PS-QUANT')),
    ).toEqual([
      'warning PS-QUANT fails 项目支出绩效自评表（业务培训） 成本2：10 × 4 ÷ 5 = 8.00，表中 7.5；若按财预〔2020〕10号通用方案则为 7.5',
    ]);
  });

  test('from no fewer: the national scheme is assumed, and any admissible one explains', () => {
    const sheet = over(2, '12');
    expect(shownScheme(schemeOf([sheet], byRatio()))).toBe(
      'national assumed 3/5 表中未载明方案，各方案算法不同的指标只有 2 个',
    );
    const judged = judgementsOf('PS-QUANT', [sheet], byRatio());
    expect(judged.map(({ verdict }) => verdict)).not.toContain('fails');
    expect(judged[0]?.reason).toContain('（比值方案）');
  });
});

test('what is only assumed makes no error of a score', () => {
  const odd = withRow(NATIONAL, '6期 | 30 | 22.5', '6期 | 30 | 29');
  expect(findingsOf([odd]).filter((line) => line.includes('PS-QUANT'))).toEqual([
    'warning PS-QUANT fails 项目支出绩效自评表（业务培训） 培训期数：30 × 6 ÷ 8 = 22.50，表中 29',
  ]);
});

test('steps of Hunan explain what is scored by them', () => {
  const row = '过程 | 预算管理 | 预算调整率 | ≤5% | 8% | 20 | 13.33';
  const sheet = {
    ...NATIONAL,
    indicators: [row, ...(NATIONAL.indicators ?? []).filter((one) => !one.includes('结业率'))],
  };
  expect(
    judgementsOf('PS-QUANT', [sheet]).find(({ instance }) => instance.includes('预算调整率')),
  ).toMatchObject({
    verdict: 'holds',
  });
});

test('a habit never counts as the scheme', () => {
  const zero = withRow(SYSTEM, '60万元 | 10 | 10', '0万元 | 10 | 0');
  const { explained, total } = schemeOf([zero]);
  expect(`${explained}/${total}`).toBe('5/6');
  const [sheet] = appraise(reportWith(zero)).sheets;
  expect(sheet?.recomputedTotal?.toFixed()).toBe('93');
});

test('a report is appraised once', () => {
  const report = reportWith(SYSTEM);
  expect(appraise(report)).toBe(appraise(report));
  expect(appraise(report, withProfiles([]))).not.toBe(appraise(report));
});
