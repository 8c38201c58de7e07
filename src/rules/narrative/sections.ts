import type { Narrative, Section, Statement } from '../../model/narrative.js';

/** The rules about the sections of the catalogue of explanations, and about those within them. */
const BY_ID: Readonly<Record<string, string>> = {
  totals: 'N-1',
  revenue: 'N-2',
  expenditure: 'N-3',
  appropriation: 'N-4',
  'general-budget': 'N-5a',
  'general-budget/structure': 'N-5b',
  'general-budget/detail': 'N-5c',
  'basic-expenditure': 'N-6',
  'government-fund': 'N-7',
  'state-capital': 'N-7',
  'three-public': 'N-8',
  'operating-cost': 'N-9',
  procurement: 'N-10',
  assets: 'N-11',
  performance: 'N-12',
};

/** What a subject of a table is about, where the section does not say. */
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

/** The rule about a section, or about the one that it stands in. */
export function sectionRule(section: Section | undefined): string | undefined {
  const id = section?.id ?? section?.within ?? '';
  return BY_ID[id] ?? BY_ID[id.split('/')[0] ?? ''];
}

/** The rule that a statement is judged by. */
export const ruleOf = ({ figure, subject }: Statement): string | undefined =>
  sectionRule(figure.sentence.section) ?? BY_FORM[subject.facts[0]?.form ?? ''];

/** Sentences of the sections that a rule is about. */
export const sentencesOf = (narrative: Narrative, ruleId: string): Narrative['sentences'] =>
  narrative.sentences.filter(({ section }) => sectionRule(section) === ruleId);

/** Whether the text has a section that a rule is about. */
export const hasSection = (narrative: Narrative, ruleId: string): boolean =>
  narrative.sections.some((section) => sectionRule(section) === ruleId);
