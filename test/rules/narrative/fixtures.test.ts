import { describe, expect, test } from 'vitest';
import { check, readReports, type Finding } from '../../../src/index.js';

const DEPARTMENTS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'xinhua-2023',
    'fixtures/evaluation/xinhua-2023.with-tables.xlsx',
    [
      'error N-CARRY 28',
      'error DP-SCORE 47',
      'error SU-COUNT-TEXT 46',
      'warning DP-FUND-TEXT 17',
      'warning SU-BUD 46',
      'warning N-7 28 follows',
      'note N-5b 15',
    ],
  ],
  [
    'lakeside-2022',
    'fixtures/independent/shanghai.xlsx',
    ['error N-2 6', 'error N-5c 33', 'error N-10 59', 'error N-YOY 4', 'error N-TPL 17', 'warning N-11 53'],
  ],
];

async function findingsIn(name: string, suffix: string, workbook: string): Promise<readonly Finding[]> {
  const [report, ...others] = await readReports([workbook, `fixtures/narrative/${name}.${suffix}`]);
  if (!report || others.length > 0) throw new Error('not one report');
  return check(report).findings;
}

/** "error N-5c 25: message": the first line of the text that a finding cites. */
const inText = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ ruleId, severity, evidence, causedBy }) => {
    const line = evidence.find(({ location }) => location.line !== undefined)?.location.line;
    return line === undefined
      ? []
      : [`${severity} ${ruleId} ${line}${causedBy === undefined ? '' : ' follows'}`];
  });

describe.each(DEPARTMENTS)('the explanations of %s', (name, workbook, expected) => {
  test('have these findings, and no others', async () => {
    expect(inText(await findingsIn(name, 'txt', workbook))).toEqual(expected);
  });

  test('have them as a Word document, too', async () => {
    const messages = (findings: readonly Finding[]): string[] => findings.map(({ message }) => message);
    expect(messages(await findingsIn(name, 'docx', workbook))).toEqual(
      messages(await findingsIn(name, 'txt', workbook)),
    );
    expect(inText(await findingsIn(name, 'docx', workbook))).toEqual(expected);
  });
});
