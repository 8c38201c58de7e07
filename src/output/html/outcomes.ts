import { sentence, zh } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { placeName } from '../../model/location.js';
import type { Judgement, Verdict } from '../../rules/judgement.js';
import { identityLine } from './identity.js';
import { html, joined, type Markup } from './markup.js';
import { GROUP_IDS, groupName, prose, type GroupId, type ReportView } from './view.js';

/** Judgements of some verdicts, folded by table and rule, each with its evidence. */
export function outcomeGroups(verdicts: readonly Verdict[], name: string, view: ReportView): Markup {
  const groups = groupBy(
    view.checked.judgements.filter(({ verdict }) => verdicts.includes(verdict)),
    view.groupOf,
  );
  return html`${GROUP_IDS.map((id) => {
    const own = groups.get(id) ?? [];
    return (
      own.length > 0 &&
      html`<details class="group" id="${view.anchor(`${name}-${id}`)}">
        <summary>
          ${groupName(id, view)} <span class="count">${view.say('times', { count: own.length })}</span>
        </summary>
        ${[...groupBy(own, ({ ruleId }) => ruleId)].map(([ruleId, judgements]) => ruleDetails(ruleId, id, judgements, view))}
      </details>`
    );
  })}`;
}

function ruleDetails(
  ruleId: string,
  group: GroupId,
  judgements: readonly Judgement[],
  view: ReportView,
): Markup {
  const title = view.rules.get(ruleId)?.title ?? ruleId;
  return html` <details data-entry data-rule="${ruleId}" data-table="${group}">
    <summary>
      <code>${ruleId}</code> ${prose(sentence(title), view)}
      <span class="count">${view.say('times', { count: judgements.length })}</span>
    </summary>
    <ul class="lines">
      ${judgements.map((judgement) => html`<li>${outcomeText(judgement, view)}</li>`)}
    </ul>
  </details>`;
}

/** What a judgement came to and from which figures, in one line. */
export function outcomeText(judgement: Judgement, view: ReportView): Markup {
  const { verdict, operands, places, sheet, reason: said = sheet } = judgement;
  return html`${verdict === 'holds-within-rounding' && html`<em>${view.say(verdict)}</em> `}${said !== undefined && prose(said, view)}${
    said !== undefined && operands.length + places.length > 0 && view.tell(zh`：`)
  }${operands.length > 0 && identityLine(judgement, view)}${joined(
    places.map(
      ({ label, printed, location }) =>
        html`${view.tell(label)} <b>${printed}</b> <i>${view.tell(placeName(location))}</i>`,
    ),
    view.tell(zh`；`),
  )}`;
}
