import { zh, type Message } from '../../language/message.js';
import { departmentName, isItself, isShortFor } from '../../model/department-name.js';
import { NO_EVALUATION } from '../../model/evaluation.js';
import type { Remark, Report } from '../../model/report.js';
import type { Document } from '../../source/document.js';
import type { ReportText } from './narrative.js';

/** What reads texts, with all the words that it knows, is loaded when there is a text to read. */
const reading = (): Promise<typeof import('./narrative.js')> => import('./narrative.js');

/** The text of a document; undefined where it holds no explanations. */
export const textIn = async (document: Document): Promise<ReportText | undefined> =>
  document.paragraphs.length === 0 ? undefined : (await reading()).reportTextOf(document);

/** What was found in one folder. */
export interface FolderContent {
  readonly reports: readonly Report[];
  readonly texts: readonly ReportText[];
  /** The folder may hold more. */
  readonly isPart?: boolean;
}

/** What something in a file is known by, or looks for, elsewhere. */
interface Join {
  readonly file: string;
  readonly key: string;
}

/** A folder whose texts found their reports. */
interface JoinedFolder {
  readonly reports: readonly Report[];
  /** What texts of other folders may look for in it, and what its own look for in others. */
  readonly offers: readonly Join[];
  readonly seeking: readonly Join[];
}

/**
 * To which report a text belongs and why, or why to none; `sought` is what reports of other folders are asked
 * for, where its own folder does not decide.
 */
interface Home {
  readonly report?: Report;
  readonly why: Message;
  readonly sought?: string;
}

/**
 * Gives every text to the report of its department and year: one of its own file first, then of its folder,
 * then of the other folders. A text that could be of several, or is of none, is a report of its own, and that
 * is said.
 *
 * @returns the reports, folder by folder
 */
export const withNarratives = async (folders: readonly FolderContent[]): Promise<Report[]> =>
  (await joinTexts(folders)).flatMap(({ reports }) => reports);

/** The same, each folder by itself. */
export async function joinTexts(folders: readonly FolderContent[]): Promise<JoinedFolder[]> {
  const all = folders.flatMap(({ reports }) => reports);
  const joined = new Map<Report, { text: ReportText; why: Message }[]>();
  const alone = new Map<FolderContent, { text: ReportText; why: Message }[]>();
  const sought = new Map<FolderContent, Join[]>();
  for (const folder of folders) {
    for (const text of folder.texts) {
      const home = homeOf(text, folder, all);
      if (home.sought !== undefined)
        sought.set(folder, [...(sought.get(folder) ?? []), { file: text.file, key: home.sought }]);
      const before = home.report ? (joined.get(home.report) ?? []) : [];
      const twin = before.find((other) => isSameText(other.text, text));
      if (home.report && !twin) joined.set(home.report, [...before, { text, why: home.why }]);
      else {
        const why = twin ? zh`与 ${twin.text.file} 是同一部分的说明，没有并入同一份报告` : home.why;
        alone.set(folder, [...(alone.get(folder) ?? []), { text, why }]);
      }
    }
  }
  const joinedIn = async (folder: FolderContent): Promise<JoinedFolder> => ({
    reports: await Promise.all([
      ...folder.reports.map((report) => {
        const texts = joined.get(report);
        return texts ? withText(report, texts) : report;
      }),
      ...(alone.get(folder) ?? []).map(textReport),
    ]),
    offers: folder.reports.flatMap((report) => {
      const key = joinKey(report);
      return key === undefined ? [] : [{ file: report.file, key }];
    }),
    seeking: sought.get(folder) ?? [],
  });
  return Promise.all(folders.map(joinedIn));
}

async function withText(
  report: Report,
  texts: readonly { text: ReportText; why: Message }[],
): Promise<Report> {
  const { narrativeOf } = await reading();
  const narrative = narrativeOf(
    texts.map(({ text }) => text),
    report.tables,
  );
  return {
    ...report,
    files: [...new Set([...report.files, ...narrative.files])],
    narrative: { ...narrative, joined: texts.map(({ why }) => why) },
    hidden: [...(report.hidden ?? []), ...texts.flatMap(({ text }) => text.hidden ?? [])],
  };
}

async function textReport({
  text,
  why,
}: {
  readonly text: ReportText;
  readonly why: Message;
}): Promise<Report> {
  const { narrativeOf } = await reading();
  const { file, department, fiscalYear, hidden } = text;
  const remark: Remark = { text: zh`${file} ${why}`, location: { file }, leftAside: false };
  return {
    file,
    files: [file],
    ...(department !== undefined && { department }),
    ...(fiscalYear !== undefined && { fiscalYear }),
    tables: new Map(),
    evaluation: NO_EVALUATION,
    narrative: { ...narrativeOf([text], new Map()), joined: [why] },
    covers: [],
    remarks: [remark],
    ...(hidden && { hidden }),
  };
}

function homeOf(text: ReportText, { reports, isPart = false }: FolderContent, all: readonly Report[]): Home {
  const ofFile = reports.filter(({ files }) => files.includes(text.file));
  const [own] = ofFile;
  if (own && ofFile.length === 1) return { report: own, why: zh`与表在同一个文件` };
  const same = (ofFile.length > 0 ? ofFile : reports).filter((report) => isSame(text, report));
  const [only] = same;
  if (only && same.length === 1) return { report: only, why: zh`同一文件夹，部门和年度相同` };
  if (same.length > 1) return { why: zh`同部门、同年度的报告有 ${same.length} 份，不知道属于哪一份` };
  const [single] = reports;
  if (single && reports.length === 1 && !isPart && !contradicts(text, single))
    return { report: single, why: zh`文件夹里只有这一份报告，部门和年度没有矛盾` };
  const elsewhere = all.filter((report) => isSame(text, report));
  const sought = joinKey(text);
  const seeking = sought === undefined ? {} : { sought };
  const [other] = elsewhere;
  if (other && elsewhere.length === 1)
    return { report: other, why: zh`另一文件夹里部门和年度相同的唯一一份报告`, ...seeking };
  if (elsewhere.length > 1)
    return {
      why: zh`别的文件夹里同部门、同年度的报告有 ${elsewhere.length} 份，不知道属于哪一份`,
      ...seeking,
    };
  return { why: zh`没有同部门、同年度的决算表，文字只能与自身核对`, ...seeking };
}

/** What texts and reports of one department and year have alike; undefined where one of these is not known. */
export const joinKey = ({
  department,
  fiscalYear,
}: Pick<Report, 'department' | 'fiscalYear'>): string | undefined =>
  department === undefined || fiscalYear === undefined
    ? undefined
    : `${fiscalYear} ${departmentName(department)}`;

function isSame(text: ReportText, report: Report): boolean {
  const key = joinKey(text);
  return key !== undefined && key === joinKey(report);
}

function contradicts(text: ReportText, { department, fiscalYear }: Report): boolean {
  if (text.fiscalYear !== undefined && fiscalYear !== undefined && text.fiscalYear !== fiscalYear)
    return true;
  if (text.department === undefined || department === undefined) return false;
  const [one, other] = [departmentName(text.department), departmentName(department)];
  if (isItself(one) !== isItself(other)) return true;
  return !isShortFor(one, other) && !isShortFor(other, one);
}

/** Two texts that explain mostly the same sections are two versions, not two parts. */
function isSameText(one: ReportText, other: ReportText): boolean {
  const idsOf = ({ text }: ReportText): Set<string> =>
    new Set(text.sections.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const ids = idsOf(one);
  const shared = [...idsOf(other)].filter((id) => ids.has(id)).length;
  return shared * 2 > Math.min(ids.size, idsOf(other).size);
}
