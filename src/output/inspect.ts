import { FORMS } from '../forms/catalogue.js';
import { joined, zh, type Message, type Tell } from '../language/message.js';
import { placeName, placeWithin } from '../model/location.js';
import type { Outcome, SheetRecognition } from '../recognise/recognise.js';
import type { CheckedReport, Problem } from '../engine/outcome.js';
import { forTerminal, toJson } from './escape.js';
import { schemeText } from './evaluation.js';
import { headingsIn } from './heading.js';
import { detailLead } from './inspect-lead.js';
import { narrativeJson, narrativeText } from './inspect-narrative.js';
import { sheetJson, sheetText, summaryJson, summaryText } from './inspect-evaluation.js';
import { schemeJson } from './json.js';
import { plainTable } from './plain-table.js';
import { hang } from './wrap.js';

/** A report with what was made out of its self-evaluation sheets. */
type InspectedReport = Pick<CheckedReport, 'report' | 'appraisal'>;

export interface Inspection {
  readonly recognitions: readonly SheetRecognition[];
  readonly reports: readonly InspectedReport[];
  readonly problems: readonly Problem[];
}

const STATE_NAME = { visible: '', hidden: zh`（隐藏）`, veryHidden: zh`（深度隐藏）` };

/** What was recognised in each sheet, what was left over, and the reason of every refusal, for people. */
export function renderInspection({ recognitions, reports, problems }: Inspection, tell: Tell): string {
  const blocks = [
    ...recognitions.map((recognition) => worksheetText(recognition, tell)),
    ...reports.map((report) => reportText(report, tell)),
    ...problems.map(({ file, message }) => hang('✗ ', forTerminal(tell(zh`${file}：${message}`)))),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function worksheetText(
  { file, sheet, state, outcomes, evaluation, textRows }: SheetRecognition,
  tell: Tell,
): string {
  const head = tell(zh`■ ${forTerminal(sheet)}${STATE_NAME[state]}　${forTerminal(file)}`);
  const evaluated = [
    ...evaluation.sheets.map((one) => sheetText(one, tell)),
    ...evaluation.summaries.map((one) => summaryText(one, tell)),
  ];
  if (outcomes.length + evaluated.length === 0)
    return `${head}\n${hang('  ', tell(textRows === 0 ? zh`空表` : zh`${textRows} 行文字，没有表题，也没有表格`))}`;
  const tables = outcomes.flatMap((outcome) => (outcome.kind === 'table' ? [tableText(outcome, tell)] : []));
  const refused = outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'refused') return [];
    const title = outcome.title === undefined ? '' : zh`“${outcome.title}”`;
    return [
      hang(
        '  ✗ ',
        forTerminal(tell(zh`${placeWithin(outcome.location)} ${title} 未采用：${outcome.reason}`)),
      ),
    ];
  });
  return [head, ...tables, ...evaluated, ...refused].join('\n');
}

function tableText({ part }: Extract<Outcome, { kind: 'table' }>, tell: Tell): string {
  const { form, location, clues, columns, missing, lines, facts, leftovers } = part;
  const head = hang(
    '  ✓ ',
    forTerminal(
      tell(zh`${placeWithin(location)} ${form.number} ${form.titles[0] ?? ''}（${joined(clues, zh`；`)}）`),
    ),
  );
  const headers = columns.map(({ id, path, location: at }) => {
    const known = [...form.columns, ...form.lines].find((entry) => entry.id === id);
    return [forTerminal(tell(zh`${placeWithin(at)} ${path.join(' → ')}`)), known?.name ?? id];
  });
  const rows = lines.map(({ key, label, location: at, partOf, unknown, repeated }) => {
    const name = form.lines.find((line) => line.id === key)?.name ?? key;
    const mark: Message =
      partOf !== undefined ? zh`其中` : unknown ? zh`未知行，按同类计入` : repeated ? zh`代码重复` : name;
    const own = facts
      .filter((fact) => fact.line === key)
      .map(({ text, printed }) => (printed.kind === 'unreadable' ? `✗${text}` : text || '·'));
    return [zh`${placeWithin(at)} ${label}`, mark, own.join(' ')].map((cell) => forTerminal(tell(cell)));
  });
  return [
    head,
    plainTable([zh`表头`, zh`列`].map(headingsIn(tell)), headers, INDENT),
    plainTable([zh`行标签`, zh`行`, zh`金额`].map(headingsIn(tell)), rows, INDENT),
    ...(missing.length > 0 ? [hang(detailLead(zh`缺列`, tell), tell(joined(missing, zh`、`)))] : []),
    ...leftovers.map(({ location: at, text, reason }) =>
      hang(detailLead(zh`未用`, tell), forTerminal(tell(zh`${placeWithin(at)} “${text}”：${reason}`))),
    ),
  ].join('\n');
}

const INDENT = '     ';

function reportText({ report, appraisal }: InspectedReport, tell: Tell): string {
  const { department, fiscalYear, tables, files, narrative, remarks } = report;
  const head = hang(
    '● ',
    forTerminal(
      tell(
        zh`报告：${department ?? zh`未注明单位`} ${fiscalYear ?? zh`未注明年度`}　${joined(files, zh`、`)}`,
      ),
    ),
  );
  const lines = FORMS.map(({ id, titles }) => {
    const table = tables.get(id);
    if (!table) return `  – ${tell(zh`${titles[0] ?? ''}：未找到`)}`;
    const unit = table.statedUnit ? table.unit : zh`${table.unit}（未注明，按其他表计）`;
    const precision =
      table.precision.basis === 'converted' ? zh`，金额均为百元整数倍，按万元两位小数换算` : '';
    return hang(
      '  ✓ ',
      forTerminal(
        tell(zh`${titles[0] ?? ''}：${joined(table.parts.map(placeName), zh`、`)}，${unit}${precision}`),
      ),
    );
  });
  return [
    head,
    ...(tables.size === 0 ? [] : lines),
    ...(narrative ? [narrativeText(narrative, tell)] : []),
    ...appraisal.schemes.map((scheme) => hang(`  ${tell(zh`方案`)} `, forTerminal(tell(schemeText(scheme))))),
    ...remarks.map(({ text }) => hang(`  ${tell(zh`备注`)} `, forTerminal(tell(text)))),
  ].join('\n');
}

/** The same as JSON, complete. */
export function renderInspectionJson({ recognitions, reports, problems }: Inspection, tell: Tell): string {
  const sheets = recognitions.map(({ file, sheet, state, outcomes, evaluation, textRows }) => ({
    file,
    sheet,
    state,
    textRows,
    tables: outcomes.flatMap((outcome) => {
      if (outcome.kind !== 'table') return [];
      const { form, location, clues, columns, missing, lines, facts, leftovers, notes } = outcome.part;
      return [
        {
          form: form.id,
          location,
          clues: clues.map(tell),
          columns: columns.map(({ id, path, location: at }) => ({ column: id, header: path, location: at })),
          missingColumns: missing,
          lines: lines.map(({ key, label, location: at, partOf, unknown, repeated }) => ({
            line: key,
            label,
            location: at,
            ...(partOf !== undefined && { partOf }),
            ...(unknown && { unknown }),
            ...(repeated && { repeated }),
          })),
          figures: facts.map(({ line, column, printed, text, location: at }) => ({
            line,
            column,
            printed: text,
            reading: printed.kind,
            ...(printed.kind === 'figure' && { value: printed.value.toString() }),
            ...(printed.kind === 'unreadable' && { reason: tell(printed.reason) }),
            location: at,
          })),
          leftovers: leftovers.map((leftover) => ({ ...leftover, reason: tell(leftover.reason) })),
          notes,
        },
      ];
    }),
    evaluations: [
      ...evaluation.sheets.map((one) => sheetJson(one, tell)),
      ...evaluation.summaries.map((one) => summaryJson(one, tell)),
    ],
    refused: outcomes.flatMap((outcome) =>
      outcome.kind === 'refused'
        ? [{ location: outcome.location, title: outcome.title ?? null, reason: tell(outcome.reason) }]
        : [],
    ),
  }));
  const made = reports.map(
    ({ report: { files, department, fiscalYear, unit, tables, narrative, remarks }, appraisal }) => ({
      files,
      department: department ?? null,
      fiscalYear: fiscalYear ?? null,
      unit: unit ?? null,
      tables: [...tables.values()].map(({ form, parts, unit: own, precision }) => ({
        form,
        parts,
        unit: own,
        precision,
      })),
      ...(narrative && { narrative: narrativeJson(narrative, tell) }),
      schemes: appraisal.schemes.map((scheme) => schemeJson(scheme, tell)),
      remarks: remarks.map(({ text }) => tell(text)),
    }),
  );
  return toJson({
    sheets,
    reports: made,
    problems: problems.map(({ file, message }) => ({ file, message: tell(message) })),
  });
}
