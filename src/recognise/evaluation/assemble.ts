import type { Evaluation } from '../../model/evaluation.js';
import { groupBy } from '../../model/group-by.js';
import { mostCommon } from '../../model/most-common.js';
import type { Report } from '../../model/report.js';
import type { SheetRecognition } from '../recognise.js';

/** The self-evaluation that one file holds, and whose it is. */
interface Holding {
  readonly file: string;
  readonly evaluation: Evaluation;
  readonly department: string | undefined;
  readonly fiscalYear: number | undefined;
}

/**
 * Joins the self-evaluation sheets of a folder's files to its reports: those of the same file, else the only
 * report of the folder that names the same department. Sheets that no report takes make one of their own.
 */
export function withEvaluations(
  reports: readonly Report[],
  recognitions: readonly SheetRecognition[],
): Report[] {
  const holdings = holdingsOf(recognitions);
  if (holdings.length === 0) return [...reports];
  const joined = new Map<Report, Holding[]>();
  const alone: Holding[] = [];
  for (const holding of holdings) {
    const report = ownerOf(holding, reports);
    if (report) joined.set(report, [...(joined.get(report) ?? []), holding]);
    else alone.push(holding);
  }
  const own = together(alone);
  return [
    ...reports.map((report) => withHoldings(report, joined.get(report) ?? [])),
    ...own.map((group) => withHoldings(emptyReport(group), group)),
  ];
}

/** The holdings of each department; those that name none go with the only one that is named. */
function together(holdings: readonly Holding[]): Holding[][] {
  const named = [...groupBy(holdings, ({ department, file }) => department ?? file).values()];
  const [only, ...others] = named.filter(([first]) => first?.department !== undefined);
  if (!only || others.length > 0) return named;
  const year = mostCommon(only.flatMap(({ fiscalYear }) => fiscalYear ?? []));
  const joins = ({ department, fiscalYear }: Holding): boolean =>
    department === undefined && (year === undefined || fiscalYear === undefined || fiscalYear === year);
  return named.flatMap((group) => {
    if (group === only) return [[...only, ...holdings.filter(joins)]];
    const left = group.filter((holding) => !joins(holding));
    return left.length > 0 ? [left] : [];
  });
}

function holdingsOf(recognitions: readonly SheetRecognition[]): Holding[] {
  return [...groupBy(recognitions, ({ file }) => file)].flatMap(([file, own]) => {
    const sheets = own.flatMap(({ evaluation }) => evaluation.sheets);
    const summaries = own.flatMap(({ evaluation }) => evaluation.summaries);
    if (sheets.length + summaries.length === 0) return [];
    const departments = [...sheets, ...summaries].flatMap(({ department }) => department?.value ?? []);
    const years = [...sheets, ...summaries].flatMap(({ fiscalYear }) => fiscalYear?.value ?? []);
    return [
      {
        file,
        evaluation: { sheets, summaries },
        department: mostCommon(departments),
        fiscalYear: mostCommon(years),
      },
    ];
  });
}

function ownerOf({ file, department }: Holding, reports: readonly Report[]): Report | undefined {
  const inFile = reports.filter(({ files }) => files.includes(file));
  const named = (of: readonly Report[]): Report[] =>
    of.filter((report) => department !== undefined && report.department === department);
  const candidates = inFile.length > 0 ? (inFile.length === 1 ? inFile : named(inFile)) : named(reports);
  const [only, ...others] = candidates;
  return others.length === 0 ? only : undefined;
}

function withHoldings(report: Report, holdings: readonly Holding[]): Report {
  if (holdings.length === 0) return report;
  return {
    ...report,
    files: [...new Set([...report.files, ...holdings.map(({ file }) => file)])],
    evaluation: {
      sheets: holdings.flatMap(({ evaluation }) => evaluation.sheets),
      summaries: holdings.flatMap(({ evaluation }) => evaluation.summaries),
    },
  };
}

function emptyReport(holdings: readonly Holding[]): Report {
  const files = holdings.map(({ file }) => file);
  const department = mostCommon(holdings.flatMap((holding) => holding.department ?? []));
  const fiscalYear = mostCommon(holdings.flatMap((holding) => holding.fiscalYear ?? []));
  return {
    file: files[0] ?? '',
    files,
    ...(department !== undefined && { department }),
    ...(fiscalYear !== undefined && { fiscalYear }),
    tables: new Map(),
    evaluation: { sheets: [], summaries: [] },
    covers: [],
    remarks: [],
  };
}
