import type { CheckedReport } from '../../engine/outcome.js';
import { fingerprintOf } from '../../engine/fingerprint.js';
import { FORMS } from '../../forms/catalogue.js';
import type { FormId } from '../../forms/form.js';
import { isCommon, type Language, type Message, type Tell } from '../../language/message.js';
import type { Location } from '../../model/location.js';
import { onceFor } from '../../model/once-for.js';
import type { Report } from '../../model/report.js';
import type { SheetImage } from '../../model/sheet-image.js';
import type { Judgement } from '../../rules/judgement.js';
import type { Rule, RuleArea } from '../../rules/rule.js';
import { html, type Markup } from './markup.js';
import { partAt } from './parts.js';
import type { Say } from './words.js';

/** What every part of the page needs. */
export interface View {
  readonly say: Say;
  readonly language: Language;
  readonly tell: Tell;
  /** Of a sheet that findings point at, its image; undefined where none was kept. */
  readonly imageOf: (location: Location) => SheetImage | undefined;
}

/** What every part of one report needs. */
export interface ReportView extends View {
  readonly checked: CheckedReport;
  readonly report: Report;
  readonly rules: ReadonlyMap<string, Rule>;
  /** The table that a judgement speaks of, or the part of what is published. */
  readonly groupOf: (judgement: Judgement) => GroupId;
  /** What the ids of this report begin with: no other report of a page has it. */
  readonly id: string;
  /** Id of an element of this report on the page. */
  readonly anchor: (name: string) => string;
  /** The same for a finding, by its identity. */
  readonly findingAnchor: (identity: string) => string;
}

/** What judgements are grouped by: a table, several of them, or another part of what is published. */
export type GroupId = FormId | 'between' | Exclude<RuleArea, 'tables' | 'between'>;

export const GROUP_IDS: readonly GroupId[] = [
  ...FORMS.map(({ id }) => id),
  'between',
  'evaluation',
  'narrative',
  'disclosure',
];

export function reportView(view: View, checked: CheckedReport): ReportView {
  const { report, rules } = checked;
  const id = `r${fingerprintOf(placesOf(report)).slice(0, ID_DIGITS)}`;
  const anchor = (name: string): string => `${id}-${name}`;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    ...view,
    checked,
    report,
    id,
    rules: byId,
    groupOf: onceFor((judgement: Judgement) => groupOf(judgement, byId.get(judgement.ruleId), report)),
    anchor,
    findingAnchor: (identity) => anchor(fingerprintOf(identity)),
  };
}

const ID_DIGITS = 8;

/** Everything that a report was read from, which no other report was. */
const placesOf = ({ files, tables, evaluation }: Report): string =>
  JSON.stringify([
    files,
    ...[...tables.values(), ...evaluation.sheets, ...evaluation.summaries].map(({ parts }) => parts),
  ]);

/** The name of a group: of a table its number and name. */
export function groupName(id: GroupId, { say }: View): string {
  const form = FORMS.find((other) => other.id === id);
  if (form) return `${form.number} ${form.name}`;
  return say(id as Exclude<GroupId, FormId>);
}

function groupOf(judgement: Judgement, rule: Rule | undefined, report: Report): GroupId {
  if (rule && rule.area !== 'tables' && rule.area !== 'between') return rule.area;
  const forms = new Set(formsOf(judgement, rule, report));
  const [only, ...others] = forms;
  return only === undefined || others.length > 0 ? 'between' : only;
}

function formsOf({ operands, places }: Judgement, rule: Rule | undefined, report: Report): FormId[] {
  const named = operands.flatMap(({ form }) => form ?? []);
  if (named.length > 0) return named;
  const shown = places.flatMap(({ location }) => partAt(location, report)?.form ?? []);
  if (shown.length > 0 || rule?.kind !== 'formula') return shown;
  return rule.checks.flatMap(({ formula }) =>
    [...formula.left, ...formula.right].flatMap((term) => ('reference' in term ? term.reference.form : [])),
  );
}

/** What the rules say; where it stayed Chinese on a page in another language, it is marked so. */
export function prose(message: Message, { language, tell }: View): Markup {
  const text = tell(message);
  return language === 'zh' || isCommon(text) ? html`${text}` : html`<span lang="zh-CN">${text}</span>`;
}
