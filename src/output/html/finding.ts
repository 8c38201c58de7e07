import type { Decimal } from 'decimal.js';
import { firstPlace, type Evidence, type Finding, type Suspect } from '../../engine/outcome.js';
import { identityOf } from '../../engine/fingerprint.js';
import { tailIdentity } from '../../engine/finding.js';
import { withSeparators } from '../../figure/figure.js';
import { sentence, zh, type Tell } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { address, placeName, type Location } from '../../model/location.js';
import { masked } from '../../model/masked.js';
import type { Judgement } from '../../rules/judgement.js';
import { formulasOf, type Rule } from '../../rules/rule.js';
import { figuresOf, plainAmount } from '../amount.js';
import { decisionText } from '../decision.js';
import { amountsJson } from '../json.js';
import { excerptOf, type Excerpt, type ExcerptCell, type Mark } from './excerpt.js';
import { identityLine, identityTable, type PlaceLink } from './identity.js';
import { html, joined, type Markup } from './markup.js';
import { partAt, type Part } from './parts.js';
import { passageOf } from './passage.js';
import { prose, type ReportView } from './view.js';

/** A finding with what it is told from. */
export interface TracedFinding {
  readonly finding: Finding;
  /** Its judgement; of a roll-up of tails all of them. */
  readonly judgements: readonly Judgement[];
  readonly drawn: readonly DrawnSheet[];
  /** Marked cells that are not drawn. */
  readonly leftOut: number;
  /** Findings that follow from it. */
  readonly followers: readonly Finding[];
}

/** A sheet with the cells of a finding in it. */
interface DrawnSheet {
  readonly sheet: string;
  readonly part: Part | undefined;
  readonly excerpt: Excerpt;
}

/** The findings of a report with the judgements behind them and the cells to draw. */
export function traced(view: ReportView): TracedFinding[] {
  const { findings, judgements } = view.checked;
  const byIdentity = groupBy(judgements, (judgement) =>
    judgement.verdict === 'holds-within-rounding'
      ? tailIdentity(judgement)
      : judgement.verdict === 'fails' || judgement.owed !== undefined
        ? identityOf(judgement)
        : undefined,
  );
  const followers = groupBy(findings, ({ causedBy }) => causedBy);
  return findings.map((finding) => ({
    finding,
    judgements: byIdentity.get(finding.identity) ?? [],
    ...drawnSheets(marksOf(finding, view), view),
    followers: followers.get(finding.identity) ?? [],
  }));
}

/** What the filter knows an entry by. */
export function filterKeys({ finding, judgements }: TracedFinding, view: ReportView): Markup {
  const groups = [...new Set(judgements.map(view.groupOf))];
  return html`data-entry data-severity="${finding.severity}" data-rule="${finding.ruleId}"
  data-table="${groups.join(' ')}"`;
}

/** Stretches of sheets drawn for one finding; the others are told in its list of evidence. */
const MOST_SHEETS = 6;
/** Text of a drawn cell: the whole stands in the workbook. */
const LONGEST_TEXT = 120;

/** A finding with its evidence, the cells drawn as they stand in the workbook, and what to do. */
export function findingArticle(traced: TracedFinding, view: ReportView): Markup {
  const { finding, judgements, drawn, leftOut, followers } = traced;
  const { say, findingAnchor } = view;
  const { ruleId, title, severity, message, advice, causedBy, identity, settlement } = finding;
  const rule = view.rules.get(ruleId);
  const cause = view.checked.findings.find((other) => other.identity === causedBy);
  return html` <article
    id="${findingAnchor(identity)}"
    class="finding ${severity}"
    ${filterKeys(traced, view)}
  >
    <h4><span class="severity">${say(severity)}</span> ${prose(title, view)} <code>${ruleId}</code></h4>
    <p class="message">${prose(message, view)}</p>
    ${settlement && html`<p class="decision">${prose(decisionText(settlement), view)}</p>`}
    ${cause && html`<p>${say('causedBy')}: ${findingLink(cause, view)}</p>`}
    ${advice !== '' && html`<p class="advice"><strong>${say('advice')}</strong> ${prose(advice, view)}</p>`}
    ${amountList(finding, view)}
    ${finding.verdict === 'holds-within-rounding' ? tailList(judgements, view) : identities(traced, view)}
    ${passages(finding, view)} ${drawn.map((sheet) => excerptFigure(sheet, view))}
    ${leftOut > 0 && html`<p>${say('leftOut', { count: leftOut })}</p>`}
    ${
      followers.length > 0 &&
      html`<p>
        ${say('follows')}:
        ${joined(
          followers.map((follower) => findingLink(follower, view)),
          view.tell(zh`、`),
        )}
      </p>`
    }
    ${rule && explanation(rule, view)}
  </article>`;
}

/** A finding as a link: what it is about, and its rule. */
export const findingLink = ({ identity, title, ruleId }: Finding, view: ReportView): Markup =>
  html`<a href="#${view.findingAnchor(identity)}">${prose(title, view)} <code>${ruleId}</code></a>`;

/** The figures of the cell to mend where it is known, so that they say the same as the advice. */
function amountList(finding: Finding, { say, tell }: ReportView): Markup | undefined {
  const { expected, actual, difference, unit } = figuresOf(finding);
  const { allowance } = amountsJson(finding);
  const isBounded = allowance !== null && Number(allowance) !== 0;
  const shown = Object.entries({
    expected,
    actual: tell(actual),
    difference,
    allowance: isBounded ? allowance : '',
  }).flatMap(([key, amount]) =>
    amount === ''
      ? []
      : [
          html`<div>
            <dt>${say(key as 'expected' | 'actual' | 'difference' | 'allowance')}</dt>
            <dd>${plainAmount(amount) ? withSeparators(amount.replaceAll(',', '')) : amount} ${unit}</dd>
          </div>`,
        ],
  );
  return shown.length > 0 ? html`<dl class="amounts">${shown}</dl>` : undefined;
}

const tailList = (judgements: readonly Judgement[], view: ReportView): Markup =>
  html`<ul class="lines">
    ${judgements.map((judgement) => html`<li><code>${judgement.ruleId}</code> ${judgement.operands.length > 0 ? identityLine(judgement, view) : prose(judgement.reason ?? '', view)}</li>`)}
  </ul>`;

/** The identity with its terms, and the places that it was told from. */
function identities({ finding, judgements, drawn }: TracedFinding, view: ReportView): Markup {
  const [judgement] = judgements;
  const placeLink = linkInto(drawn, view.tell);
  const isIdentity = judgement?.relation !== undefined && judgement.operands.length > 0;
  const beside = isIdentity
    ? finding.evidence.slice(judgement.operands.filter(({ constant }) => constant !== true).length)
    : finding.evidence;
  return html`${isIdentity && identityTable(judgement, view, placeLink)}${beside.length > 0 && evidenceTable(beside, view, placeLink)}`;
}

/** What a finding rests on: label, what is printed, and where. */
export const evidenceTable = (
  evidence: readonly Evidence[],
  { say }: Pick<ReportView, 'say'>,
  placeLink: PlaceLink,
): Markup =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="${say('evidence')}">
    <table class="terms">
      <caption>
        ${say('evidence')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('item')}</th>
          <th scope="col">${say('printed')}</th>
          <th scope="col">${say('cell')}</th>
        </tr>
      </thead>
      <tbody>
        ${evidence.map(
          ({ label, printed, location }) =>
            html`<tr>
              <td>${label}</td>
              <td>${printed}</td>
              <td>${placeLink(location)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** The sentences of the text that a finding speaks of, with the words marked. */
function passages({ evidence }: Finding, { report, say, tell }: ReportView): Markup | undefined {
  const { narrative } = report;
  if (!narrative) return undefined;
  const quoted = new Set<string>();
  const quotes = evidence.flatMap((one) => {
    const passage = passageOf(one, narrative);
    if (!passage) return [];
    const { before, marked, after } = passage;
    const quote = html`<blockquote>
      ${before}<mark>${marked}</mark>${after} <cite>${tell(placeName(one.location))}</cite>
    </blockquote>`;
    if (quoted.has(quote.markup)) return [];
    quoted.add(quote.markup);
    return [quote];
  });
  return quotes.length > 0
    ? html`<div class="passage">
        <h5>${say('passage')}</h5>
        ${quotes}
      </div>`
    : undefined;
}

function drawnSheets(marks: readonly Mark[], view: ReportView): Pick<TracedFinding, 'drawn' | 'leftOut'> {
  const stretches = groupBy(marks, ({ location }) =>
    placeKey(partAt(location, view.report)?.location ?? sheetOf(location)),
  );
  const drawable = [...stretches.values()].flatMap((own) => {
    const [{ location } = { location: { file: '' } }] = own;
    const image = view.imageOf(location);
    return image ? [{ image, part: partAt(location, view.report), own }] : [];
  });
  const drawn = drawable
    .slice(0, MOST_SHEETS)
    .map(({ image, part, own }) => ({ sheet: image.sheet, part, excerpt: excerptOf(image, part, own) }));
  const beyond = drawable.slice(MOST_SHEETS).flatMap(({ own }) => own);
  return { drawn, leftOut: drawn.reduce((sum, { excerpt }) => sum + excerpt.leftOut, beyond.length) };
}

const sheetOf = ({ file, sheet = '' }: Location): Location => ({ file, sheet });

const placeKey = ({ file, sheet = '', cell = '', range = '' }: Location): string =>
  [file, sheet, cell, range].join('\u0000');

/** Cells to mark: strongly those to mend, or where none is known what does not come out right. */
function marksOf(finding: Finding, { findingAnchor }: ReportView): Mark[] {
  const bad = badPlaces(finding);
  const isBad = new Set(bad.map(({ location }) => placeKey(location)));
  const suggested = new Map(
    finding.suspects.map((suspect) => [placeKey(suspect.location), suspect.suggested]),
  );
  const places = new Map([...bad, ...finding.evidence].map(({ location }) => [placeKey(location), location]));
  return [...places].map(([key, location], index) => ({
    location,
    isBad: isBad.has(key),
    id: `${findingAnchor(finding.identity)}-${index + 1}`,
    suggested: suggested.get(key) ?? '',
  }));
}

/** Suspected cells, or else the left side, the figure that is not as expected, or what is named first. */
function badPlaces({ verdict, suspects, evidence, actual }: Finding): readonly (Suspect | Evidence)[] {
  if (verdict === 'holds-within-rounding' || suspects.length > 0) return suspects;
  const left = evidence.filter(({ role }) => role === 'actual');
  if (left.length > 0) return left;
  const printed = evidence.find((one) => actual !== undefined && prints(one.printed, actual));
  return printed ? [printed] : evidence.filter(({ role }) => role === evidence[0]?.role);
}

/** Whether a printed figure is an amount, whatever stands around it: "1,234.50万元". */
function prints(printed: string, amount: Decimal): boolean {
  const [figure] = /-?\d[\d,]*(?:\.\d+)?/u.exec(printed) ?? [];
  return figure !== undefined && amount.equals(figure.replaceAll(',', ''));
}

/** Where a cell is drawn, its place leads there. */
function linkInto(drawn: readonly DrawnSheet[], tell: Tell): PlaceLink {
  const ids = new Map(drawnMarks(drawn).map(({ location, id }) => [placeKey(location), id]));
  return (location) => {
    const id = ids.get(placeKey(location));
    return id === undefined
      ? html`<bdi>${tell(placeName(location))}</bdi>`
      : html`<a href="#${id}">${tell(placeName(location))}</a>`;
  };
}

const drawnMarks = (drawn: readonly DrawnSheet[]): Mark[] =>
  drawn.flatMap(({ excerpt }) =>
    excerpt.rows.flatMap(({ cells }) => cells.flatMap(({ mark }) => mark ?? [])),
  );

/** The place to look at first, as a link to where it is drawn, or else to the finding. */
export function firstPlaceLink({ finding, drawn }: TracedFinding, view: ReportView): Markup | undefined {
  const bad = drawnMarks(drawn).find(({ isBad }) => isBad);
  const place = bad?.location ?? badPlaces(finding)[0]?.location ?? firstPlace(finding);
  return (
    place &&
    html`<a href="#${bad?.id ?? view.findingAnchor(finding.identity)}">${view.tell(placeName(place))}</a>`
  );
}

function excerptFigure({ sheet, part, excerpt }: DrawnSheet, view: ReportView): Markup {
  const { say } = view;
  const caption = part ? say('excerptOf', { sheet, title: part.title }) : say('excerpt', { sheet });
  const { columns, rows } = excerpt;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table class="sheet">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${columns.map((column) => html`<th scope="col">${columnName(column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ row, isHeader, isAfterGap, cells }) => html`${
            isAfterGap &&
            html`<tr class="gap">
              <td colspan="${columns.length + 1}">⋮</td>
            </tr>`
          }
<tr${isHeader && html` class="head"`}><th scope="row">${row + 1}</th>${cells.map((cell, index) => drawnCell(cell, cells[index - 1]?.text ?? '', view))}</tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const columnName = (column: number): string => address(0, column).slice(0, -1);

const FIGURE = /^[-−+（(]?[\d,，.]+[%％)）]?$/u;

function drawnCell(
  { text, rowSpan, columnSpan, mark }: ExcerptCell,
  before: string,
  { say }: ReportView,
): Markup {
  // Masked before it is cut: the rest of a number would be nobody's to recognise.
  const shown = maskedBehind(before.trim(), text.trim());
  const short = shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT)}…` : shown;
  const names = [mark && (mark.isBad ? 'bad' : 'seen'), FIGURE.test(shown) && 'figure']
    .filter(Boolean)
    .join(' ');
  const attributes = [
    mark && html` id="${mark.id}"`,
    names !== '' && html` class="${names}"`,
    rowSpan > 1 && html` rowspan="${rowSpan}"`,
    columnSpan > 1 && html` colspan="${columnSpan}"`,
  ];
  const hint =
    mark !== undefined &&
    mark.suggested !== '' &&
    html`<b>${say('shouldBe', { figure: mark.suggested })}</b>`;
  return html`<td${attributes}>${short}${hint}</td>`;
}

/** A text as it may be shown behind its label: 填表人 in one cell, the name in the next. */
function maskedBehind(label: string, text: string): string {
  const lead = `${label}：`;
  const both = masked(`${lead}${text}`);
  return both.startsWith(lead) ? both.slice(lead.length) : masked(text);
}

/** The rule as `gouji explain` tells it, without its example. */
function explanation(rule: Rule, view: ReportView): Markup {
  const { say } = view;
  const formulas = formulasOf(rule);
  return html`<details>
    <summary>${say('rule', { id: rule.id })}</summary>
    <dl>
      <div>
        <dt>${say('basis')}</dt>
        <dd>${prose(sentence(rule.basis), view)}</dd>
      </div>
      ${
        formulas.length > 0 &&
        html`<div>
          <dt>${say('formulas')}</dt>
          <dd>${formulas.map((formula) => html`<code>${view.tell(sentence(formula))}</code><br />`)}</dd>
        </div>`
      }
      <div>
        <dt>${say('failure')}</dt>
        <dd>${prose(sentence(rule.failure), view)}</dd>
      </div>
    </dl>
  </details>`;
}
