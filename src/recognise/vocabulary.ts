import type { Form } from '../forms/form.js';
import { onceFor } from '../model/once-for.js';

/** Header words of the columns that say what a row is. */
const CODE_WORDS = new Set([
  '科目编码',
  '科目代码',
  '编码',
  '代码',
  '功能分类科目编码',
  '功能分类科目代码',
  '支出功能分类科目编码',
  '支出功能分类科目代码',
  '收入功能分类科目编码',
  '经济分类科目编码',
  '经济分类科目代码',
  '支出经济分类科目编码',
  '部门经济分类科目编码',
  '功能科目编码',
  '部门预算支出经济分类科目编码',
  '功能分类',
  '经济分类',
  '类',
  '款',
  '项',
  '类款项',
]);
const NAME_WORDS = new Set([
  '项目',
  '科目名称',
  '名称',
  '项目名称',
  '功能分类科目名称',
  '支出功能分类科目名称',
  '经济分类科目名称',
  '支出经济分类科目名称',
  '功能分类科目',
  '经济分类科目',
  '支出功能分类科目',
  '支出经济分类科目',
  '支出项目',
  '收入项目',
  '单位名称',
  '项目(按功能分类)',
  '项目按功能分类',
  '按功能分类',
  '支出项目(按功能分类)',
  '内容',
  '统计项目',
  '科目编码及名称',
  '科目代码及名称',
  '科目',
]);
const NUMBER_WORDS = new Set(['行次', '栏次', '序号', '行号']);
/** Rows under these are units, not lines of a form: a table by unit is none of the nine. */
const ENTITY_WORDS = new Set([
  '单位名称',
  '单位代码',
  '单位编码',
  '预算单位',
  '预算单位名称',
  '部门(单位)名称',
  '部门代码',
]);
/** Top-level headers that only say which side or which table a column belongs to. */
const FRAME_WORDS = new Set([
  '收入',
  '支出',
  '项目',
  '三公经费',
  '财政拨款三公经费',
  '一般公共预算财政拨款三公经费',
  '三公经费支出',
  '本年度',
  '本年',
  '支出功能分类',
  '一般公共预算财政拨款支出',
  '一般公共预算财政拨款基本支出',
  '金额单位:万元',
  '财政拨款支出',
  '一般公共预算支出',
  '一般公共预算',
  '按功能分类',
  '人员经费',
  '公用经费',
  '财政拨款三公经费支出',
  '一般公共预算财政拨款三公经费支出',
]);
/** A header begins with one of these; without them two known words in a row may be a line of data. */
const ANCHOR_WORDS = new Set([
  ...CODE_WORDS,
  ...NAME_WORDS,
  ...NUMBER_WORDS,
  ...ENTITY_WORDS,
  '收入',
  '支出',
  '预算数',
  '决算数',
  '年初预算数',
  '全年预算数',
  '金额',
  '人员经费',
  '公用经费',
  '因公出国(境)费',
  '公务接待费',
]);

/** Header text without measure and column arithmetic: "决算数（万元）", "合计(1=2+3)". */
export function headerWord(label: string): string {
  return label
    .replace(/\((?:单位:)?(?:人民币)?(?:万元|千元|元)\)$/u, '')
    .replace(/^20\d{2}年度?(?=.)/u, '')
    .replace(/(?:\(|(?<!\d))\d+=[\d+\-()、]*\)?$/u, '')
    .replace(/:$/u, '');
}

const columnWords = onceFor(
  (forms: readonly Form[]): ReadonlySet<string> =>
    new Set(
      forms.flatMap((form) => [
        ...form.columns.flatMap(({ paths }) => paths),
        ...(form.shape === 'items' ? form.lines.flatMap(({ labels }) => labels) : []),
      ]),
    ),
);

/** What a header word says of its column. */
export type Role = 'code' | 'name' | 'number' | 'entity' | 'amount' | 'unheaded';

export function roleOf(path: readonly string[], forms: readonly Form[]): Role {
  if (path.length === 0) return 'unheaded';
  // 项目 over 支出 is a header cut in two, not the column of labels.
  if (path.length > 1 && columnWords(forms).has(path.join(''))) return 'amount';
  for (const word of path.toReversed()) {
    if (ENTITY_WORDS.has(word)) return 'entity';
    if (CODE_WORDS.has(word)) return 'code';
    if (NUMBER_WORDS.has(word)) return 'number';
    if (NAME_WORDS.has(word)) return 'name';
    if (!FRAME_WORDS.has(word)) return 'amount';
  }
  return 'amount';
}

export const isLabelWord = (word: string): boolean =>
  CODE_WORDS.has(word) || NAME_WORDS.has(word) || NUMBER_WORDS.has(word) || ENTITY_WORDS.has(word);

export const isFrameWord = (word: string): boolean => FRAME_WORDS.has(word) || word.endsWith('三公经费');

export const isAnchorWord = (word: string): boolean => ANCHOR_WORDS.has(word);

export const isHeaderWord = (word: string, forms: readonly Form[]): boolean =>
  columnWords(forms).has(word) || ANCHOR_WORDS.has(word) || FRAME_WORDS.has(word);
