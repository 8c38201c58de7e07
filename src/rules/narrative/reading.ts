import { groupBy } from '../../model/group-by.js';
import { joined, told, zh, type Message } from '../../language/message.js';
import type { FigureClass, Narrative, TextFigure } from '../../model/narrative.js';
import { placeWithin } from '../../model/location.js';
import type { Report } from '../../model/report.js';
import type { Say } from '../evaluation/outcomes.js';
import type { Judgement } from '../judgement.js';
import { figurePlace } from './clause.js';

const UNREAD: readonly { readonly kind: FigureClass; readonly name: Message }[] = [
  { kind: 'ambiguous', name: zh`有不止一种读法` },
  { kind: 'unbound', name: zh`未能识别` },
];
const MOST_PLACES = 10;

/** Figures that were not judged, said once for each kind. */
export function judgeFigureReading({ figures }: Narrative, _: Report, say: Say): Judgement[] {
  if (figures.length === 0) return [];
  const byKind = groupBy(figures, ({ kind }) => kind);
  const unread = UNREAD.flatMap(({ kind, name }): Judgement[] => {
    const own = byKind.get(kind) ?? [];
    return own.length === 0
      ? []
      : [
          say.undecidable(
            kind,
            own.map(figurePlace),
            zh`正文有 ${own.length} 个数字${name}（${placesOf(own)}）`,
          ),
        ];
  });
  const read = byKind.get('statement') ?? [];
  return [...unread, ...(read.length > 0 ? [say.holds('', read.slice(0, 1).map(figurePlace))] : [])];
}

function placesOf(figures: readonly TextFigure[]): Message {
  const places = new Map(figures.map(({ location }) => [told(placeWithin(location)), placeWithin(location)]));
  const shown = joined([...places.values()].slice(0, MOST_PLACES), zh`、`);
  return places.size > MOST_PLACES ? zh`${shown} 等` : shown;
}
