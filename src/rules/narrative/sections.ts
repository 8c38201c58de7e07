import type { Narrative, Section, Statement } from '../../model/narrative.js';

/** Rules about the sections of the explanations, by what their headings say; the first that fits counts. */
const BY_TITLE: readonly (readonly [string, RegExp])[] = [
  ['N-4', /财政拨款收(?:入、?支出|支)(?:决算)?总体/u],
  ['N-6', /基本支出/u],
  ['N-8', /三公/u],
  ['N-7', /政府性基金|国有资本经营/u],
  ['N-9', /机关运行/u],
  ['N-10', /政府采购/u],
  ['N-11', /国有资产/u],
  ['N-12', /绩效/u],
  ['N-5b', /一般公共预算.*结构/u],
  ['N-5c', /一般公共预算.*具体/u],
  ['N-5a', /一般公共预算/u],
  ['N-1', /收(?:入、?支出|支)(?:决算)?总体/u],
  ['N-2', /收入决算/u],
  ['N-3', /支出决算/u],
];

/** Ids of the sections in the catalogue of explanations; those within one begin with its id. */
const BY_ID: Readonly<Record<string, string>> = {
  totals: 'N-1',
  revenue: 'N-2',
  expenditure: 'N-3',
  appropriation: 'N-4',
  'general-budget': 'N-5a',
  'general-budget/overall': 'N-5a',
  'general-budget/structure': 'N-5b',
  'general-budget/detail': 'N-5c',
  'basic-expenditure': 'N-6',
  'government-fund': 'N-7',
  'state-capital': 'N-7',
  'three-public': 'N-8',
  'three-public/overall': 'N-8',
  'three-public/detail': 'N-8',
  'operating-cost': 'N-9',
  procurement: 'N-10',
  assets: 'N-11',
  performance: 'N-12',
};

/** What a subject of a table is about, where the headings do not say. */
const BY_FORM: Readonly<Record<string, string>> = {
  summary: 'N-1',
  revenue: 'N-2',
  expenditure: 'N-3',
  'appropriation-summary': 'N-4',
  'general-budget-expenditure': 'N-5a',
  'general-budget-basic-expenditure': 'N-6',
  'government-fund': 'N-7',
  'state-capital': 'N-7',
  'three-public': 'N-8',
};

/** Its headings, outermost first, its own the last. */
export const titlesOf = ({ path, title }: Section): readonly string[] =>
  path.at(-1) === title ? path : [...path, title];

/** The rule about a section; its parts (第三部分 …) and the name of the department say nothing of it. */
export function sectionRule(section: Section | undefined, { department }: Narrative): string | undefined {
  if (!section) return undefined;
  const known = section.id === undefined ? undefined : BY_ID[section.id];
  if (known !== undefined) return known;
  const path = titlesOf(section)
    .filter((title) => !/^第.{1,3}部分/u.test(title))
    .map((title) => (department === undefined ? title : title.replaceAll(department, '')))
    .join('/');
  return BY_TITLE.find(([, pattern]) => pattern.test(path))?.[0];
}

/** The rule that a statement is judged by. */
export function ruleOf({ figure, subject }: Statement, narrative: Narrative): string | undefined {
  const own = sectionRule(figure.sentence.section, narrative);
  return own ?? BY_FORM[subject.facts[0]?.form ?? ''];
}

/** Sentences of the sections that a rule is about. */
export const sentencesOf = (narrative: Narrative, ruleId: string): Narrative['sentences'] =>
  narrative.sentences.filter(({ section }) => sectionRule(section, narrative) === ruleId);

/** Whether the text has a section that a rule is about. */
export const hasSection = (narrative: Narrative, ruleId: string): boolean =>
  narrative.sections.some((section) => sectionRule(section, narrative) === ruleId);
