import { normaliseLabel } from '../../forms/label.js';
import { joined, zh } from '../../language/message.js';
import type { Narrative, Sentence } from '../../model/narrative.js';
import { type Report, type Table, yearOfTables } from '../../model/report.js';
import { told, type Fault, type Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import { quote, titleOf, wordsPlace } from './clause.js';
import { paragraphOf } from './lookup.js';
import { titlesOf } from './sections.js';

/** What stands in a name for "and": one written for another is another name. */
const AND = /[和与及暨、]/gu;
/** Shorter names are found inside others. */
const SHORTEST = 6;

interface Variant {
  readonly sentence: Sentence;
  readonly name: string;
}

/** Names in the text that differ from the department's by 和, 与, 及 alone. */
function variantsOf(name: string, { sentences }: Narrative): Variant[] {
  if (name.length < SHORTEST || !AND.test(name)) return [];
  const pattern = new RegExp(
    name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(AND, '[和与及暨、]?'),
    'gu',
  );
  return sentences.flatMap((sentence) =>
    [...sentence.text.matchAll(pattern)].flatMap(([found]) =>
      found === name ? [] : [{ sentence, name: found }],
    ),
  );
}

const withoutLevel = (name: string): string =>
  normaliseLabel(name).replace(/\((?:本级|部门|汇总)\)$|本级$/u, '');

function nameFaults(narrative: Narrative, report: Report): Fault[] {
  const tableNames = [...report.tables.values()].flatMap(({ title, department }) =>
    department ? [{ title, ...department }] : [],
  );
  const [table] = tableNames;
  const name = report.department ?? narrative.department;
  const faults: Fault[] = [];
  const { department: own } = narrative;
  const [first] = narrative.sentences;
  if (own !== undefined && table && first && !tableNames.some(({ value }) => isSameName(own, value))) {
    faults.push({
      key: 'department',
      name: quote(own),
      text: zh`文字说明的单位名称是${quote(own)}，${table.title}是${quote(table.value)}`,
      places: [wordsPlace(first, own), shownAt('department', table.title, table.value, table.location)],
    });
  }
  if (name === undefined) return faults;
  const names = [
    ...new Set([own, report.department].flatMap((one) => (one === undefined ? [] : [withoutLevel(one)]))),
  ];
  const variants = names.flatMap((one) => variantsOf(one, narrative));
  const [variant] = variants;
  if (variant) {
    const found = joined([...new Set(variants.map((one) => quote(one.name)))], zh`、`);
    faults.push({
      key: 'variant',
      name: found,
      text: zh`单位名称前后不一：${found} ${variants.length} 处，应为${quote(withoutLevel(own ?? name))}`,
      places: variants.map((one) => wordsPlace(one.sentence, one.name)),
    });
  }
  return faults;
}

function isSameName(one: string, other: string): boolean {
  const [a, b] = [withoutLevel(one), withoutLevel(other)];
  return a === b || a.endsWith(b) || b.endsWith(a);
}

const ROW_NAME =
  /(?<kind>[\u4e00-\u9fff（）()]{2,30}?)[（(]类[）)](?<group>[^（）()，。；]{2,40}(?:[（(][^（）()类款项]{1,10}[）)][^（）()，。；]{0,20}){0,2})[（(]款[）)](?<item>[^（）()，。；]{2,40}(?:[（(][^（）()类款项]{1,10}[）)][^（）()，。；]{0,20}){0,2})[（(]项[）)]/u;

const bare = (name: string): string =>
  normaliseLabel(name)
    .replace(/^(?:\d{1,2}[.、．]|其中:?|\(\d{1,2}\))+/u, '')
    .replace(/支出$/u, '');

/** 类, 款 and 项 as the text calls them, against the names beside the code in the table. */
function rowFaults(narrative: Narrative, report: Report): { faults: Fault[]; holding: Sentence[] } {
  const table = report.tables.get('general-budget-expenditure');
  const faults: Fault[] = [];
  const holding: Sentence[] = [];
  if (!table) return { faults, holding };
  const names = namesOf(table);
  const seen = new Set<string>();
  for (const { subject, role, figure } of narrative.statements) {
    const code = subject.facts.find(
      ({ form, line }) => form === 'general-budget-expenditure' && /^\d{7}$/u.test(line),
    )?.line;
    if (code === undefined || role !== 'amount' || seen.has(code)) continue;
    const named = paragraphOf(narrative, figure.sentence).find(({ text }) => ROW_NAME.test(text));
    const sentence = named ?? figure.sentence;
    // A heading of its own, as a page may cut it, is kept as what the figures speak of.
    const groups = ROW_NAME.exec(named?.text ?? subject.label)?.groups;
    if (!groups) continue;
    seen.add(code);
    const levels = [
      { said: groups.kind, code: code.slice(0, 3), level: zh`类` },
      { said: groups.group, code: code.slice(0, 5), level: zh`款` },
      { said: groups.item, code, level: zh`项` },
    ];
    const wrong = levels.flatMap(({ said = '', code: own, level }) => {
      const printed = names.get(own);
      return printed === undefined || bare(printed) === '' || bare(said).endsWith(bare(printed))
        ? []
        : [zh`${level}写${quote(bare(said))}，表中 ${own} 是${quote(printed)}`];
    });
    if (wrong.length === 0) {
      holding.push(sentence);
      continue;
    }
    const cells = levels.flatMap(({ code: own }) => {
      const line = table.lines.find((one) => one.code === own);
      return line ? [shownAt('name', own, line.name ?? line.label, line.location)] : [];
    });
    const differences = joined(wrong, zh`；`);
    faults.push({
      key: `row/${code}`,
      name: zh`${code}（${differences}）`,
      text: zh`${titleOf(sentence.section)}：${code} 的名称与${table.title}不同，${differences}`,
      places: [wordsPlace(sentence, bare(groups.item ?? '')), ...cells],
    });
  }
  return { faults, holding };
}

const namesOf = ({ lines }: Table): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap(({ code, name }) => (code !== undefined && name !== undefined ? [[code, name]] : [])),
  );

export function judgeNames(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const names = nameFaults(narrative, report);
  const rows = rowFaults(narrative, report);
  const hasName = (report.department ?? narrative.department) !== undefined;
  const [first] = narrative.sentences;
  return [
    ...told(say, names, (count) => zh`${count} 处单位名称不一`),
    ...told(say, rows.faults, (count) => zh`${count} 个科目的名称与决算表不同`),
    ...(names.length === 0 && hasName && first
      ? [say.holds('department', [wordsPlace(first, first.text)])]
      : []),
    ...(rows.holding.length > 0
      ? [
          say.holds(
            'rows',
            rows.holding.slice(0, 1).map((sentence) => wordsPlace(sentence, sentence.text)),
          ),
        ]
      : []),
  ];
}

const YEAR =
  /(?<before>[与比较同和自从至于到据按在及、〔(（\[]?)(?:上一?年度?（?)?(?<year>20\d{2})年(?<unit>度)?/gu;
const COMPARED = /^(?:与|比|较|同|和|及|、|自|从|至|到|据|按|在|于|〔|\(|（|\[)$/u;
/** Where years of other reports, laws and plans stand. */
const EXPLAINS = /决算|三公|机关运行|政府采购|绩效|国有资产|基金|国有资本/u;

/** The year of the text is that of the tables; another year stands only in a comparison. */
export function judgeYears(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const table = yearOfTables(report);
  const year = table?.value ?? report.fiscalYear ?? narrative.fiscalYear;
  const [first] = narrative.sentences;
  if (year === undefined || !first) return [];
  const judged: Judgement[] = [];
  if (table && narrative.fiscalYear !== undefined && narrative.fiscalYear !== table.value)
    judged.push(
      say.fails(
        'year',
        [
          wordsPlace(first, String(narrative.fiscalYear)),
          shownAt('year', table.title, String(table.value), table.location),
        ],
        {
          reason: zh`文字说明是 ${narrative.fiscalYear} 年度，${table.title}等表是 ${table.value} 年度`,
        },
      ),
    );
  const headings = narrative.sections.filter(({ title }) =>
    [...title.matchAll(YEAR)].some(
      ({ groups }) =>
        groups?.unit === '度' && Number(groups.year) !== year && !COMPARED.test(groups.before ?? ''),
    ),
  );
  for (const [index, section] of headings.entries())
    judged.push(
      say.fails(
        index === 0 ? 'heading' : `heading#${index + 1}`,
        [shownAt('text', section.title, section.title, section.location)],
        {
          reason: zh`标题${quote(section.title)}的年度不是 ${year} 年度`,
        },
      ),
    );
  const leading = narrative.sentences.flatMap((sentence) => {
    const found = leadingYear(sentence);
    // 2022年度……，2023年度……: both years side by side.
    // 2022年度无此项支出，比上年增加……: the year before, named as such.
    const isCompared =
      found === year - 1 &&
      (sentence.text.includes(`${year}年`) ||
        /^[^，,]{0,16}(?:无|没有|未).*(?:[比较]上年|同比)增[加长]/u.test(sentence.text));
    if (found === undefined || found === year || isCompared) return [];
    const isOfLastEvaluation = found === year - 1 && isOnEvaluation(sentence);
    // Beside this year's evaluation it tells what became of last year's.
    const isTold = isOfLastEvaluation && namesInSection(narrative, sentence, year);
    return isTold ? [] : [{ sentence, found, isOfLastEvaluation }];
  });
  for (const [index, { sentence, found, isOfLastEvaluation }] of leading.entries())
    judged.push(
      say.fails(index === 0 ? 'sentence' : `sentence#${index + 1}`, [wordsPlace(sentence, `${found}年度`)], {
        ...(isOfLastEvaluation && {
          severity: 'warning',
          advice: zh`确是上一年度绩效评价的，写明与本年度的关系；否则更正年度`,
        }),
        reason: zh`${titleOf(sentence.section)}：${quote(`${sentence.text.slice(0, 30)}…`)}写的是 ${found} 年度，本报告是 ${year} 年度`,
      }),
    );
  judged.push(...comparedYears(narrative, year, say));
  return judged.length > 0 ? judged : [say.holds('', [wordsPlace(first, String(year))])];
}

const isOnEvaluation = ({ text, section }: Sentence): boolean =>
  section !== undefined &&
  titlesOf(section).some((title) => title.includes('绩效')) &&
  /自评|评价/u.test(text);

const namesInSection = ({ sentences }: Narrative, { section }: Sentence, year: number): boolean =>
  sentences.some((other) => other.section === section && other.text.includes(`${year}年`));

/** The year that a sentence of the explanations opens with, before its first comma and no comparison. */
function leadingYear({ text, section }: Sentence): number | undefined {
  if (!section || !titlesOf(section).some((title) => EXPLAINS.test(title))) return undefined;
  const [opening = ''] = text.split(/[，,。；：]/u);
  const matches = [...opening.matchAll(YEAR)];
  const [only, ...others] = matches;
  const groups = only?.groups;
  if (!only || !groups || others.length > 0 || groups.unit !== '度') return undefined;
  if (COMPARED.test(groups.before ?? '') || /上年|相比|对比|下达|结转|以前|预算安排/u.test(opening))
    return undefined;
  return Number(groups.year);
}

function comparedYears({ statements }: Narrative, year: number, say: Say): Judgement[] {
  const seen = new Set<unknown>();
  return statements.flatMap(({ comparedYear, figure, subject, role }): Judgement[] => {
    if (comparedYear === undefined || comparedYear === year - 1 || seen.has(figure.sentence)) return [];
    seen.add(figure.sentence);
    // An earlier year whose own amount is told is meant.
    const isTold = statements.some(
      (one) =>
        one.role === 'prior' && one.comparedYear === comparedYear && one.figure.sentence === figure.sentence,
    );
    if (isTold && comparedYear < year - 2) return [];
    return [
      say.fails(`compared/${subject.id}/${role}`, [wordsPlace(figure.sentence, `${comparedYear}年`)], {
        reason: zh`${titleOf(figure.sentence.section)}：与 ${comparedYear} 年比较，本报告是 ${year} 年度，上年是 ${year - 1} 年`,
        advice: zh`核对比较的年度`,
      }),
    ];
  });
}
