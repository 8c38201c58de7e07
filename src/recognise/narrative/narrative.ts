import type { Narrative } from '../../model/narrative.js';
import type { Hidden } from '../../model/report.js';
import type { Document } from '../../source/document.js';
import { hiddenBeside } from '../loose-texts.js';
import type { Tables } from './items.js';
import { interpret } from './statements.js';
import { assembleText, type AssembledText, type PlacedSentence } from './text.js';

/** The text of one file, taken apart, and whose it says that it is. */
export interface ReportText {
  readonly file: string;
  readonly text: AssembledText;
  readonly department?: string;
  readonly fiscalYear?: number;
  /** What its file holds and does not show, where no table of the file tells it. */
  readonly hidden?: readonly Hidden[];
}

/** The text of a document; undefined where it holds no explanations. */
export function reportTextOf(document: Document): ReportText | undefined {
  const text = assembleText(document);
  const explained = text.sentences.filter(({ explains, entry }) => explains && entry !== undefined);
  const sections = new Set(explained.map(({ entry }) => entry?.id));
  const fiscalYear = yearOf(text);
  if (sections.size === 0 || (sections.size === 1 && fiscalYear === undefined)) return undefined;
  const department = departmentOf(text);
  return {
    file: document.file,
    text,
    ...(department !== undefined && { department }),
    ...(fiscalYear !== undefined && { fiscalYear }),
    ...(document.hidden && document.sheets.length === 0 && { hidden: hiddenBeside(document) }),
  };
}

/** Reads the text of a report, bound to its tables. */
export function narrativeOf(texts: readonly ReportText[], tables: Tables): Narrative {
  const department = texts.find((one) => one.department !== undefined)?.department;
  const fiscalYear = texts.find((one) => one.fiscalYear !== undefined)?.fiscalYear;
  const sentences = texts.map(({ text }, index) => numberedOn(text.sentences, texts.slice(0, index)));
  const contents = texts.flatMap(({ text }) => text.contents);
  const read = sentences.map((own) => interpret(own, tables, fiscalYear));
  return {
    files: texts.map(({ file }) => file),
    ...(department !== undefined && { department }),
    ...(fiscalYear !== undefined && { fiscalYear }),
    sections: texts.flatMap(({ text }) => text.sections),
    sentences: sentences.flatMap((own) => own.map(({ sentence }) => sentence)),
    figures: read.flatMap(({ figures }) => figures),
    statements: read.flatMap(({ statements }) => statements),
    plain: read.flatMap(({ plain }) => plain),
    ...(contents.length > 0 && { contents }),
  };
}

/** Paragraphs of several texts are counted through. */
function numberedOn(
  sentences: readonly PlacedSentence[],
  before: readonly ReportText[],
): readonly PlacedSentence[] {
  if (before.length === 0) return sentences;
  const last = before.reduce((sum, { text }) => sum + (text.sentences.at(-1)?.sentence.paragraph ?? 0), 0);
  return sentences.map((placed) => ({
    ...placed,
    sentence: { ...placed.sentence, paragraph: placed.sentence.paragraph + last },
  }));
}

const YEAR_OF_ACCOUNTS = /(20\d{2})年度?(?:[^，。；]{0,40}?)决算/u;
/** As much of a cover says whose report it is. */
const COVER = 400;

function yearOf({ cover, sections, sentences }: AssembledText): number | undefined {
  const titles = sections.map(({ title }) => title);
  const said =
    titles.flatMap((title) => YEAR_OF_ACCOUNTS.exec(title)?.[1] ?? [])[0] ??
    YEAR_OF_ACCOUNTS.exec(cover.slice(0, COVER))?.[1] ??
    sentences
      .filter(({ explains }) => explains)
      .flatMap(({ sentence }) => /^[^，。]{0,40}?(20\d{2})年度/u.exec(sentence.text)?.[1] ?? [])[0];
  return said === undefined ? undefined : Number(said);
}

/** What a heading may say instead of a name. */
const NO_NAME = /^(?:本?部门|本?单位|基本|总体|主要|有关)?(?:单位|部门)?$/u;
const NAME_END =
  /(?:局|委|委员会|办|办公室|厅|院|中心|部|会|所|站|校|学|园|馆|队|社|室|处|科|团|政府|街道|镇|乡|区|县|市|省|本级\)?|公司|机关|办事处)[)）]?$/u;

function departmentOf({ cover, sections }: AssembledText): string | undefined {
  const names = [
    ...sections.flatMap(
      ({ title }) =>
        /^第[一二三四五六七八九十]+部分[、:：]?(.+?)(?:的)?(?:概况|基本情况)$/u.exec(title)?.[1] ?? [],
    ),
    ...sections.flatMap(
      ({ title }) =>
        /^第[一二三四五六七八九十]+部分[、:：]?(.+?)(?:20\d{2})年度?(?:部门|单位)?决算/u.exec(title)?.[1] ??
        [],
    ),
    ...[
      ...cover
        .slice(0, COVER)
        .matchAll(/(?:^|20\d{2}年度?)([^\d，。；：]{4,40}?)(?:20\d{2}年度?)?(?:部门|单位)?决算/gu),
    ].map(([, name = '']) => name),
  ];
  return names
    .map((name) => name.replace(/^20\d{2}年度?/u, ''))
    .find((name) => !NO_NAME.test(name) && NAME_END.test(name));
}
