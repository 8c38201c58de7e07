import type { CheckedReport } from '../engine/outcome.js';
import { joined, sentence, WORD_SPACE, zh, type Message, type Tell } from '../language/message.js';
import type { Reading } from '../model/evaluation.js';
import type { SheetAppraisal } from '../rules/evaluation/appraise.js';
import type { Scheme } from '../rules/evaluation/scheme.js';
import { forTerminal } from './escape.js';
import { headingsIn } from './heading.js';
import { VERDICT_NAME } from './names.js';
import { plainTable } from './plain-table.js';
import { hang, leadOf, textWidth } from './wrap.js';

const FORM_NAMES = { 'department-evaluation': zh`部门整体自评表`, 'project-evaluation': zh`项目自评表` };
const BASIS_NAMES = { declared: zh`表上写明`, inferred: zh`由得分推断`, assumed: zh`方案未能证实` };

/** So many terminal columns of a name tell it from the others. */
const NAME_WIDTH = 24;

/** A name of at most as many columns as a table of 80 leaves it. */
export function shortened(name: string): string {
  if (textWidth(name) <= NAME_WIDTH) return name;
  const kept = Array.from(name);
  while (textWidth(`${kept.join('')}…`) > NAME_WIDTH) kept.pop();
  return `${kept.join('')}…`;
}

/** The scheme that the sheets of one form and layout follow, and how that is known. */
export function schemeText({ form, layout, profile, basis, explained, total, why }: Scheme): Message {
  const count = total === 0 ? zh`没有可以复算的指标` : zh`解释 ${explained}/${total} 个指标得分`;
  return zh`${FORM_NAMES[form]}（表式 ${layout}）：${sentence(profile.name)}，${BASIS_NAMES[basis]}，${count}；${why}`;
}

const printedOf = (reading: Reading<unknown> | undefined): string =>
  reading === undefined || reading.printed === '' ? '–' : reading.printed;

/** One line for every self-evaluation sheet: money, rate, total as printed and recomputed. */
export function evaluationText({ report, appraisal }: CheckedReport, tell: Tell): string[] {
  const { sheets, summaries } = report.evaluation;
  if (sheets.length + summaries.length === 0) return [];
  const counts = [
    ...(sheets.length > 0 ? [zh`自评表 ${sheets.length} 张`] : []),
    ...(summaries.length > 0 ? [zh`汇总表 ${summaries.length} 张`] : []),
  ];
  const gaps = [...sheets, ...summaries].flatMap((one) =>
    one.gaps.map(({ text }) =>
      joined([shortened(('name' in one ? one.name.value : undefined) ?? one.title), text], WORD_SPACE),
    ),
  );
  return [
    '',
    tell(zh`绩效自评　${joined(counts, zh`，`)}`),
    ...appraisal.schemes.map((scheme) => hang(leadOf(tell(zh`方案`)), forTerminal(tell(schemeText(scheme))))),
    ...(appraisal.sheets.length > 0
      ? [
          plainTable(
            [zh`自评表`, zh`全年预算`, zh`全年执行`, zh`执行率`, zh`总分`, zh`复算`, zh`结论`].map(
              headingsIn(tell),
            ),
            appraisal.sheets.map((sheet) => sheetRow(sheet, tell).map(forTerminal)),
            '  ',
            true,
          ),
        ]
      : []),
    ...(gaps.length > 0 ? [hang(leadOf(tell(zh`缺漏`)), forTerminal(tell(joined(gaps, zh`；`))))] : []),
  ];
}

function sheetRow(
  { sheet, budget, executed, rate, recomputedTotal, verdict }: SheetAppraisal,
  tell: Tell,
): string[] {
  const name =
    sheet.name?.value ?? (sheet.form === 'department-evaluation' ? zh`部门整体` : zh`（没有名称）`);
  return [
    shortened(tell(sheet.inKeyReport ? zh`重点评价·${name}` : name)),
    printedOf(budget),
    printedOf(executed),
    printedOf(rate),
    printedOf(sheet.total?.score),
    recomputedTotal?.toString() ?? '–',
    tell(VERDICT_NAME[verdict]),
  ];
}
