import { isWaived, type Between, type BetweenFinding } from '../../engine/outcome.js';
import { fingerprintOf } from '../../engine/fingerprint.js';
import { placeName } from '../../model/location.js';
import { SEVERITIES, VERDICTS } from '../../rules/judgement.js';
import { decisionText } from '../decision.js';
import { evidenceTable } from './finding.js';
import { html, type Markup } from './markup.js';
import { prose, type View } from './view.js';

/** What reports say together, behind the reports themselves. */
export function betweenSection({ outcomes, findings, undecided }: Between, view: View): Markup {
  const { say } = view;
  const counts = VERDICTS.map((verdict) => `${say(verdict)} ${outcomes[verdict]}`).join(' · ');
  const ordered = [
    ...SEVERITIES.flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity && !isWaived(finding)),
    ),
    ...findings.filter(isWaived),
  ];
  return html`<section class="report" id="between">
    <h2>${say('betweenReports')}</h2>
    <p>${counts}</p>
    ${ordered.map((finding) => article(finding, findings, view))}
    ${
      undecided.length > 0 &&
      html`<h3>${say('unchecked')}</h3>
        <ul class="lines">
          ${undecided.map(({ ruleId, reason, count }) => html`<li><code>${ruleId}</code> ${prose(reason, view)} ${count > 1 && say('times', { count })}</li>`)}
        </ul>`
    }
  </section>`;
}

const anchorOf = (identity: string): string => `between-${fingerprintOf(identity)}`;

function article(finding: BetweenFinding, all: readonly BetweenFinding[], view: View): Markup {
  const { say } = view;
  const { ruleId, title, severity, message, advice, identity, causedBy, evidence, settlement } = finding;
  const cause = all.find((other) => other.identity === causedBy);
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
        <a href="#${anchorOf(cause.identity)}">${prose(cause.title, view)} <code>${cause.ruleId}</code></a>
      </p>`
    }
    ${advice !== '' && html`<p class="advice"><strong>${say('advice')}</strong> ${prose(advice, view)}</p>`}
    ${evidenceTable(evidence, view, (location) => html`<bdi>${location.file}</bdi> ${view.tell(placeName(location))}`)}
  </article>`;
}
