import { readFileSync } from 'node:fs';

const TABLES = readFileSync('fixtures/published/xinhua-2023.one-sheet.csv', 'utf8');
const TEXT = readFileSync('fixtures/narrative/lakeside-2022.txt', 'utf8').replaceAll('2022', '2023');

/** The nine tables on one sheet, as a department of another name would publish them. */
export const tablesOf = (department: string): string =>
  TABLES.replaceAll('平顶山市新华区政务服务和大数据管理局', department);

/** The text of that year, as a department of another name would publish it. */
export const textOf = (department: string): string => TEXT.replaceAll('云泽市镜湖区教育体育局', department);
