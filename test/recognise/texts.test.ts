import { expect, test } from 'vitest';
import { told } from '../../src/language/message.js';
import { placeKey } from '../../src/model/location.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { readDocument } from '../../src/source/read-document.js';

const TITLE = ['收入决算表', '公开02表', '部门：甲市某某局', '2023年度', '金额单位：万元'];
const HEADER = [
  [
    '项目',
    '',
    '本年收入合计',
    '财政拨款收入',
    '上级补助收入',
    '事业收入',
    '经营收入',
    '附属单位上缴收入',
    '其他收入',
  ],
  ['科目代码', '科目名称', '', '', '', '', '', '', ''],
  ['栏次', '', '1', '2', '3', '4', '5', '6', '7'],
];
const ZEROS = ['0.00', '0.00', '0.00', '0.00'];
const LINES = [
  ['合计', '', '91.50', '90.00', ...ZEROS, '1.50'],
  ['201', '一般公共服务支出', '91.50', '90.00', ...ZEROS, '1.50'],
  ['20103', '政府办公厅（室）及相关机构事务', '91.50', '90.00', ...ZEROS, '1.50'],
];
const NOTE = '注：本表反映部门本年度取得的各项收入情况。';

const pageOf = (...tables: readonly (readonly (readonly string[])[])[]): string =>
  [
    '<html><body><p>甲市某某局2023年度收入增长，支出下降。</p>',
    ...TITLE.map((line) => `<p>${line}</p>`),
    ...tables.map(
      (rows) =>
        `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
    ),
    `<p>${NOTE}</p><p>收入合计91.50万元。</p></body></html>`,
  ].join('\n');

const textOf = (rows: readonly (readonly string[])[]): string =>
  [
    '收入增长，支出下降。',
    '',
    ...TITLE,
    ...rows.map((cells) => cells.join('\t')),
    '',
    NOTE,
    '收入增长。',
  ].join('\n');

async function tableIn(file: string, content: string) {
  const [report] = reportsIn(recogniseSheets(await readDocument(file, new TextEncoder().encode(content))));
  const table = report?.tables.get('revenue');
  const at = (line: string, column: string): string => {
    const fact = [...(table?.facts.values() ?? [])].find((one) => one.line === line && one.column === column);
    return fact ? `${placeKey(fact.location)} ${fact.printed}` : 'nothing';
  };
  return {
    parts: table?.parts.map(placeKey),
    department: table?.department && `${placeKey(table.department.location)} ${table.department.value}`,
    unit: table?.statedUnit && placeKey(table.statedUnit.location),
    notes: table?.notes.map(({ location }) => placeKey(location)),
    total: at('total', 'totalRevenue'),
    class: at('201', 'totalRevenue'),
    subclass: at('20103', 'totalRevenue'),
    problems: recogniseSheets(await readDocument(file, new TextEncoder().encode(content))).flatMap(
      ({ outcomes }) =>
        outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [told(outcome.reason)] : [])),
    ),
  };
}

test('a cell of a table within a page is told in its table, what stands around it by its paragraph', async () => {
  expect(await tableIn('决算.html', pageOf([...HEADER, ...LINES]))).toEqual({
    parts: ['表格1!A1:I6'],
    department: '决算.html 第 4 行 甲市某某局',
    unit: '决算.html 第 6 行',
    notes: ['决算.html 第 7 行'],
    total: '表格1!C4 91.50',
    class: '表格1!C5 91.50',
    subclass: '表格1!C6 91.50',
    problems: [],
  });
});

test('of a table that is cut between two rows, a cell is told in the part where it stands', async () => {
  const { parts, total, subclass } = await tableIn(
    '决算.html',
    pageOf([...HEADER, ...LINES.slice(0, 2)], LINES.slice(2)),
  );
  expect({ parts, total, subclass }).toEqual({
    parts: ['表格1!A1:I5'],
    total: '表格1!C4 91.50',
    subclass: '表格2!C1 91.50',
  });
});

test('a cell of a table within a text is told by its line', async () => {
  expect(await tableIn('决算.txt', textOf([...HEADER, ...LINES]))).toEqual({
    parts: ['决算!A8:I13'],
    department: '决算!A5 甲市某某局',
    unit: '决算!A7',
    notes: ['决算!A15'],
    total: '决算!C11 91.50',
    class: '决算!C12 91.50',
    subclass: '决算!C13 91.50',
    problems: [],
  });
});
