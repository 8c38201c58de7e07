import { checkBetween } from '../engine/check-between.js';
import { checkReport } from '../engine/check.js';
import { suspectedIn, type CheckedReport, type Problem, type RunResult } from '../engine/outcome.js';
import type { Waiver } from '../engine/waiver.js';
import { withVariants, type FormVariant } from '../forms/catalogue.js';
import type { Form } from '../forms/form.js';
import { NO_POLICY, type Policy } from '../engine/policy.js';
import { told as inChinese, zh, type Tell } from '../language/message.js';
import { isOddlyNamed, ODDLY_NAMED } from '../model/file-path.js';
import type { Location } from '../model/location.js';
import { onceFor } from '../model/once-for.js';
import type { Report } from '../model/report.js';
import type { SheetImage } from '../model/sheet-image.js';
import { joinKey, joinTexts, textIn, type FolderContent } from '../recognise/narrative/join.js';
import type { ReportText } from '../recognise/narrative/narrative.js';
import { recogniseSheets, reportsIn, type SheetRecognition } from '../recognise/recognise.js';
import { imagesOf } from '../recognise/sheet-image.js';
import type { Expected } from '../rules/between/expected.js';
import { factsOf } from '../rules/between/facts.js';
import { BUILT_IN_PROFILES } from '../rules/evaluation/built-in-profiles.js';
import type { Profiles } from '../rules/evaluation/profile.js';
import type { Rule } from '../rules/rule.js';
import type { Document } from '../source/document.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { together, type Linked } from './in-order.js';
import { linkedBy } from './linked-by.js';
import { INTERRUPTED, unchecked, unreadAmong } from './unchecked.js';
import { unitsOf } from './units.js';

/** A file to check. */
export interface InputFile {
  readonly file: string;
  /** Files of one folder may make one report. */
  readonly folder: string;
  /** Named by the user, not found in a folder: that it cannot be read is then a failure of the run. */
  readonly named: boolean;
  /** Its folder holds so many files that they are checked in parts. */
  readonly amongMany?: true;
}

/** @throws UnreadableFile */
export type ReadInput = (file: string) => Promise<Document>;

/** The files of one folder, or of a part of one that holds very many. */
export type Folder = readonly InputFile[];

/** What came of files that have to do with one another. */
export interface Checked<Kept = CheckedReport> extends Linked {
  readonly reports: readonly Kept[];
  readonly problems: readonly Problem[];
  readonly recognitions: readonly SheetRecognition[];
}

type RecognisedFolder = Pick<Checked, 'files' | 'problems' | 'recognitions'> &
  FolderContent & { readonly images: readonly SheetImage[] };

/** What came of all. */
export interface Run extends RunResult {
  readonly recognitions: readonly SheetRecognition[];
}

export interface RunOptions {
  /** Scoring schemes that the rules were made with. */
  readonly profiles?: Profiles;
  /** What the user decided on rules beforehand. */
  readonly policy?: Policy | undefined;
  /** Words that the place prints for what the forms call otherwise. */
  readonly variants?: readonly FormVariant[] | undefined;
  /** Whether an output draws the sheets that findings point at. */
  readonly keepsImages?: boolean;
  /** The language of what is said. */
  readonly tell?: Tell;
  /** Told of a report, by its first file, before it is judged. */
  readonly onReport?: (file: string) => void;
  /** Those that must publish, where a list of them was given. */
  readonly expected?: Expected | undefined;
  /** Earlier decisions on findings. */
  readonly waivers?: readonly Waiver[];
}

/** A run, and what may end it before its time: then only what is finished is told, and that it is. */
interface RunAs extends RunOptions {
  readonly signal?: AbortSignal;
}

/**
 * Reads, recognises and judges files; a bad file becomes one problem and never stops the others.
 *
 * @param read reads one file by its name
 */
export async function run(
  files: readonly InputFile[],
  rules: readonly Rule[],
  read: ReadInput,
  { signal, ...options }: RunAs = {},
): Promise<Run> {
  const all: Checked[] = [];
  const answer = (folders: readonly Folder[]): Promise<Checked[]> =>
    checkFolders(folders, rules, read, (checked) => checked, options);
  for await (const checked of together(unitsOf(files), answer, 1, undefined, signal)) all.push(checked);
  const told = new Set(all.flatMap((checked) => checked.files.map(({ file }) => file)));
  const reports = all.flatMap((checked) => checked.reports);
  const problems = all.flatMap((checked) => checked.problems);
  const between = checkBetween(
    reports.map(({ report, findings }) => factsOf(report, suspectedIn(findings))),
    rules,
    { ...options, unread: unreadAmong(files, told, problems) },
  );
  return {
    reports,
    ...(between && { between }),
    problems: [...problems, ...unchecked(files, told, INTERRUPTED)],
    recognitions: all.flatMap(({ recognitions }) => recognitions),
  };
}

const formsWith = onceFor(withVariants);
const NO_VARIANTS: readonly FormVariant[] = [];

/**
 * The same, folder by folder: a text may be of a report in another of these folders. Files of a part of a folder
 * that have nothing to do with each other are told each by itself, since some may have to do with other parts.
 *
 * @param keep what is kept of a report once it is judged, before the next one is: all of it takes much memory
 */
export async function checkFolders<Kept>(
  folders: readonly Folder[],
  rules: readonly Rule[],
  read: ReadInput,
  keep: (checked: CheckedReport) => Kept,
  {
    profiles = BUILT_IN_PROFILES,
    policy = NO_POLICY,
    variants = NO_VARIANTS,
    keepsImages = false,
    tell = inChinese,
    onReport,
  }: RunOptions = {},
): Promise<Checked<Kept>[]> {
  const forms = formsWith(variants);
  const recognised: RecognisedFolder[] = [];
  for (const folder of folders) recognised.push(await recogniseFolder(folder, read, { forms, keepsImages }));
  // All are recognised before the first is judged.
  const joined = await joinTexts(recognised);
  const images = recognised.flatMap((folder) => folder.images);
  return recognised.flatMap(({ files, isPart, problems, recognitions }, index) => {
    const { reports = [], offers = [], seeking = [] } = joined[index] ?? {};
    return (isPart ? apart(files, reports) : [files]).map((own): Checked<Kept> => {
      const names = new Set(own.map(({ file }) => file));
      const isOwn = ({ file }: { readonly file: string }): boolean => names.has(file);
      return {
        files: own,
        reports: reports.filter(isOwn).map((report) => {
          onReport?.(report.file);
          const checked = checkReport(report, rules, profiles, policy, tell);
          return keep(keepsImages ? { ...checked, images: images.filter(isShownBy(checked)) } : checked);
        }),
        problems: problems.filter(isOwn),
        recognitions: recognitions.filter(isOwn),
        offers: offers.filter(isOwn).map(({ key }) => key),
        seeking: seeking.filter(isOwn).map(({ key }) => key),
      };
    });
  });
}

/** Files by what they have to do with: they make one report, or reports of one department and year. */
function apart(files: Folder, reports: readonly Report[]): Folder[] {
  const own = new Map(reports.map((report) => [report, new Set(report.files)]));
  return linkedBy(files, ({ file }) =>
    [
      file,
      ...reports.flatMap((report) =>
        own.get(report)?.has(file) ? [report.file, joinKey(report) ?? []] : [],
      ),
    ].flat(),
  );
}

interface Recognising {
  readonly forms: readonly Form[];
  readonly keepsImages: boolean;
}

async function recogniseFolder(
  folder: Folder,
  read: ReadInput,
  known: Recognising,
): Promise<RecognisedFolder> {
  const problems: Problem[] = [];
  const images: SheetImage[] = [];
  const recognitions: SheetRecognition[] = [];
  const texts: ReportText[] = [];
  for (const input of folder) {
    const recognised = await recogniseFile(input, read, problems, known);
    if (!recognised) continue;
    const isRecognised = recognised.sheets.some(
      ({ outcomes, evaluation }) =>
        outcomes.some(({ kind }) => kind === 'table') ||
        evaluation.sheets.length + evaluation.summaries.length > 0,
    );
    if (!isRecognised && !recognised.text) {
      const message = zh`没有识别出决算公开表、绩效自评表或决算情况说明`;
      problems.push({ file: input.file, message, kind: 'skipped' });
    }
    recognitions.push(...recognised.sheets);
    images.push(...recognised.images);
    if (recognised.text) texts.push(recognised.text);
  }
  const isPart = folder.some(({ amongMany = false }) => amongMany);
  return { files: folder, isPart, problems, recognitions, images, reports: reportsIn(recognitions), texts };
}

/** Which sheets findings point at: no others are drawn. */
function isShownBy({ findings }: CheckedReport): (image: SheetImage) => boolean {
  const key = ({ file, sheet = '' }: Location): string => `${file}\u0000${sheet}`;
  const shown = new Set(
    findings.flatMap(({ evidence, suspects }) =>
      [...evidence, ...suspects].map(({ location }) => key(location)),
    ),
  );
  return (image) => shown.has(key(image));
}

interface RecognisedFile {
  readonly sheets: SheetRecognition[];
  readonly text: ReportText | undefined;
  readonly images: readonly SheetImage[];
}

async function recogniseFile(
  { file, named }: InputFile,
  read: ReadInput,
  problems: Problem[],
  { forms, keepsImages }: Recognising,
): Promise<RecognisedFile | undefined> {
  try {
    const document = await read(file);
    return {
      sheets: recogniseSheets(document, forms),
      text: await textIn(document),
      images: keepsImages ? imagesOf(document) : [],
    };
  } catch (error) {
    if (error instanceof UnreadableFile) {
      problems.push({
        file,
        message: error.said,
        kind: error.kind !== 'unsupported' || named ? 'broken' : 'skipped',
        ...(error.kind === 'given-up' && { passing: true }),
      });
      return undefined;
    }
    if (isSystemError(error)) {
      const message = isOddlyNamed(file)
        ? ODDLY_NAMED
        : zh`读不了这个文件（${error.code}）；请检查路径和权限`;
      problems.push({ file, message, kind: 'broken', passing: true });
      return undefined;
    }
    // A fault of the program in one file must not keep the others from being checked.
    const message = error instanceof Error ? error.message : String(error);
    problems.push({ file, message: zh`处理这个文件时程序出错：${message}`, kind: 'broken' });
    return undefined;
  }
}

const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
