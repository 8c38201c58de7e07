import { FORMS } from '../forms/catalogue.js';
import { told, type Tell } from '../language/message.js';
import { placeName, placeWithin } from '../model/location.js';
import type { Outcome, SheetRecognition } from '../recognise/recognise.js';
import type { CheckedReport, Problem } from '../engine/outcome.js';
import { forTerminal, toJson } from './escape.js';
import { schemeText } from './evaluation.js';
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

const STATE_NAME = { visible: '', hidden: '（隐藏）', veryHidden: '（深度隐藏）' };

/** What was recognised in each sheet, what was left over, and the reason of every refusal, for people. */
export function renderInspection({ recognitions, reports, problems }: Inspection, tell: Tell): string {
  const blocks = [
    ...recognitions.map((recognition) => worksheetText(recognition, tell)),
    ...reports.map((report) => reportText(report, tell)),
    ...problems.map(({ file, message }) => hang('✗ ', forTerminal(`${file}：${message}`))),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function worksheetText(
  { file, sheet, state, outcomes, evaluation, textRows }: SheetRecognition,
  tell: Tell,
): string {
  const head = `■ ${forTerminal(sheet)}${STATE_NAME[state]}　${forTerminal(file)}`;
  const evaluated = [
    ...evaluation.sheets.map((one) => sheetText(one, tell)),
    ...evaluation.summaries.map((one) => summaryText(one, tell)),
  ];
  if (outcomes.length + evaluated.length === 0)
    return `${head}\n${hang('  ', textRows === 0 ? '空表' : `${textRows} 行文字，没有表题，也没有表格`)}`;
  const tables = outcomes.flatMap((outcome) => (outcome.kind === 'table' ? [tableText(outcome)] : []));
  const refused = outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'refused') return [];
    const title = outcome.title === undefined ? '' : `“${outcome.title}”`;
    return [
      hang('  ✗ ', forTerminal(`${placeWithin(outcome.location)} ${title} 未采用：${told(outcome.reason)}`)),
    ];
  });
  return [head, ...tables, ...evaluated, ...refused].join('\n');
}

function tableText({ part }: Extract<Outcome, { kind: 'table' }>): string {
  const { form, location, clues, columns, missing, lines, facts, leftovers } = part;
  const head = hang(
    '  ✓ ',
    forTerminal(
      `${placeWithin(location)} ${form.number} ${form.titles[0] ?? ''}（${clues.map((clue) => told(clue)).join('；')}）`,
    ),
  );
  const headers = columns.map(({ id, path, location: at }) => {
    const known = [...form.columns, ...form.lines].find((entry) => entry.id === id);
    return [forTerminal(`${placeWithin(at)} ${path.join(' → ')}`), known?.name ?? id];
  });
  const rows = lines.map(({ key, label, location: at, partOf, unknown, repeated }) => {
    const name = form.lines.find((line) => line.id === key)?.name ?? key;
    const mark =
      partOf !== undefined ? '其中' : unknown ? '未知行，按同类计入' : repeated ? '代码重复' : name;
    const own = facts
      .filter((fact) => fact.line === key)
      .map(({ text, printed }) => (printed.kind === 'unreadable' ? `✗${text}` : text || '·'));
    return [`${placeWithin(at)} ${label}`, mark, own.join(' ')].map(forTerminal);
  });
  return [
    head,
    plainTable(['表头', '列'], headers, INDENT),
    plainTable(['行标签', '行', '金额'], rows, INDENT),
    ...(missing.length > 0 ? [hang('    缺列  ', missing.join('、'))] : []),
    ...leftovers.map(({ location: at, text, reason }) =>
      hang('    未用  ', forTerminal(`${placeWithin(at)} “${text}”：${told(reason)}`)),
    ),
  ].join('\n');
}

const INDENT = '     ';

function reportText({ report, appraisal }: InspectedReport, tell: Tell): string {
  const { department, fiscalYear, tables, files, narrative, remarks } = report;
  const head = hang(
    '● ',
    forTerminal(`报告：${department ?? '未注明单位'} ${fiscalYear ?? '未注明年度'}　${files.join('、')}`),
  );
  const lines = FORMS.map(({ id, titles }) => {
    const table = tables.get(id);
    if (!table) return `  – ${titles[0] ?? ''}：未找到`;
    const unit = table.statedUnit ? table.unit : `${table.unit}（未注明，按其他表计）`;
    const precision = table.precision.basis === 'converted' ? '，金额均为百元整数倍，按万元两位小数换算' : '';
    return hang(
      '  ✓ ',
      forTerminal(`${titles[0] ?? ''}：${table.parts.map(placeName).join('、')}，${unit}${precision}`),
    );
  });
  return [
    head,
    ...(tables.size === 0 ? [] : lines),
    ...(narrative ? [narrativeText(narrative, tell)] : []),
    ...appraisal.schemes.map((scheme) => hang('  方案 ', forTerminal(tell(schemeText(scheme))))),
    ...remarks.map(({ text }) => hang('  备注 ', forTerminal(tell(text)))),
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
          clues: clues.map((clue) => told(clue)),
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
            ...(printed.kind === 'unreadable' && { reason: printed.reason }),
            location: at,
          })),
          leftovers: leftovers.map((leftover) => ({ ...leftover, reason: told(leftover.reason) })),
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
        ? [{ location: outcome.location, title: outcome.title ?? null, reason: told(outcome.reason) }]
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
    problems: problems.map(({ file, message }) => ({ file, message })),
  });
}
