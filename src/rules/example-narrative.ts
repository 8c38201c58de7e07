import { Decimal } from 'decimal.js';
import { normaliseLabel, splitLabel } from '../forms/label.js';
import { sectionNamed } from '../forms/narrative.js';
import type {
  FactPlace,
  FigureClass,
  Narrative,
  PlainStatement,
  Role,
  Section,
  Sentence,
  Statement,
  Subject,
  TextFigure,
} from '../model/narrative.js';
import type { Example } from './rule.js';

const FILE = '算例.txt';

/** What an example calls a subject by: a reference in the notation of the field, or an id with its label. */
export type Refer = (reference: string) => FactPlace & { readonly label: string };

const MARK = /\{(?<subject>[^{}|]*)\|(?<says>[^{}|]*)\|(?<words>[^{}]*)\}/gu;
const FIGURE = /^(?<number>[-−]?\d[\d,]*(?:\.(?<fraction>\d+))?)(?<unit>[^\d,.].*|)$/u;
const CLASSES: readonly FigureClass[] = [
  'date',
  'document-number',
  'ordinal',
  'threshold',
  'reason',
  'ambiguous',
  'unbound',
];

/** A sentence as people read it, without its marks. */
export const plainText = (sentence: string): string => sentence.replace(MARK, '$<words>');

/**
 * Builds the narrative that an example describes.
 *
 * Sections are keys, their headings parted by "/"; each of their sentences marks what it says:
 * `{支出表[合计].基本支出|amount|90.00万元}`, `{…|share of 支出表[合计].本年支出合计|75.00%}`,
 * `{…|completion of initial-budget|90.00%}`, `{…|change up|5.00万元}`, `{…|change-rate up|5.00%}`,
 * `{performance/projects:自评项目|count|12个}`, `{…|none|无政府性基金收支}`, `{…|flat budget|持平}`,
 * `{|unbound|12}`. Facts that two tables print are joined by "=".
 */
export function narrativeOf({ text = {}, texts, file: workbook }: Example, refer: Refer): Narrative | undefined {
  const file = workbook?.replace(/\.xlsx$/u, '.txt') ?? FILE;
  if (Object.keys(text).length === 0 && texts?.department === undefined) return undefined;
  const sections: Section[] = [];
  const sentences: Sentence[] = [];
  const figures: TextFigure[] = [];
  const statements: Statement[] = [];
  const plain: PlainStatement[] = [];
  let line = 0;
  for (const [key, marked] of Object.entries(text)) {
    const path = key === '' ? [] : key.split('/');
    const section: Section | undefined =
      key === ''
        ? undefined
        : { ...inCatalogue(path), title: path.at(-1) ?? '', path, location: { file, line: ++line } };
    if (section) sections.push(section);
    for (const sentenceText of marked) {
      const sentence: Sentence = {
        text: plainText(sentenceText),
        location: { file, line: ++line },
        section,
        paragraph: line,
      };
      sentences.push(sentence);
      let removed = 0;
      for (const match of sentenceText.matchAll(MARK)) {
        const { subject = '', says = '', words = '' } = match.groups ?? {};
        const start = match.index - removed;
        removed += match[0].length - words.length;
        const [role = '', ...rest] = says.split(' ');
        const about = subjectOf(subject, refer);
        if (role === 'none' || role === 'flat') {
          plain.push({
            subject: about,
            says: role,
            ...(role === 'flat' && { against: againstOf(rest[0]) }),
            sentence,
            words,
          });
          continue;
        }
        const kind = CLASSES.find((one) => one === role) ?? 'statement';
        const figure = figureOf(words, kind, sentence, start);
        figures.push(figure);
        if (kind !== 'statement') continue;
        const [only, base] = [rest[0], rest[0] === 'of' ? rest[1] : undefined];
        const direction = directionOf(only);
        statements.push({
          figure,
          subject: about,
          role: role as Role,
          ...(base !== undefined && {
            base: base === 'initial-budget' || base === 'budget' ? base : subjectOf(base, refer),
          }),
          ...(direction && { direction }),
          ...(rest[1] !== undefined && /^\d{4}$/u.test(rest[1]) && { comparedYear: Number(rest[1]) }),
        });
      }
    }
  }
  return {
    files: [file],
    ...(texts?.department !== undefined && { department: texts.department }),
    ...(texts?.fiscalYear !== undefined && { fiscalYear: texts.fiscalYear }),
    sections,
    sentences,
    figures,
    statements,
    plain,
    ...(texts?.contents && {
      contents: texts.contents.map((title) => ({ value: title, location: { file, line: 1 } })),
    }),
  };
}

/** The section of the catalogue that the last of some headings names, or the one that it stands in. */
function inCatalogue(path: readonly string[]): Pick<Section, 'id' | 'within'> {
  const ids = path.reduce<readonly (string | undefined)[]>(
    (above, title) => [
      ...above,
      sectionNamed(splitLabel(normaliseLabel(title)).name, (id) => above.includes(id))?.id,
    ],
    [],
  );
  const id = ids.at(-1);
  const within = ids.findLast((one) => one !== undefined);
  return { id, ...(id === undefined && within !== undefined && { within }) };
}

function subjectOf(reference: string, refer: Refer): Subject {
  const [own = '', label] = reference.split(':');
  if (!reference.includes('.')) return { id: own, label: label ?? own, facts: [] };
  const facts = reference.split('=').map((one) => refer(one));
  const [first] = facts;
  return {
    id: first ? `${first.form}/${first.line}/${first.column}` : reference,
    label: first?.label ?? reference,
    facts,
  };
}

function figureOf(printed: string, kind: FigureClass, sentence: Sentence, start: number): TextFigure {
  const { number = '0', fraction = '', unit = '' } = FIGURE.exec(printed)?.groups ?? {};
  return {
    printed,
    value: new Decimal(number.replaceAll(',', '').replace('−', '-')),
    decimals: fraction.length,
    unit,
    kind,
    location: sentence.location,
    sentence,
    start,
    end: start + printed.length,
  };
}

const directionOf = (word: string | undefined): Statement['direction'] =>
  (['up', 'down', 'flat', 'unclear'] as const).find((direction) => direction === word);

const againstOf = (word: string | undefined): NonNullable<PlainStatement['against']> =>
  (['initial-budget', 'budget'] as const).find((budget) => budget === word) ?? 'last-year';
