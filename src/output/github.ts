import { firstPlace, isWaived, type CheckedReport, type Finding } from '../engine/outcome.js';
import { problemsOf, type ToldProblem } from '../engine/outline.js';
import { zh, type Message, type Tell } from '../language/message.js';
import type { Severity } from '../rules/judgement.js';
import { forTerminal, pathForTerminal } from './escape.js';
import { AREA_NAME, PROBLEM_NAME } from './names.js';
import { inSections } from './sections.js';
import { placedText, reportTitle, undecidedSummary } from './summary.js';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * A run as annotations of a GitHub workflow: a line for every finding, and for what was not checked. It shows the
 * first few alone: what could not be checked at all comes before everything else.
 */
export const GITHUB = inSections({
  report: (checked, { tell }) => [
    '',
    linesOf(checked.findings.map(findingLine), tell),
    linesOf(undecidedLine(checked), tell),
  ],
  start: () => '',
  ends: (outline, { tell }) => [
    linesOf(problemsOf(outline, tell).map(problemLine), tell),
    linesOf((outline.between?.findings ?? []).map(findingLine), tell),
    linesOf(
      [
        ...betweenUndecided(outline.between?.undecided ?? []),
        ...(outline.config === undefined
          ? []
          : [annotation('notice', { file: outline.config, title: zh`配置` }, zh`按此配置核对`)]),
      ],
      tell,
    ),
  ],
  separator: '',
});

/** A line, as it is told. */
type Line = (tell: Tell) => string;

const linesOf = (lines: readonly Line[], tell: Tell): string =>
  lines.map((line) => `${line(tell)}\n`).join('');

function findingLine(finding: Finding): Line {
  const { severity, title, ruleId } = finding;
  const place = firstPlace(finding);
  return annotation(
    // What was accepted is told, and marks nothing as wrong.
    isWaived(finding) ? 'notice' : COMMAND[severity],
    { file: place?.file, line: place?.line, title: `${title} [${ruleId}]` },
    placedText(finding),
  );
}

const COMMAND_OF_PROBLEM: Readonly<Record<ToldProblem['kind'], string>> = {
  broken: 'error',
  allowed: 'warning',
  skipped: 'notice',
};

const problemLine = ({ file, message, kind }: ToldProblem): Line =>
  annotation(COMMAND_OF_PROBLEM[kind], { file, title: PROBLEM_NAME[kind] }, message);

function betweenUndecided(undecided: CheckedReport['undecided']): Line[] {
  if (undecided.length === 0) return [];
  const title = zh`未核对 ${AREA_NAME.between}`;
  return [annotation('notice', { file: undefined, title }, undecidedSummary(undecided))];
}

function undecidedLine({ report, undecided }: CheckedReport): Line[] {
  if (undecided.length === 0) return [];
  const title = zh`未核对 ${reportTitle(report)}`;
  return [annotation('notice', { file: report.file, title }, undecidedSummary(undecided))];
}

function annotation(
  command: string,
  {
    file,
    line,
    title,
  }: { readonly file: string | undefined; readonly line?: number | undefined; readonly title: Message },
  message: Message,
): Line {
  return (tell) => {
    const properties = [
      // Annotations are put to files of the repository, which are named without "./".
      ...(file === undefined ? [] : [`file=${forProperty(pathForTerminal(file.replace(/^\.\//u, '')))}`]),
      ...(line === undefined ? [] : [`line=${line}`]),
      `title=${forProperty(forTerminal(tell(title)))}`,
    ].join(',');
    return `::${command} ${properties}::${forMessage(forTerminal(tell(message)))}`;
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '%': '%25',
  '\r': '%0D',
  '\n': '%0A',
  ':': '%3A',
  ',': '%2C',
};
const escape = (text: string, characters: RegExp): string =>
  text.replace(characters, (character) => ESCAPES[character] ?? character);
const forMessage = (text: string): string => escape(text, /[%\r\n]/gu);
const forProperty = (text: string): string => escape(text, /[%\r\n:,]/gu);
