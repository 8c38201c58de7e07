import { zh, type Message } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import type { Narrative, Sentence, Statement } from '../../model/narrative.js';
import { onceFor } from '../../model/once-for.js';
import type { Report } from '../../model/report.js';
import { told, type Fault, type Say } from '../evaluation/outcomes.js';
import type { Judgement } from '../judgement.js';
import { plainTitle, quote, shortened, titleOf, wordsPlace } from './clause.js';
import { paragraphOf, paragraphsOf } from './lookup.js';

const REASON = /(?:主要)?原因(?:是|为|：|:|系)?|主要是?由于|主要系/u;
const UP = /(?:增加|增长|上升|提高|上调|增多|扩大)/u;
const DOWN = /(?:减少|下降|降低|压减|压缩|下调|缩减|节约)/u;

/** What is said to be the reason; undefined where none is given. */
export function reasonIn(text: string): string | undefined {
  const match = REASON.exec(text);
  if (!match) return undefined;
  const reason = text.slice(match.index + match[0].length).replace(/^[：:，,\s]+/u, '');
  const [first = ''] = reason.split('。');
  return first === '' ? undefined : first;
}

const CHANGE_OF_NOTHING =
  /(?:减少|增加|下降|增长)(?:了|为|额为)?0(?:\.0{1,2})?(?:万元|%)[^。；]{0,24}持平|持平[^。；]{0,16}(?:减少|增加|下降|增长)(?:了|为)?(?!0(?:\.0{1,2})?(?:万元|%))\d/u;
const FLAT = /(?:与|同|和|较|比)[^，。；]{0,14}(?<!基本)持平/u;

/** The text of each paragraph, with its first sentence. */
const paragraphs = (narrative: Narrative): { readonly first: Sentence; readonly text: string }[] =>
  paragraphsOf(narrative).flatMap((own) => {
    const [first] = own;
    return first ? [{ first, text: own.map(({ text }) => text).join('') }] : [];
  });

const changesIn = onceFor(({ statements }: Narrative) =>
  groupBy(
    statements.filter(({ role }) => role === 'change'),
    ({ figure }) => figure.sentence.paragraph,
  ),
);

/** A sentence against itself, and a reason against what it explains. */
export function judgeContradictions(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const faults: Fault[] = [];
  const fault = (kind: string, sentence: Sentence, text: Message, words: string): void => {
    const copies = faults.filter(({ key }) => key.split('#')[0] === kind).length;
    faults.push({
      key: copies === 0 ? kind : `${kind}#${copies + 1}`,
      name: quote(shortened(words)),
      text: zh`${titleOf(sentence.section)}：${quote(shortened(words))}，${text}`,
      places: [wordsPlace(sentence, words)],
    });
  };
  for (const sentence of narrative.sentences) {
    const match = CHANGE_OF_NOTHING.exec(sentence.text);
    if (match) fault('flat-change', sentence, zh`既写增减又写持平`, match[0]);
  }
  for (const { first, text } of paragraphs(narrative)) {
    const flat = FLAT.exec(text);
    const after = flat && text.slice(flat.index + flat[0].length);
    const reason = after === null ? undefined : reasonIn(after.slice(0, 80));
    const [explained] =
      /^[，。；]?(?:决算数?[^，。]{0,12})?(?:差异|变动|变化|增减)?(?:的)?(?:主要)?原因/u.exec(after ?? '') ??
      [];
    // 与上年持平 and why it is less than the budget are two things.
    const isOne =
      explained !== undefined && (!explained.includes('预算') || flat?.[0].includes('预算') === true);
    if (flat && reason !== undefined && isOne && (UP.test(reason) || DOWN.test(reason)))
      fault('flat-reason', first, zh`既写持平又写变动原因${quote(shortened(reason))}`, flat[0]);
  }
  for (const statement of narrative.statements) judgeReason(statement, narrative, fault);
  const [first] = narrative.sentences;
  if (faults.length > 0) return told(say, faults, (count) => zh`${count} 处前后矛盾`);
  return first ? [say.holds('', [wordsPlace(first, plainTitle(first.section))])] : [];
}

/** 支出减少 as the reason why a figure rose, in a reason that names nothing else. */
const BARE_REASON =
  /^(?:本年度?|本部门|我(?:部门|单位|局)?)?[^，。；、增减上下提降]{0,12}(?:支出|收入|经费|费用|预算|项目|人员|资金)(?:的)?(?<word>增加|增长|上升|减少|下降|降低|压减|压缩)$/u;

function judgeReason(
  { figure, role, direction }: Statement,
  narrative: Narrative,
  fault: (kind: string, sentence: Sentence, text: Message, words: string) => void,
): void {
  if (role !== 'change' || (direction !== 'up' && direction !== 'down') || figure.value.isZero()) return;
  // With several changes in a paragraph it is not known which of them is explained.
  const changes = changesIn(narrative).get(figure.sentence.paragraph) ?? [];
  if (new Set(changes.map((one) => one.direction)).size > 1) return;
  const text = paragraphOf(narrative, figure.sentence)
    .map((sentence) => sentence.text)
    .join('');
  const reason = reasonIn(text);
  const word = reason === undefined ? undefined : BARE_REASON.exec(reason)?.groups?.word;
  if (reason === undefined || word === undefined) return;
  const says = UP.test(word) ? 'up' : 'down';
  // One figure in two roles is told once.
  const isFirst = changes[0]?.figure === figure && changes[0].direction === direction;
  if (says !== direction && isFirst)
    fault(
      'reason',
      figure.sentence,
      zh`数字${direction === 'up' ? zh`增加` : zh`减少`}，原因却是${quote(shortened(reason))}`,
      figure.printed,
    );
}
