import { readFileSync } from 'node:fs';

const TABLES = readFileSync('fixtures/published/xinhua-2023.one-sheet.csv', 'utf8');

/** The nine tables on one sheet, as a department of another name would publish them. */
export const tablesOf = (department: string): string =>
  TABLES.replaceAll('平顶山市新华区政务服务和大数据管理局', department);
