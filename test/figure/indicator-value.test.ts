import { describe, expect, test } from 'vitest';
import { readIndicatorValue, type IndicatorValue } from '../../src/figure/indicator-value.js';

/** In short: operator and number with its unit, date, text, or several. */
function short(value: IndicatorValue): string {
  switch (value.kind) {
    case 'number':
      return `${value.operator ?? ''}${value.value.toFixed(value.decimals)}|${value.unit}`;
    case 'date':
      return `${value.operator ?? ''}date ${value.date}`;
    case 'text':
    case 'several':
      return `${value.kind} ${value.text}`;
  }
}

describe('a target or an achievement', () => {
  test.each([
    ['≥95%', '≥95|%'],
    ['＝100%', '=100|%'],
    ['≤10.2万元', '≤10.2|万元'],
    ['=3个', '=3|个'],
    ['≥100百分比', '≥100|%'],
    ['>=90％', '≥90|%'],
    ['3', '3|'],
    ['15.79万元', '15.79|万元'],
    ['1,200人次', '1200|人次'],
    ['≥ 320000 度', '≥320000|度'],
    ['不低于95%', '≥95|%'],
    ['95%以上', '≥95|%'],
    ['10万元以内', '≤10|万元'],
    ['＜3‰', '<3|‰'],
    ['控制在20万元以内', '≤20|万元'],
    ['不超过5天以内', '≤5|天'],
    ['≥300㎡', '≥300|m2'],
    ['24小时内', '≤24|小时'],
    ['5个工作日内办结', '≤5|个工作日'],
    ['10日前发放到位', '≤10|日'],
    ['5条村内道路', '5|条村内道路'],
    ['24小时之内处置', '≤24|小时'],
    ['3次内', '≤3|次'],
    ['95.6%（抽检）', '95.6|%'],
    ['86户（含监测户）', '86|户'],
    ['≥6台（套）', '≥6|台(套)'],
    ['-2.5%', '-2.5|%'],
    ['5条%', '5|条%'],
    ['2023年12月31日前', '≤date 2023-12-31'],
    ['2023年12月31前', '≤date 2023-12-31'],
    ['2023年12月31日 前', '≤date 2023-12-31'],
    ['2023年11月', 'date 2023-11'],
    ['2023-06-30', 'date 2023-06-30'],
    ['2023年底前完成', '≤date 2023'],
    ['2023', '2023|'],
    ['及时', 'text 及时'],
    ['稳定运行', 'text 稳定运行'],
    ['达到', 'text 达到'],
    ['达成预期指标', 'text 达成预期指标'],
    ['12月底前', 'several 12月底前'],
    ['6月30日前', 'several 6月30日前'],
    ['11月', '11|月'],
    ['10-20个', 'several 10-20个'],
    ['90%，10人', 'several 90%，10人'],
    ['≥3个且合格率100%', 'several ≥3个且合格率100%'],
    ['12345678901234567890', 'several 12345678901234567890'],
  ])('%s is %s', (text, expected) => {
    expect(short(readIndicatorValue(text))).toBe(expected);
  });
});
