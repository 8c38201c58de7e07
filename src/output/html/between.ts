import { isWaived, type Between, type BetweenFinding } from '../../engine/outcome.js';
import { fingerprintOf } from '../../engine/fingerprint.js';
import { placeName } from '../../model/location.js';
import { onceFor } from '../../model/once-for.js';
import { SEVERITIES, VERDICTS } from '../../rules/judgement.js';
import { decisionText } from '../decision.js';
import { evidenceTable } from './finding.js';
import { html, type Markup } from './markup.js';
import { prose, type View } from './view.js';

/** More findings between reports than these stand on pages of their own, so many on each. */
const MOST_ON_A_PAGE = 1000;

/** Some of the findings between reports, as they follow each other. */
export interface BetweenPage {
  /** Name of their own page; absent where they stand behind the reports. */
  readonly name?: string;
  /** Number of the first of them. */
  readonly first: number;
  readonly findings: readonly BetweenFinding[];
}

/**
 * The findings between reports in the order in which they are shown, page by page.
 *
 * @param nameOf what a page of their own is called; undefined where there can be none
 */
export function betweenPages(
  { findings }: Between,
  nameOf: ((index: number) => string) | undefined,
): readonly BetweenPage[] {
  const ordered = [
    ...SEVERITIES.flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity && !isWaived(finding)),
    ),
    ...findings.filter(isWaived),
  ];
  if (!nameOf || ordered.length <= MOST_ON_A_PAGE) return [{ first: 1, findings: ordered }];
  return Array.from({ length: Math.ceil(ordered.length / MOST_ON_A_PAGE) }, (_, index) => ({
    name: nameOf(index),
    first: 1 + index * MOST_ON_A_PAGE,
    findings: ordered.slice(index * MOST_ON_A_PAGE, (index + 1) * MOST_ON_A_PAGE),
  }));
}

/**
 * What reports say together, behind the reports themselves: the findings, or where they stand; piece by piece.
 *
 * @param folder of the pages, as a reference
 */
export function* betweenSection(
  { outcomes, undecided }: Between,
  pages: readonly BetweenPage[],
  folder: string,
  view: View,
): Generator<string, void, undefined> {
  const { say } = view;
  const counts = VERDICTS.map((verdict) => `${say(verdict)} ${outcomes[verdict]}`).join(' · ');
  const [only] = pages;
  const isHere = only !== undefined && only.name === undefined;
  const [start = '', end = ''] = html`<section class="report" id="between">
    <h2>${say('betweenReports')}</h2>
    <p>${counts}</p>
    ${
      isHere
        ? FINDINGS
        : html`<ul class="lines">
            ${pages.map((page) => html`<li><a href="${folder}/${page.name}">${rangeOf(page, view)}</a></li>`)}
          </ul>`
    }
    ${
      undecided.length > 0 &&
      html`<h3>${say('unchecked')}</h3>
        <ul class="lines">
          ${undecided.map(({ ruleId, reason, count }) => html`<li><code>${ruleId}</code> ${prose(reason, view)} ${count > 1 && say('times', { count })}</li>`)}
        </ul>`
    }
  </section>`.markup.split(FINDINGS.markup);
  yield start;
  if (isHere) for (const { markup } of articles(only, pages, view)) yield markup;
  yield end;
}

/** Where findings stand: no text from a file holds this character. */
const FINDINGS: Markup = { markup: '\u0000' };

/** The findings of a page of their own. */
export const betweenPageSection = (page: BetweenPage, pages: readonly BetweenPage[], view: View): Markup =>
  html`<section class="report">
    <h2>${view.say('betweenReports')}</h2>
    <p>${rangeOf(page, view)}</p>
    ${[...articles(page, pages, view)]}
  </section>`;

/** Which of the findings stand on a page, and how severe they are. */
function rangeOf({ first, findings }: BetweenPage, { say }: View): string {
  const kinds = [
    ...SEVERITIES.map(
      (severity) =>
        [
          say(severity),
          findings.filter((finding) => finding.severity === severity && !isWaived(finding)).length,
        ] as const,
    ),
    [say('waived'), findings.filter(isWaived).length] as const,
  ];
  const counts = kinds.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
  return say('rangeOf', { first, last: first + findings.length - 1, counts: counts.join(' · ') });
}

const anchorOf = (identity: string): string => `between-${fingerprintOf(identity)}`;

function* articles(
  { name = '', findings }: BetweenPage,
  pages: readonly BetweenPage[],
  view: View,
): Generator<Markup, void, undefined> {
  const causes = causesIn(pages);
  for (const finding of findings) {
    const cause = causes.get(finding.causedBy ?? '');
    yield article(finding, cause && { ...cause, page: cause.page === name ? '' : cause.page }, view);
  }
}

/** A finding that others follow from, and the page where it stands. */
interface Cause extends Pick<BetweenFinding, 'identity' | 'ruleId' | 'title'> {
  readonly page: string;
}

const causesIn = onceFor(
  (pages: readonly BetweenPage[]): ReadonlyMap<string, Cause> =>
    new Map(
      pages.flatMap(({ name: page = '', findings }) =>
        findings.map(({ identity, ruleId, title }) => [identity, { identity, ruleId, title, page }] as const),
      ),
    ),
);

function article(finding: BetweenFinding, cause: Cause | undefined, view: View): Markup {
  const { say } = view;
  const { ruleId, title, severity, message, advice, identity, evidence, settlement } = finding;
  return html` <article
    id="${anchorOf(identity)}"
    class="finding ${severity}"
    data-entry
    data-severity="${severity}"
    data-rule="${ruleId}"
    data-table="between"
  >
    <h4><span class="severity">${say(severity)}</span> ${prose(title, view)} <code>${ruleId}</code></h4>
    <p class="message">${prose(message, view)}</p>
    ${settlement && html`<p class="decision">${prose(decisionText(settlement), view)}</p>`}
    ${
      cause &&
      html`<p>
        ${say('causedBy')}:
        <a href="${cause.page}#${anchorOf(cause.identity)}"
          >${prose(cause.title, view)} <code>${cause.ruleId}</code></a
        >
      </p>`
    }
    ${advice !== '' && html`<p class="advice"><strong>${say('advice')}</strong> ${prose(advice, view)}</p>`}
    ${evidenceTable(evidence, view, (location) => html`<bdi>${location.file}</bdi> ${view.tell(placeName(location))}`)}
  </article>`;
}
