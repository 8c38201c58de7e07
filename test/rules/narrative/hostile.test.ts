import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check, readReports, type CheckedReport } from '../../../src/index.js';
import { told } from '../../../src/language/message.js';

const TEXT = readFileSync('fixtures/narrative/lakeside-2022.txt', 'utf8');
const SECTION = '（四）财政拨款收入支出决算总体情况';
const bait = (piece: string, characters = 150_000): string => piece.repeat(characters / piece.length);

/** Findings about the explanations with lines put in below 支出决算情况. */
async function checked(lines: readonly string[]): Promise<CheckedReport> {
  const text = TEXT.replace(SECTION, `${lines.join('\n')}\n${SECTION}`);
  const [report] = await readReports([
    'fixtures/independent/shanghai.xlsx',
    { file: '说明.txt', bytes: new TextEncoder().encode(text) },
  ]);
  if (!report) throw new Error('no report');
  return check(report);
}

const LONGEST_MESSAGE = 400;

describe('a text that was made to do harm is read in time, and messages stay short', () => {
  test.each([
    ['digits', `基本支出${bait('9')}万元。`],
    ['groups of thousands', `基本支出${bait('999,')}万元。`],
    ['decimal points', `基本支出${bait('9.')}万元。`],
    ['brackets that never close', bait('（')],
    ['levels without end', bait('教育支出（类）')],
    ['one word', bait('基本支出')],
    ['one figure', bait('基本支出9.00万元')],
    ['reasons', bait('主要原因是')],
    ['comparisons', bait('较上年增加')],
    ['years', bait('2021年度和')],
    ['doubled words', bait('研究')],
    ['questions', bait('是否')],
    ['commas', bait('，')],
    ['placeholders', bait('X')],
    ['telephone numbers', bait('13800138000、')],
    ['quotation marks', bait('“')],
  ])('%s', async (_, line) => {
    const { crashes, findings } = await checked([line]);
    expect(crashes).toEqual([]);
    expect(findings.filter(({ message }) => message.length > LONGEST_MESSAGE)).toEqual([]);
  });

  test('statements by the ten thousand', async () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, index) => `财政拨款收入${index}.00万元，占95.91%，比上年增加3.00万元，增长0.01%。`,
    );
    const { undecided, report } = await checked(lines);
    const why = report.narrative?.figures.find(({ kind }) => kind === 'unbound')?.why;
    expect(told(why ?? '')).toBe('正文的数字超过 5000 个，其余的不再识别');
    expect(undecided.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^正文有 1\d{4} 个数字未能识别/u),
    );
  });
});
