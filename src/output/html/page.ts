import { createHash } from 'node:crypto';
import {
  isWaived,
  problemsOf,
  type BetweenFinding,
  type Problem,
  type RunResult,
} from '../../engine/outcome.js';
import { SEVERITIES, VERDICTS } from '../../rules/judgement.js';
import type { RenderOptions } from '../formats.js';
import { betweenSection } from './between.js';
import { html, type Markup } from './markup.js';
import { reportName, reportSection } from './report.js';
import script from './script.js?raw';
import style from './style.css?raw';
import { GROUP_IDS, groupName, reportView, type ReportView, type View } from './view.js';
import { sayIn } from './words.js';

/** Renders a run as one page that needs nothing beside itself: a working paper for the browser and for print. */
export function renderHtml(
  result: RunResult,
  { tool, language, tell }: Pick<RenderOptions, 'tool' | 'language' | 'tell'>,
): string {
  const say = sayIn(language);
  const images = new Map(result.images?.map((image) => [`${image.file}\u0000${image.sheet}`, image]));
  const view: View = {
    say,
    language,
    tell,
    imageOf: ({ file, sheet = '' }) => images.get(`${file}\u0000${sheet}`),
  };
  const reports = result.reports.map((checked, index) => reportView(view, checked, index + 1));
  const styles = `:root{--folded:"${say('folded')}"}\n${style}`;
  const [only, ...others] = reports;
  const title =
    only && others.length === 0 ? `${reportName(only.report, say)} ${say('title')}` : say('title');
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="generator" content="gouji" />
        <meta http-equiv="Content-Security-Policy" content="${{ markup: policyFor(styles) }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${element('style', styles)}
      </head>
      <body>
        <header>
          <h1>${say('title')}</h1>
          ${filterForm(reports, result.between?.findings ?? [], view)}
        </header>
        <main>
          ${problemList(result, view)} ${reports.length > 1 && index(reports, view)}
          ${reports.length === 0 && html`<p>${say('nothing')}</p>`} ${reports.map(reportSection)}
          ${result.between && betweenSection(result.between, view)}
        </main>
        <footer>
          <p>${say('madeBy', { ...tool })} ${say('prose')}</p>
          ${result.config !== undefined && html`<p>${say('config')} <bdi>${result.config}</bdi></p>`}
        </footer>
        ${element('script', script)}
      </body>
    </html> `.markup;
}

/** The policy knows an element by every character in it. */
const element = (name: 'style' | 'script', text: string): Markup => ({
  markup: `<${name}>${text}</${name}>`,
});

/** Only this style and this script; nothing is fetched and nothing sent. */
const policyFor = (styles: string): string =>
  `default-src 'none'; style-src ${hashOf(styles)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Of use only with the script, which shows it. */
function filterForm(reports: readonly ReportView[], between: readonly BetweenFinding[], view: View): Markup {
  const { say } = view;
  const rules = new Set([
    ...reports.flatMap(({ checked }) => checked.judgements.map(({ ruleId }) => ruleId)),
    ...between.map(({ ruleId }) => ruleId),
  ]);
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]): Markup =>
    html`<label
      >${label}
      <select name="${name}">
        <option value="">${say('every')}</option>
        ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
      </select></label
    >`;
  return html`<form class="filter" role="search" aria-label="${say('filter')}" hidden>
    <label>${say('search')} <input type="search" name="text" accesskey="/" /></label>
    ${choice(
      'severity',
      say('severity'),
      SEVERITIES.map((severity) => [severity, say(severity)]),
    )}
    ${choice(
      'table',
      say('table'),
      GROUP_IDS.map((id) => [id, groupName(id, view)]),
    )}
    ${choice(
      'rule',
      say('ruleOf'),
      [...rules].map((id) => [id, id]),
    )}
    <button type="reset">${say('clear')}</button>
    <output data-shown="${say('shown')}"></output>
  </form>`;
}

/** Files that could not be checked, and rules that crashed. */
function problemList(result: RunResult, { say }: View): Markup | undefined {
  const problems = problemsOf(result);
  if (problems.length === 0) return undefined;
  const of = (kind: Problem['kind']): typeof problems => problems.filter((problem) => problem.kind === kind);
  return html`<details class="problems" id="problems" open>
    <summary>
      ${say('problemsOf', { broken: of('broken').length, allowed: of('allowed').length, skipped: of('skipped').length })}
    </summary>
    <ul class="lines">
      ${[...of('broken'), ...of('allowed'), ...of('skipped')].map(({ file, message, kind }) => html`<li class="${kind}"><strong>${say(kind)}</strong> <bdi>${file}</bdi>：${message}</li>`)}
    </ul>
  </details>`;
}

/** The reports of a run, with what they came to. */
function index(reports: readonly ReportView[], { say }: View): Markup {
  return html`<nav aria-label="${say('reports')}">
    <div class="scroll" tabindex="0" role="group" aria-label="${say('reports')}">
      <table class="matrix">
        <caption>
          ${say('reports')} ${reports.length}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say('department')}</th>
            ${[...SEVERITIES, ...VERDICTS].map((key) => html`<th scope="col">${say(key)}</th>`)}
            <th scope="col">${say('files')}</th>
          </tr>
        </thead>
        <tbody>
          ${reports.map(({ report, checked: { findings, outcomes }, anchor }) => {
            const counts = [
              ...SEVERITIES.map(
                (severity) =>
                  findings.filter((finding) => finding.severity === severity && !isWaived(finding)).length,
              ),
              ...VERDICTS.map((verdict) => outcomes[verdict]),
            ];
            return html` <tr>
              <th scope="row">
                <a href="#${anchor('top')}"><bdi>${reportName(report, say)}</bdi></a>
              </th>
              ${counts.map((count) => html`<td>${count}</td>`)}
              <td class="text">${report.files.map((file) => html`<bdi>${file}</bdi> `)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </nav>`;
}
