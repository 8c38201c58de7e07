import { firstPlace, isWaived, type CheckedReport, type Finding } from '../../engine/outcome.js';
import { groupBy } from '../../model/group-by.js';
import { joined, zh, type Message, type Tell } from '../../language/message.js';
import { placeKey, placeName, type Location } from '../../model/location.js';
import { masked } from '../../model/masked.js';
import type { Severity } from '../../rules/judgement.js';
import { figuresOf } from '../amount.js';
import { decisionText } from '../decision.js';
import { SEVERITY_NAME } from '../names.js';

/** How a cell is coloured; `related` is one that a finding rests on without being wrong. The strongest first. */
export const SHADES = ['error', 'warning', 'note', 'related'] as const satisfies readonly (
  Severity | 'related'
)[];
export type Shade = (typeof SHADES)[number];

/** What is to be shown at a place of a file. */
export interface Mark {
  readonly location: Location;
  /** Absent where no cell is at fault. */
  readonly shade?: Shade;
  readonly text: string;
}

/**
 * What to mark in the files of checked reports: the cells to mend strongly, the others that a finding rests on
 * lightly. A finding without a cell is told at the range that was searched, or of the first file as a whole.
 * Rounding tails ask for nothing and are not marked.
 */
export function marksOf(reports: readonly CheckedReport[], tell: Tell): Map<string, Mark[]> {
  const marks = reports.flatMap((checked) => {
    const findings = checked.findings.filter(({ verdict }) => verdict !== 'holds-within-rounding');
    const followers = groupBy(findings, ({ causedBy }) => causedBy);
    const open = new Set(findings.filter((one) => !isWaived(one)).map(({ identity }) => identity));
    return findings.flatMap((finding) => {
      // What follows from another is mended with it, unless that one was accepted as it is.
      const isMild = isWaived(finding) || (finding.causedBy !== undefined && open.has(finding.causedBy));
      const shade = isMild ? 'related' : finding.severity;
      return marksOfFinding(finding, shade, followers.get(finding.identity) ?? [], checked.report.file, tell);
    });
  });
  return groupBy(marks, ({ location }) => location.file);
}

function marksOfFinding(
  finding: Finding,
  shade: Shade,
  followers: readonly Finding[],
  file: string,
  tell: Tell,
): Mark[] {
  const { evidence, suspects } = finding;
  const places = evidence.map(({ location }) => location);
  const first = firstPlace(finding) ?? { file };
  const suspected = suspects.map(({ location }) => location).filter(isPoint);
  const main = suspected.length > 0 ? suspected : places.filter(isPoint).slice(0, 1);
  const strong = main.map((location): Mark => ({
    location,
    shade,
    text: fullText(finding, followers, location, tell),
  }));
  const others = evidence
    .filter(({ location, printed }) => isPoint(location) && !isNought(printed) && !main.some(same(location)))
    .map(({ location }): Mark => ({
      location,
      shade: 'related',
      text: masked(tell(reference(finding, first))),
    }));
  const marked = new Set([...strong, ...others].map(({ location }) => location.file));
  // In each other file that it speaks of, and where it speaks of no cell at all.
  const wholes = [...(main.length > 0 ? [] : [first]), ...places]
    .filter((location) => !isPoint(location) && !marked.has(location.file))
    .filter((location, index, all) => all.findIndex(({ file: other }) => other === location.file) === index)
    .map((location): Mark => ({
      location,
      text: `${tell(searched(location))}\n${fullText(finding, followers, location, tell)}`,
    }));
  return [...strong, ...others, ...wholes];
}

/** Whether it is one cell, or one paragraph. */
const isPoint = ({ cell, line }: Location): boolean => cell !== undefined || line !== undefined;

const searched = ({ sheet, range }: Location): Message =>
  zh`（没有对应的单元格${sheet === undefined ? '' : zh`，所在工作表“${sheet}”`}${range === undefined ? '' : ` ${range}`}）`;

const same =
  (one: Location) =>
  (other: Location): boolean =>
    one.file === other.file && placeKey(one) === placeKey(other);

const isNought = (printed: string): boolean => /^[-—0.,%\s]*$/u.test(printed);

const heading = ({ severity, ruleId, title }: Finding): Message =>
  zh`【${SEVERITY_NAME[severity]}】${ruleId} ${title}`;

const reference = (finding: Finding, main: Location): Message =>
  zh`参见 ${placeName(main)}：${heading(finding)}`;

/** Rule, what is wrong, expected, actual, difference, what to do; and what was decided. */
function fullText(finding: Finding, followers: readonly Finding[], at: Location, tell: Tell): string {
  const { message, advice, suspects, settlement } = finding;
  const { expected, actual, difference, unit } = figuresOf(
    finding,
    suspects.find(({ location }) => same(at)(location)),
  );
  const figures = [
    ...(expected === '' ? [] : [zh`应为 ${expected}`]),
    ...(actual === '' ? [] : [zh`实为 ${actual}`]),
    ...(difference === '' ? [] : [zh`差额 ${difference}${unit}`]),
  ];
  const rules = [...new Set(followers.map(({ ruleId }) => ruleId))];
  const lines = [
    heading(finding),
    message,
    joined(figures, zh`，`),
    ...(advice === '' ? [] : [zh`处理：${advice}`]),
    ...(rules.length === 0 ? [] : [zh`由此而来：${joined(rules, zh`、`)}`]),
    ...(settlement ? [decisionText(settlement)] : []),
  ];
  return masked(
    lines
      .map(tell)
      .filter((line) => line !== '')
      .join('\n'),
  );
}
