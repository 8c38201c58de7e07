import { joined as joinedMessages, zh, type Message, type Tell } from '../language/message.js';
import { coverageOf } from '../model/narrative-coverage.js';
import type { FigureClass, Narrative, TextFigure } from '../model/narrative.js';
import { placeName } from '../model/location.js';
import { forTerminal } from './escape.js';
import { detailLead } from './inspect-lead.js';
import { hang } from './wrap.js';

const CLASS_NAMES: Readonly<Record<FigureClass, Message>> = {
  statement: zh`已识别的金额、比率和个数`,
  date: zh`日期`,
  'document-number': zh`文号、号码`,
  ordinal: zh`序号`,
  threshold: zh`标准`,
  reason: zh`原因说明中的数字`,
  ambiguous: zh`有两种理解`,
  unbound: zh`未能识别`,
};

/** "正文数字 212 个：已识别 198，日期 9，未能识别 5（第 12 行…）": how much of a text was understood. */
export function coverageText(narrative: Narrative): Message {
  const { total, judged, classed, unbound } = coverageOf(narrative);
  if (total === 0) return zh`正文没有数字`;
  const lines = [...new Set(unbound.map(({ location }) => location.line ?? 0))];
  const places = lines.length === 0 ? '' : zh`（第 ${joinedMessages(lines.map(String), zh`、`)} 行）`;
  return zh`正文数字 ${total} 个：已识别 ${judged}，日期、编号等 ${classed}，未能识别 ${unbound.length}${places}`;
}

/** What was made out of the text of a report, for people. */
export function narrativeText(narrative: Narrative, tell: Tell): string {
  const { files, joined = [], sections, figures } = narrative;
  const known = sections.filter(({ id }) => id !== undefined);
  const counts = countByClass(figures);
  const classes = Object.entries(CLASS_NAMES).flatMap(([kind, name]) => {
    const count = counts.get(kind as FigureClass) ?? 0;
    return count === 0 ? [] : [zh`${name} ${count}`];
  });
  const line = (word: Message, text: Message): string =>
    hang(detailLead(word, tell), forTerminal(tell(text)));
  return [
    ...files.map((file, index) =>
      hang('  ✓ ', forTerminal(tell(zh`情况说明：${file}（${joined[index] ?? ''}）`))),
    ),
    line(
      zh`章节`,
      joinedMessages(
        known.map(({ title }) => title),
        zh`；`,
      ),
    ),
    line(zh`数字`, coverageText(narrative)),
    ...(classes.length > 0 ? [line(zh`其中`, joinedMessages(classes, zh`，`))] : []),
    ...figures.flatMap((figure) =>
      figure.kind === 'unbound' || figure.kind === 'ambiguous'
        ? [line(zh`未用`, zh`${placeName(figure.location)} ${quoted(figure)}：${figure.why ?? ''}`)]
        : [],
    ),
  ].join('\n');
}

function countByClass(figures: readonly TextFigure[]): Map<FigureClass, number> {
  const counts = new Map<FigureClass, number>();
  for (const { kind } of figures) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

const AROUND = 16;

/** The figure with some of the words before it. */
function quoted({ sentence, start, end }: TextFigure): string {
  const from = Math.max(0, start - AROUND);
  return `“${from > 0 ? '…' : ''}${sentence.text.slice(from, end)}”`;
}

/** The same as JSON. */
export function narrativeJson(narrative: Narrative, tell: Tell): Record<string, unknown> {
  const { files, joined = [], sections, figures, statements, plain } = narrative;
  const { total, judged, classed, unbound } = coverageOf(narrative);
  return {
    files,
    joined: joined.map(tell),
    sections: sections.map(({ id, path, location }) => ({ section: id ?? null, path, location })),
    figures: {
      total,
      statements: judged,
      classed,
      unbound: unbound.length,
      byClass: Object.fromEntries(countByClass(figures)),
    },
    statements: statements.map(({ figure, subject, role, base }) => ({
      subject: subject.id,
      role,
      ...(base !== undefined && { base: typeof base === 'string' ? base : base.id }),
      printed: figure.printed,
      location: figure.location,
    })),
    plain: plain.map(({ subject, says, sentence }) => ({
      subject: subject.id,
      says,
      location: sentence.location,
    })),
    unbound: unbound.map((figure) => ({
      printed: figure.printed,
      quote: quoted(figure),
      why: figure.why === undefined ? null : tell(figure.why),
      location: figure.location,
    })),
  };
}
