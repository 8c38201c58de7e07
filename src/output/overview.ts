import type { ReportOutline, RunOutline } from '../engine/outline.js';
import { overviewOf, type Group, type Overview } from '../engine/overview.js';
import { joined, zh, type Message, type Tell } from '../language/message.js';
import { forTerminal } from './escape.js';
import { betweenCounts } from './summary.js';
import { hang, leadOf } from './wrap.js';

/** So many reports are looked through one by one; of more, rankings reach a little further. */
const FEW_REPORTS = 20;
const RANKS_OF_FEW = 5;
const RANKS_OF_MANY = 10;
/** A list for programs; more than so many departments are counted. */
const MOST_DEPARTMENTS = 1000;

/** Of several reports what they came to as a whole; of one there is nothing more to say. */
const overviewOfSeveral = (outline: RunOutline): Overview | undefined =>
  outline.reports.length > 1 ? overviewOf(outline) : undefined;

/** The overview for people, at the end of a text; nothing for a single report. */
export function overviewText(outline: RunOutline, tell: Tell): string[] {
  const overview = overviewOfSeveral(outline);
  if (!overview) return [];
  const most = overview.reports > FEW_REPORTS ? RANKS_OF_MANY : RANKS_OF_FEW;
  const ranking = (
    title: Message,
    entries: readonly Entry[],
    others: (count: number) => Message,
  ): string[] =>
    entries.length === 0
      ? []
      : [
          hang('', forTerminal(tell(title))),
          ...entries.slice(0, most).map(({ text, file }, index) => {
            const lead = `${String(index + 1).padStart(3)}  `;
            return `${hang(lead, forTerminal(tell(text)))}\n${hang(' '.repeat(lead.length), forTerminal(file))}`;
          }),
          ...(entries.length > most ? [hang('     ', tell(others(entries.length - most)))] : []),
        ];
  const { departments, rules, districts } = overview;
  return [
    [
      hang(leadOf(tell(zh`总览`)), tell(gist(overview, betweenCounts(outline)))),
      ...ranking(
        zh`错误最多的单位（由别的问题而来的不计；文件是问题最多的一份报告）`,
        departments.map(departmentEntry),
        (count) => zh`另有 ${count} 个单位有错误或需说明`,
      ),
      ...ranking(
        zh`最常见的问题`,
        rules.map(({ ruleId, title, findings, reports, worst }) => ({
          text: zh`${title} [${ruleId}]：${findings} 处，${reports} 份报告`,
          file: worst.report.file,
        })),
        (count) => zh`另有 ${count} 条规则不符`,
      ),
      ...(districts
        ? ranking(
            districtsTitle(districts.folder),
            districts.groups.filter(asksForSomething).map(districtEntry),
            (count) => zh`另有 ${count} 个地区有错误或需说明`,
          )
        : []),
    ].join('\n'),
  ];
}

/** An entry of a ranking, and the file of the report to look at first. */
interface Entry {
  readonly text: Message;
  readonly file: string;
}

const gist = ({ gravities, tailShare, undecided, broken }: Overview, between: Message | undefined): Message =>
  joined(
    [
      zh`有错误的报告 ${gravities.error} 份`,
      zh`需说明的 ${gravities.warning} 份`,
      zh`仅有提示的 ${gravities.note} 份`,
      zh`没有问题的 ${gravities.clean} 份`,
      ...(broken > 0 ? [zh`未能检查的文件 ${broken} 个`] : []),
      zh`有未核对项目的报告 ${undecided} 份`,
      ...(tailShare === undefined ? [] : [zh`相符的核对中尾差占 ${percentage(tailShare)}`]),
      ...(between === undefined ? [] : [zh`报告之间的另计：${between}`]),
    ],
    zh`；`,
  );

const departmentEntry = (group: Group): Entry => ({
  text: zh`${group.name ?? zh`未注明单位`}：${countsMessage(group)}${group.reports > 1 ? zh`（${group.reports} 份报告）` : ''}`,
  file: group.worst.report.file,
});

const districtEntry = (group: Group): Entry => ({
  text: zh`${group.name === '' ? zh`（未注明地区）` : (group.name ?? '')}：${group.reports} 份报告，有错误的 ${group.gravities.error} 份；${countsMessage(group)}`,
  file: group.worst.report.file,
});

const countsMessage = ({ findings }: Group): Message =>
  zh`错误 ${findings.error} · 需说明 ${findings.warning} · 提示 ${findings.note}`;

/** What was taken for a district. */
export const districtsTitle = (folder: string | undefined): Message => {
  if (folder === undefined) return zh`地区（按名单）`;
  return folder === '' ? zh`地区（按各文件夹）` : zh`地区（按 ${folder} 下的各文件夹）`;
};

const asksForSomething = ({ findings }: Group): boolean => findings.error + findings.warning > 0;

export const percentage = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** The overview for programs; undefined for a single report. */
export function overviewJson(outline: RunOutline): object | undefined {
  const overview = overviewOfSeveral(outline);
  if (!overview) return undefined;
  const { reports, gravities, outcomes, undecided, departments, rules, districts } = overview;
  return {
    reports: {
      total: reports,
      withErrors: gravities.error,
      withWarnings: gravities.warning,
      withNotes: gravities.note,
      clean: gravities.clean,
      withUndecided: undecided,
    },
    outcomes,
    departments: {
      total: departments.length,
      ranked: departments.slice(0, MOST_DEPARTMENTS).map((group) => ({
        department: group.name ?? null,
        ...groupJson(group),
      })),
    },
    rules: rules.map(({ worst, ...rank }) => ({ ...rank, worst: fileOf(worst) })),
    ...(districts && {
      districts: {
        folder: districts.folder ?? null,
        ranked: districts.groups.map((group) => ({ district: group.name ?? null, ...groupJson(group) })),
      },
    }),
  };
}

const groupJson = ({ reports, gravities, findings, worst }: Group): object => ({
  reports,
  withErrors: gravities.error,
  errors: findings.error,
  warnings: findings.warning,
  notes: findings.note,
  worst: fileOf(worst),
});

const fileOf = ({ report: { file } }: ReportOutline): object => ({ file });
