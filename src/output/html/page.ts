import { createHash } from 'node:crypto';
import type { Between } from '../../engine/outcome.js';
import { problemsOf, type ReportOutline, type RunOutline, type ToldProblem } from '../../engine/outline.js';
import { zh } from '../../language/message.js';
import { SEVERITIES } from '../../rules/judgement.js';
import type { OutputFormat, ReportOptions } from '../formats.js';
import { portions } from '../sections.js';
import { betweenPages, betweenPageSection, betweenSection } from './between.js';
import { html, type Markup } from './markup.js';
import { overviewSection } from './overview.js';
import { reportName, reportSection } from './report.js';
import script from './script.js?raw';
import style from './style.css?raw';
import { GROUP_IDS, groupName, reportView, type View } from './view.js';
import { sayIn } from './words.js';

/** Characters of reports on one page; a browser opens more, but no longer at once. */
const MOST_ON_ONE_PAGE = 6_000_000;

/** What is known of a report besides its part of the page. */
interface Part {
  /** What its ids begin with. */
  readonly id: string;
  /** Ids of the rules that were judged. */
  readonly rules: readonly string[];
}

/**
 * A run as pages that need nothing beside them: a working paper for the browser and for print. All reports are on
 * one page; where they are too many for it, the page is the overview, and each report has one of its own in a folder
 * beside it.
 *
 * @param most characters of reports on one page
 */
export const htmlPages = (most: number = MOST_ON_ONE_PAGE): OutputFormat => ({
  report: (checked, options) => {
    const images = new Map(checked.images?.map((image) => [`${image.file}\u0000${image.sheet}`, image]));
    const view = reportView(
      { ...viewOf(options), imageOf: ({ file, sheet = '' }) => images.get(`${file}\u0000${sheet}`) },
      checked,
    );
    const part: Part = {
      id: view.id,
      rules: [...new Set(checked.judgements.map(({ ruleId }) => ruleId))],
    };
    return [reportSection(view).markup, JSON.stringify(part)];
  },
  assemble: ({ write, spool, beside }, options) => {
    const view = viewOf(options);
    /** Of the reports that are not on pages of their own, in the order of their sections. */
    const outlines: ReportOutline[] = [];
    const parts: Part[] = [];
    const sections = spool();
    let size = 0;
    let paged = 0;
    const writePage = async ({ report }: ReportOutline, part: Part, section: string): Promise<void> => {
      if (!beside) return;
      const [start, end] = frame(options, {
        title: `${reportName(report, view.say)} ${view.say('title')}`,
        header: html`<p><a href="${beside.back}">← ${view.say('overview')}</a></p>
          ${filterForm(view, part.rules)}`,
      });
      await beside.write(pageName(paged), start + section + end);
      paged += 1;
    };
    const writeBetween = async (between: Between): Promise<void> => {
      const pages = betweenPages(between, beside && ((index) => pageName(paged + index)));
      for (const page of pages)
        if (beside && page.name !== undefined) {
          const [start, end] = frame(options, {
            title: `${view.say('betweenReports')} ${view.say('title')}`,
            header: html`<p><a href="${beside.back}#between">← ${view.say('overview')}</a></p>
              ${filterForm(
                view,
                page.findings.map(({ ruleId }) => ruleId),
              )}`,
          });
          await beside.write(page.name, start + betweenPageSection(page, pages, view).markup + end);
        }
      for (const part of portions(betweenSection(between, pages, beside?.folder ?? '', view)))
        await write(part);
    };
    return {
      add: async ([section = '', said = ''], outline) => {
        const part = JSON.parse(said) as Part;
        size += section.length;
        if (size <= most || !beside) {
          outlines.push(outline);
          parts.push(part);
          sections.put(section);
          return;
        }
        if (paged === 0)
          for (const former of sections.texts()) {
            const [of, its] = [outlines[paged], parts[paged]];
            if (of && its) await writePage(of, its, former);
          }
        await writePage(outline, part, section);
      },
      end: async (outline) => {
        const hrefs = new Map(
          outline.reports.map((report, index) => [
            report,
            paged > 0 && beside ? `${beside.folder}/${pageName(index)}` : `#${parts[index]?.id ?? ''}-top`,
          ]),
        );
        const [only] = outline.reports.length === 1 ? outline.reports : [];
        const [start, end] = frame(options, {
          title: only ? `${reportName(only.report, view.say)} ${view.say('title')}` : view.say('title'),
          header: filterForm(
            view,
            paged > 0
              ? undefined
              : [
                  ...parts.flatMap(({ rules }) => rules),
                  ...(outline.between?.findings ?? []).map(({ ruleId }) => ruleId),
                ],
          ),
          main: html`${problemList(outline, view)}
          ${outline.reports.length > 1 && overviewSection(outline, { hrefs, isFiltered: paged > 0 }, view)}
          ${outline.reports.length === 0 && html`<p>${view.say('nothing')}</p>`}`,
        });
        await write(start);
        if (paged === 0) for (const section of sections.texts()) await write(section);
        if (outline.between) await writeBetween(outline.between);
        await write(end);
      },
    };
  },
});

export const HTML = htmlPages();

const pageName = (index: number): string => `${String(index + 1).padStart(5, '0')}.html`;

const viewOf = ({ language, tell }: ReportOptions): View => ({
  say: sayIn(language),
  language,
  tell,
  imageOf: () => undefined,
});

/** Where the sections of reports go: no text from a file holds this character. */
const SECTIONS: Markup = { markup: '\u0000' };

/** What stands on a page before and after its reports. */
function frame(
  options: ReportOptions,
  { title, header, main }: { readonly title: string; readonly header: Markup; readonly main?: Markup },
): readonly [start: string, end: string] {
  const { tool, language, config } = options;
  const { say } = viewOf(options);
  const styles = `:root{--folded:"${say('folded')}"}\n${style}`;
  const [start = '', end = ''] = html`<!doctype html>
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
          ${header}
        </header>
        <main>${main} ${SECTIONS}</main>
        <footer>
          <p>${say('madeBy', { ...tool })} ${say('prose')}</p>
          ${config !== undefined && html`<p>${say('config')} <bdi>${config}</bdi></p>`}
        </footer>
        ${element('script', script)}
      </body>
    </html> `.markup.split(SECTIONS.markup);
  return [start, end];
}

/** The policy knows an element by every character in it. */
const element = (name: 'style' | 'script', text: string): Markup => ({
  markup: `<${name}>${text}</${name}>`,
});

/** Only this style and this script; nothing is fetched and nothing sent. */
const policyFor = (styles: string): string =>
  `default-src 'none'; style-src ${hashOf(styles)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Of use only with the script, which shows it.
 *
 * @param rules those that were judged; undefined where reports are looked for, and not what was found in them
 */
function filterForm(view: View, rules: readonly string[] | undefined): Markup {
  const { say } = view;
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]): Markup =>
    html`<label
      >${label}
      <select name="${name}">
        <option value="">${say('every')}</option>
        ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
      </select></label
    >`;
  const severities = SEVERITIES.map((severity) => [severity, say(severity)] as const);
  return html`<form class="filter" role="search" aria-label="${say('filter')}" hidden>
    <label>${say('search')} <input type="search" name="text" accesskey="/" /></label>
    ${
      rules
        ? html`${choice('severity', say('severity'), severities)}
          ${choice(
            'table',
            say('table'),
            GROUP_IDS.map((id) => [id, groupName(id, view)]),
          )}
          ${choice(
            'rule',
            say('ruleOf'),
            [...new Set(rules)].map((id) => [id, id]),
          )}`
        : choice('severity', say('gravest'), [...severities, ['clean', say('reports-clean')]])
    }
    <button type="reset">${say('clear')}</button>
    <output data-shown="${say('shown')}"></output>
  </form>`;
}

/** More problems are folded, and counted in the line that unfolds them. */
const MOST_PROBLEMS_IN_SIGHT = 20;

/** Files that could not be checked, and rules that crashed. */
function problemList(outline: RunOutline, { say, tell }: View): Markup | undefined {
  const problems = problemsOf(outline, tell);
  if (problems.length === 0) return undefined;
  const of = (kind: ToldProblem['kind']): typeof problems =>
    problems.filter((problem) => problem.kind === kind);
  return html`<details class="problems" id="problems" ${problems.length <= MOST_PROBLEMS_IN_SIGHT && 'open'}>
    <summary>
      ${say('problemsOf', { broken: of('broken').length, allowed: of('allowed').length, skipped: of('skipped').length })}
    </summary>
    <ul class="lines">
      ${[...of('broken'), ...of('allowed'), ...of('skipped')].map(({ file, message, kind }) => html`<li class="${kind}"><strong>${say(kind)}</strong> <bdi>${file}</bdi>${tell(zh`：`)}${message}</li>`)}
    </ul>
  </details>`;
}
