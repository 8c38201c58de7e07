import type { ReportOutline, RunOutline } from '../../engine/outline.js';
import type { Message } from '../../language/message.js';
import { betweenCounts } from '../summary.js';
import {
  countsIn,
  districtsOf,
  GRAVITIES,
  gravityOf,
  overviewOf,
  type Group,
  type Overview,
} from '../../engine/overview.js';
import { groupBy } from '../../model/group-by.js';
import { SEVERITIES } from '../../rules/judgement.js';
import { districtsTitle, percentage } from '../overview.js';
import { barPicture } from './bar.js';
import { html, type Markup } from './markup.js';
import { reportName } from './report.js';
import { prose, type View } from './view.js';

/** The list of reports on the page. */
interface Listing {
  /** Where the page of each report, or its part of this page, is found. */
  readonly hrefs: ReadonlyMap<ReportOutline, string>;
  /** Whether it is what the page filters. */
  readonly isFiltered: boolean;
}

/** A ranking shows so many; whatever it leaves out is counted. */
const MOST_RANKS = 20;
/** More reports are folded by district, where there are districts. */
const MOST_IN_SIGHT = 200;

/** What several reports came to as a whole, each of them linked. */
export function overviewSection(outline: RunOutline, listing: Listing, view: View): Markup {
  const { say } = view;
  const linkTo = (report: ReportOutline): string => listing.hrefs.get(report) ?? '';
  const overview = overviewOf(outline);
  const { departments, rules, districts } = overview;
  return html`<section id="overview">
    <h2>${say('overview')}</h2>
    <div class="overview">
      <div>
        ${gravityPicture(overview, betweenCounts(outline), view)}
        ${ranking(
          say('departmentsByErrors'),
          [say('department'), ...SEVERITIES.map((severity) => say(severity))],
          departments.map((group) => [
            html`<a href="${linkTo(group.worst)}"><bdi>${group.name ?? say('noDepartment')}</bdi></a>
              <span class="file"><bdi>${group.worst.report.file}</bdi></span>`,
            ...counts(group),
          ]),
          view,
        )}
      </div>
      <div>
        ${ranking(
          say('rulesByFrequency'),
          [say('rules'), say('findings'), say('reports')],
          rules.map(({ ruleId, title, findings, reports, worst }) => [
            html`<code>${ruleId}</code> ${prose(title, view)}
              <span class="file"
                ><a href="${linkTo(worst)}"><bdi>${worst.report.file}</bdi></a></span
              >`,
            findings,
            reports,
          ]),
          view,
        )}
        ${
          districts &&
          ranking(
            view.tell(districtsTitle(districts.folder)),
            [
              say('district'),
              say('reports'),
              say('reportsWithErrors'),
              ...SEVERITIES.map((severity) => say(severity)),
            ],
            districts.groups.map((group) => [
              districtCell(group, linkTo, view),
              group.reports,
              group.gravities.error,
              ...counts(group),
            ]),
            view,
          )
        }
      </div>
    </div>
    <h3 id="reports">${say('reports')} ${overview.reports}</h3>
    ${reportLists(outline, listing, view)}
  </section>`;
}

const counts = ({ findings }: Group): number[] => SEVERITIES.map((severity) => findings[severity]);

const districtName = (name: string | undefined, { say }: View): string =>
  name === undefined || name === '' ? say('noDistrict') : name;

/** A district leads to the report to look at first, if there is anything to look at. */
function districtCell(group: Group, linkTo: (report: ReportOutline) => string, view: View): Markup {
  const name = html`<bdi>${districtName(group.name, view)}</bdi>`;
  return group.gravities.clean === group.reports ? name : html`<a href="${linkTo(group.worst)}">${name}</a>`;
}

/** Reports by the gravest that was found in them. */
function gravityPicture(
  { gravities, reports, undecided, broken, tailShare }: Overview,
  between: Message | undefined,
  { say, tell }: View,
): Markup {
  return html`${barPicture(
      { caption: say('byGravity'), count: say('reportsOf', { count: reports }) },
      GRAVITIES.map((gravity) => ({
        kind: gravity,
        name: say(`reports-${gravity}`),
        count: gravities[gravity],
      })),
    )}
    <p>
      ${say('reportsUndecided', { count: undecided })}${broken > 0 && ` · ${say('filesBroken', { count: broken })}`}${
        tailShare !== undefined && ` · ${say('tailShare', { share: percentage(tailShare) })}`
      }
    </p>
    ${between !== undefined && html`<p><a href="#between">${say('betweenApart', { counts: tell(between) })}</a></p>`}
    <p class="legend">${say('countedOnce')}</p>`;
}

function ranking(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly [name: Markup, ...counts: number[]])[],
  { say }: View,
): Markup | undefined {
  if (rows.length === 0) return undefined;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${title}">
      <table class="matrix">
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, MOST_RANKS).map(
            ([name, ...cells]) =>
              html` <tr>
                <th scope="row">${name}</th>
                ${cells.map(count)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rows.length > MOST_RANKS && html`<p class="count">${say('others', { count: rows.length - MOST_RANKS })}</p>`}`;
}

const count = (number: number): Markup =>
  number === 0 ? html`<td class="none">0</td>` : html`<td>${number}</td>`;

/** All reports with what they came to, by district where there are many. */
function reportLists(outline: RunOutline, listing: Listing, view: View): Markup {
  const { reports } = outline;
  const { districtOf } = districtsOf(outline);
  const groups = groupBy(reports, ({ report }) => districtOf(report));
  if (reports.length <= MOST_IN_SIGHT || groups.size === 1) return reportList(reports, listing, view);
  return html`${[...groups].map(
    ([name, own]) =>
      html`<details class="group">
        <summary>
          <bdi>${districtName(name, view)}</bdi>
          <span class="count">${view.say('reportsOf', { count: own.length })}</span>
        </summary>
        ${reportList(own, listing, view)}
      </details>`,
  )}`;
}

const reportList = (reports: readonly ReportOutline[], listing: Listing, view: View): Markup =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="${view.say('reports')}">
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">${view.say('department')}</th>
          ${[...SEVERITIES, 'undecidable' as const].map((key) => html`<th scope="col">${view.say(key)}</th>`)}
          <th scope="col">${view.say('files')}</th>
        </tr>
      </thead>
      <tbody>
        ${reports.map((outline) => reportRow(outline, listing, view))}
      </tbody>
    </table>
  </div>`;

function reportRow(outline: ReportOutline, { hrefs, isFiltered }: Listing, { say }: View): Markup {
  const found = countsIn([outline]);
  return html` <tr ${isFiltered && html`data-entry data-severity="${gravityOf(outline)}"`}>
    <th scope="row">
      <a href="${hrefs.get(outline) ?? ''}"><bdi>${reportName(outline.report, say)}</bdi></a>
    </th>
    ${SEVERITIES.map((severity) => count(found[severity]))}${count(outline.outcomes.undecidable)}
    <td class="text">${outline.report.files.map((file) => html`<bdi>${file}</bdi> `)}</td>
  </tr>`;
}
