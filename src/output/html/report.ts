import { FORMS } from '../../forms/catalogue.js';
import { joined as joinedText, zh } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { placeName } from '../../model/location.js';
import { coverageOf } from '../../model/narrative-coverage.js';
import type { Reading } from '../../model/evaluation.js';
import { isWaived, leadsIn } from '../../engine/outcome.js';
import { SEVERITIES, VERDICTS, type Verdict } from '../../rules/judgement.js';
import { totalCoverage } from '../summary.js';
import {
  filterKeys,
  findingArticle,
  findingLink,
  firstPlaceLink,
  traced,
  type TracedFinding,
} from './finding.js';
import { barPicture } from './bar.js';
import { html, joined, type Markup } from './markup.js';
import { outcomeGroups, outcomeText } from './outcomes.js';
import { GROUP_IDS, groupName, prose, type GroupId, type ReportView } from './view.js';

/** Everything that is said of one report: first what it came to, then why. */
export function reportSection(view: ReportView): Markup {
  const findings = traced(view);
  return html` <section class="report" id="${view.anchor('top')}">
    ${head(view)}
    <div class="overview">
      <div>${findingList(findings, view)}</div>
      <div>${verdictPicture(view)}${matrix(findings, view)}${reach(view)}${notChecked(view)}</div>
    </div>
    ${findingSection(findings, view)} ${uncheckedSection(view)} ${appraisalSection(view)}
    ${uncoveredSection(view)}
    <section id="${view.anchor('holds')}">
      <h3>${view.say('passed')}</h3>
      ${outcomeGroups(['holds', 'holds-within-rounding'], 'holds', view)}
    </section>
    <section id="${view.anchor('not-applicable')}">
      <h3>${view.say('notApplicable')}</h3>
      ${outcomeGroups(['not-applicable'], 'not-applicable', view)}
    </section>
  </section>`;
}

/** Whose report of which year, in the words of the page. */
export function reportName(
  { department, fiscalYear }: Pick<ReportView['report'], 'department' | 'fiscalYear'>,
  say: ReportView['say'],
): string {
  return say('report', {
    department: department ?? say('noDepartment'),
    year: fiscalYear === undefined ? say('noYear') : say('year', { year: fiscalYear }),
  });
}

function head({ report, checked, say, tell }: ReportView): Markup {
  const { files, unit, tables, evaluation, narrative } = report;
  const missing = FORMS.filter(({ id }) => !tables.has(id)).map(({ titles }) => titles[0] ?? '');
  const held = [
    say('tablesOf', { count: tables.size }),
    ...(evaluation.sheets.length > 0 ? [say('sheets', { count: evaluation.sheets.length })] : []),
    ...(narrative ? [say('text')] : []),
  ];
  const facts: (readonly [string, string | Markup])[] = [
    [
      say('files'),
      html`${joined(
        files.map((file) => html`<bdi>${file}</bdi>`),
        tell(zh`、`),
      )}`,
    ],
    ...(unit === undefined ? [] : [[say('unit'), unit] as const]),
    [say('tables'), tell(joinedText(held, zh`，`))],
    ...(missing.length > 0 && tables.size > 0
      ? [[say('missing'), tell(joinedText(missing, zh`、`))] as const]
      : []),
    [say('rules'), say('rulesUsed', { count: checked.rules.length })],
  ];
  return html`<h2><bdi>${reportName(report, say)}</bdi></h2>
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${fact}</dd>
          </div>`,
      )}
    </dl>`;
}

/** Findings that follow from no other, by severity, those that follow beside them, and last what was accepted. */
function findingList(findings: readonly TracedFinding[], view: ReportView): Markup {
  const { say } = view;
  const waived = findings.filter(({ finding }) => isWaived(finding));
  const isLead = leadsIn(findings.map(({ finding }) => finding));
  const open = findings.filter(({ finding }) => !isWaived(finding));
  const groups = [
    ...SEVERITIES.map(
      (severity) => [severity, open.filter(({ finding }) => finding.severity === severity)] as const,
    ),
    ...(waived.length > 0 ? [['waived', waived] as const] : []),
  ];
  return html`<nav aria-label="${say('findings')}: ${reportName(view.report, say)}">
    ${groups.map(([group, all]) => {
      const own = all.filter(({ finding }) => isLead(finding));
      const following = all.length - own.length;
      return html`<h3 class="${group}">
          ${say(group)}
          ${own.length}${following > 0 && html` <small>${say('following', { count: following })}</small>`}
        </h3>
        ${
          own.length > 0 &&
          html`<ol>
            ${own.map(
              (traced) =>
                html` <li ${filterKeys(traced, view)}>
                  ${findingLink(traced.finding, view)}
                  <span class="place">${firstPlaceLink(traced, view)}</span>
                  <span class="gist">${prose(traced.finding.message, view)}</span>
                  ${traced.followers.map(
                    (follower) =>
                      html`<span class="follower">${say('follows')} ${findingLink(follower, view)}</span>`,
                  )}
                </li>`,
            )}
          </ol>`
        }`;
    })}
  </nav>`;
}

/** Narrower a verdict would not be seen in the picture. */
const NARROWEST = 1.5;

const verdictPicture = ({ checked: { outcomes }, say, anchor }: ReportView): Markup =>
  barPicture(
    {
      caption: say('verdicts'),
      count: say('verdictsOf', { total: VERDICTS.reduce((sum, verdict) => sum + outcomes[verdict], 0) }),
    },
    VERDICTS.map((verdict) => ({
      kind: verdict,
      name: say(verdict),
      count: outcomes[verdict],
      href: `#${anchor(SECTION_OF[verdict])}`,
    })),
    NARROWEST,
  );

/** The section in which the judgements of a verdict are told. */
const SECTION_OF: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'holds-within-rounding': 'holds',
  fails: 'findings',
  undecidable: 'undecidable',
  'not-applicable': 'not-applicable',
};

/** Tables × verdicts, and how far the equations reach into each table. */
function matrix(findings: readonly TracedFinding[], view: ReportView): Markup {
  const { checked, say, anchor, findingAnchor } = view;
  const groups = groupBy(checked.judgements, view.groupOf);
  const coverage = new Map(checked.coverage.map((one) => [one.form as GroupId, one]));
  const firstFinding = (id: GroupId): string | undefined =>
    findings.find(({ judgements }) =>
      judgements.some((one) => one.verdict === 'fails' && view.groupOf(one) === id),
    )?.finding.identity;
  const count = (id: GroupId, verdict: Verdict): Markup => {
    const number = (groups.get(id) ?? []).filter((judgement) => judgement.verdict === verdict).length;
    if (number === 0) return html`<td class="none">0</td>`;
    const failure = verdict === 'fails' ? firstFinding(id) : undefined;
    const section = SECTION_OF[verdict];
    const target =
      failure === undefined
        ? anchor(section === 'findings' ? section : `${section}-${id}`)
        : findingAnchor(failure);
    return html`<td class="${verdict}"><a href="#${target}">${number}</a></td>`;
  };
  const reachOf = (id: GroupId): Markup => {
    const own = coverage.get(id);
    return own
      ? html`<td>${own.figures}</td>
          <td>${own.figures - own.unchecked.length}</td>`
      : html`<td></td>
          <td></td>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${say('byTable')}">
    <table class="matrix">
      <caption>
        ${say('byTable')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('table')}</th>
          ${VERDICTS.map((verdict) => html`<th scope="col">${say(verdict)}</th>`)}
          <th scope="col">${say('figures')}</th>
          <th scope="col">${say('covered')}</th>
        </tr>
      </thead>
      <tbody>
        ${GROUP_IDS.map(
          (id) =>
            (groups.has(id) || coverage.has(id)) &&
            html` <tr>
              <th scope="row">${groupName(id, view)}</th>
              ${VERDICTS.map((verdict) => count(id, verdict))}${reachOf(id)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** How many printed figures stand in a checked equation. */
function reach({ checked: { coverage }, report: { narrative }, say, anchor }: ReportView): Markup {
  const { figures, unchecked } = totalCoverage(coverage);
  const text = narrative && coverageOf(narrative);
  return html`${
    figures > 0 &&
    html`<p>
      ${say('coverage', { figures, covered: figures - unchecked.length, unchecked: unchecked.length })}${
        unchecked.length > 0 &&
        html` <a href="#${anchor('uncovered')}">${say('uncovered', { count: unchecked.length })}</a>`
      }
    </p>`
  }${text && html`<p>${say('textCoverage', { ...text, unbound: text.unbound.length })}</p>`}`;
}

/** What could not be checked, counted and linked. */
function notChecked({ checked: { outcomes, absent }, report: { remarks }, say, anchor }: ReportView): Markup {
  const count = outcomes.undecidable + absent.length + remarks.length;
  return html`<p>
    ${count === 0 ? say('allChecked') : html`<a href="#${anchor('undecidable')}">${say('uncheckedOf', { count: outcomes.undecidable })}${absent.length > 0 && ` · ${say('outside')} ${absent.length}`}${remarks.length > 0 && ` · ${say('remarks')} ${remarks.length}`}</a>`}
  </p>`;
}

function findingSection(findings: readonly TracedFinding[], view: ReportView): Markup {
  return html` <section id="${view.anchor('findings')}">
    <h3>${view.say('findings')}</h3>
    <p class="legend">${findings.length === 0 ? view.say('noFindings') : view.say('legend')}</p>
    ${findings.map((traced) => findingArticle(traced, view))}
  </section>`;
}

/** What should have been checked and was not, why, and what the report does not hold. */
function uncheckedSection(view: ReportView): Markup {
  const { checked, report, say, anchor } = view;
  const { judgements, absent } = checked;
  const groups = groupBy(
    judgements.filter(({ verdict }) => verdict === 'undecidable'),
    view.groupOf,
  );
  const entries: (readonly [string, string])[] = [
    ...absent.map(({ area, reason }) => [area === 'tables' ? say('tables') : say(area), reason] as const),
    ...report.remarks.map(
      ({ text, location }) => [say('remarks'), view.tell(zh`${text}（${placeName(location)}）`)] as const,
    ),
  ];
  return html` <section id="${anchor('undecidable')}">
    <h3>${say('unchecked')}</h3>
    ${groups.size + entries.length === 0 && html`<p>${say('allChecked')}</p>`}
    ${GROUP_IDS.map((id) => {
      const own = groups.get(id) ?? [];
      return (
        own.length > 0 &&
        html`<details class="group" open id="${anchor(`undecidable-${id}`)}">
          <summary>
            ${groupName(id, view)} <span class="count">${say('times', { count: own.length })}</span>
          </summary>
          <ul class="lines">
            ${own.map((judgement) => html`<li data-entry data-rule="${judgement.ruleId}" data-table="${id}"><code>${judgement.ruleId}</code> ${outcomeText(judgement, view)}</li>`)}
          </ul>
        </details>`
      );
    })}
    ${
      entries.length > 0 &&
      html`<dl class="facts">
        ${entries.map(
          ([name, text]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${prose(text, view)}</dd>
            </div>`,
        )}
      </dl>`
    }
  </section>`;
}

const printedOf = (reading: Reading<unknown> | undefined): string => reading?.printed ?? '';

/** Every self-evaluation sheet: money, rate, total as printed and recomputed. */
function appraisalSection(view: ReportView): Markup | undefined {
  const { sheets } = view.checked.appraisal;
  const { say } = view;
  if (sheets.length === 0) return undefined;
  const heads = (['sheet', 'budget', 'executed', 'rate', 'score', 'recomputed', 'verdict'] as const).map(
    (key) => html`<th scope="col">${say(key)}</th>`,
  );
  return html` <section>
    <h3>${say('appraisal')}</h3>
    <div class="scroll" tabindex="0" role="group" aria-label="${say('appraisal')}">
      <table class="matrix">
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${sheets.map(
            ({ sheet, label, budget, executed, rate, recomputedTotal, verdict }) =>
              html` <tr>
                <th scope="row">${label}</th>
                ${[printedOf(budget), printedOf(executed), printedOf(rate), printedOf(sheet.total?.score), recomputedTotal?.toString() ?? ''].map((text) => html`<td>${text}</td>`)}
                <td class="${verdict}">${say(verdict)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** The printed figures that stand in no checked equation. */
function uncoveredSection(view: ReportView): Markup | undefined {
  const { checked, say, anchor } = view;
  const { coverage } = checked;
  const { unchecked } = totalCoverage(coverage);
  if (unchecked.length === 0) return undefined;
  return html` <section id="${anchor('uncovered')}">
    <h3>${say('uncovered', { count: unchecked.length })}</h3>
    ${coverage.map(
      (one) =>
        one.unchecked.length > 0 &&
        html`<details class="group">
          <summary>${groupName(one.form, view)} <span class="count">${one.unchecked.length}</span></summary>
          <ul class="lines">
            ${one.unchecked.map(({ lineLabel, columnLabel, printed, location }) => html`<li>${columnLabel === '' ? lineLabel : `${lineLabel}·${columnLabel}`} <b>${printed}</b> <i>${view.tell(placeName(location))}</i></li>`)}
          </ul>
        </details>`,
    )}
  </section>`;
}
