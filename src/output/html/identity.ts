import { commonOf, termLabel, type Common } from '../../engine/terms.js';
import { zh, type Tell } from '../../language/message.js';
import { placeName, placeWithin, type Location } from '../../model/location.js';
import type { Judgement, Operand } from '../../rules/judgement.js';
import { html, joined, type Markup } from './markup.js';
import type { ReportView } from './view.js';

const RELATION = { '=': '＝', '≤': '≤', '≥': '≥', '<': '＜', '>': '＞' };
const RELATION_MISSED = { '=': '≠', '≤': '＞', '≥': '＜', '<': '≥', '>': '≤' };

/** One side of an identity: terms that say something, and those that are nought. */
interface Side {
  readonly shown: readonly Operand[];
  readonly zeros: readonly Operand[];
}

function sideOf({ operands }: Judgement, name: Operand['side']): Side {
  const own = operands.filter(({ side }) => side === name);
  const telling = own.filter(({ value, constant }) => constant === true || !value.isZero());
  // Of a side that is nought throughout the first term stands for it.
  const shown = telling.length > 0 ? telling : own.slice(0, 1);
  return { shown, zeros: own.filter((operand) => !shown.includes(operand)) };
}

/** What stands before a term. */
function signOf({ factor }: Operand, isFirst: boolean): string {
  const weight = factor.abs().equals(1) ? '' : `${factor.abs().toString()}×`;
  return `${factor.isNegative() ? '−' : isFirst ? '' : '＋'}${weight}`;
}

export type PlaceLink = (location: Location) => Markup;

/** An identity with every term on a line of its own: label, figure, cell. */
export function identityTable(judgement: Judgement, view: ReportView, placeLink: PlaceLink): Markup {
  const { operands, relation, verdict } = judgement;
  const { say } = view;
  const common = commonOf(operands, view.report);
  const relationSign = relation && (verdict === 'fails' ? RELATION_MISSED : RELATION)[relation];
  const rowsOf = ({ shown, zeros }: Side, lead: string | undefined): Markup[] => [
    ...shown.map((operand, index) => {
      const before = `${index === 0 ? (lead ?? '') : ''}${signOf(operand, index === 0)}`;
      return operand.constant === true
        ? html`<tr>
            <td>${before}</td>
            <td></td>
            <td>${operand.lineLabel}</td>
            <td></td>
          </tr>`
        : html`<tr>
            <td>${before}</td>
            <td>${view.tell(termLabel(operand, common))}</td>
            <td>${operand.printed ?? say('absent')}</td>
            <td>${placeLink(operand.location)}</td>
          </tr>`;
    }),
    ...(zeros.length === 0
      ? []
      : [
          html`<tr>
            <td></td>
            <td colspan="3">
              <details>
                <summary>${say('zeros', { count: zeros.length })}</summary>
                ${joined(
                  zeros.map(
                    (operand) =>
                      html`${view.tell(termLabel(operand, common))} ${placeLink(operand.location)}`,
                  ),
                  view.tell(zh`、`),
                )}
              </details>
            </td>
          </tr>`,
        ]),
  ];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${say('identity')}">
    <table class="terms">
      <caption>
        ${view.tell(common.subject) || say('identity')}
      </caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${say('item')}</th>
          <th scope="col">${say('figure')}</th>
          <th scope="col">${say('cell')}</th>
        </tr>
      </thead>
      <tbody>
        ${rowsOf(sideOf(judgement, 'left'), undefined)}${rowsOf(sideOf(judgement, 'right'), relationSign)}
      </tbody>
    </table>
  </div>`;
}

/** The same in one line, for what holds. */
export function identityLine(judgement: Judgement, { report, say, tell }: ReportView): Markup {
  const { operands, relation } = judgement;
  if (relation === undefined)
    return html`${say('amounts', { count: operands.length })}<i>${cellNames(operands, tell)}</i>`;
  const common = commonOf(operands, report);
  const [left, right] = [sideOf(judgement, 'left'), sideOf(judgement, 'right')];
  const zeros = [...left.zeros, ...right.zeros];
  const terms = ({ shown }: Side): Markup =>
    html`${shown.map((operand, index) => termText(operand, index === 0, common, { say, tell }))}`;
  return html`${tell(common.text)}${terms(left)} ${RELATION[relation]}
  ${terms(right)}${
    zeros.length > 0 &&
    html`${tell(zh`；`)}${say('zeros', { count: zeros.length })} <i>${cellNames(zeros, tell)}</i>`
  }`;
}

function termText(
  operand: Operand,
  isFirst: boolean,
  common: Common,
  { say, tell }: Pick<ReportView, 'say' | 'tell'>,
): Markup {
  const { constant, lineLabel, printed, location } = operand;
  const before = `${isFirst ? '' : ' '}${signOf(operand, isFirst)}`;
  return constant === true
    ? html`${before}${lineLabel}`
    : html`${before}${tell(termLabel(operand, common))} <b>${printed ?? say('absent')}</b>
        <i>${tell(common.table ? placeWithin(location) : placeName(location))}</i>`;
}

/** The cells of many figures. */
function cellNames(operands: readonly Operand[], tell: Tell): string {
  let sheet: string | undefined;
  return operands
    .map(({ location }) => {
      const place = location.sheet === sheet ? placeWithin(location) : placeName(location);
      ({ sheet } = location);
      return tell(place);
    })
    .join(' ');
}
