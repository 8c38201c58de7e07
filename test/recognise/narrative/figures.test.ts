import { expect, test } from 'vitest';
import { comparable, canonical } from '../../../src/recognise/narrative/canonical.js';
import { figuresIn } from '../../../src/recognise/narrative/figures.js';

const figures = (text: string): string[] =>
  figuresIn(comparable(canonical(text))).map(({ digits, unit, kind }) => `${digits}|${unit}|${kind ?? '?'}`);

test.each<[string, readonly string[]]>([
  ['支出1,234,567.80元', ['1234567.80|元|?']],
  ['支出１２.５０万元', ['12.50|万元|?']],
  ['结余为-5.00万元', ['-5.00|万元|?']],
  ['各是123.00，456.00万元', ['123.00||?', '456.00|万元|?']],
  ['2022年度收入比2021年增加', ['2022|年度|date', '2021|年|date']],
  ['截至2022年12月31日', ['2022|年|date', '12|月|date', '31|日|date']],
  ['2021-2025年规划', ['2021||date', '2025|年|date']],
  ['财预〔2020〕10号', ['2020||document-number', '10|号|document-number']],
  ['第12条规定', ['12|条|document-number']],
  ['公开01表', ['01||ordinal']],
  ['1.本年支出', ['1|.|ordinal']],
  ['其中：（2）项目支出', ['2||ordinal']],
  ['单价100万元（含）以上设备3台（套）', ['100|万元|threshold', '3|台(套)|?']],
  ['满意度不低于90%', ['90|%|threshold']],
  ['联系电话13800000000', ['13800000000||document-number']],
  ['提高1.5个百分点', ['1.5|个百分点|?']],
  ['接待2批次、26人次', ['2|批次|?', '26|人次|?']],
])('%s', (text, expected) => {
  expect(figures(text)).toEqual(expected);
});

test.each([
  ['a million digits', '1'.repeat(1_000_000)],
  ['groups without end', '1,111'.repeat(200_000)],
  ['dashes and digits', '1-'.repeat(300_000)],
])('%s end in time', (_, text) => {
  const start = performance.now();
  figuresIn(comparable(text));
  expect(performance.now() - start).toBeLessThan(5000);
});
