import { joined, zh, type Message } from '../../language/message.js';
import { shownAt } from '../judgement.js';
import { namePartsOf, withDistrict } from '../../model/department-name.js';
import type { ExpectedEntry } from './expected.js';
import { ownerKey, ownerName, type BetweenJudgement, type Owner, type Reports } from './reports.js';
import { sayingOf } from './saying.js';
import { unreadOf, type Unread } from './unread.js';

const say = sayingOf('BR-PUB', 'warning');

/** Who should have published and did not, and who did and is not on the list. */
export function* judgePublication(reports: Reports): Generator<BetweenJudgement, void, undefined> {
  const { expected } = reports;
  if (!expected) return;
  const listed = new Set<string>();
  const found = expected.entries.map((entry) => {
    const identity = reports.identifyListed(entry);
    const itself = entry.level === 'itself';
    const key =
      'id' in identity ? ownerKey({ id: identity.id, itself: itself || identity.itself }) : undefined;
    if (key !== undefined) listed.add(key);
    return { entry, key, owner: key === undefined ? undefined : reports.owners.get(key) };
  });
  const years = yearsOf(found.flatMap(({ owner }) => owner ?? []));
  const namesakes = new Set(
    [...reports.owners].flatMap(([key, owner]) => (listed.has(key) ? [] : bodyOf(nameOf(owner)))),
  );
  // A list without districts may mean any of those that have the name.
  const unclear = new Set<string>();
  for (const { entry, key, owner } of found) {
    const body = bodyOf(entry.name);
    const isUnclear = owner === undefined && namesakes.has(body);
    if (isUnclear) unclear.add(body);
    yield entryJudgement(entry, isUnclear ? undefined : key, owner, years, reports);
  }
  for (const [key, owner] of reports.owners) {
    const [report] = [...owner.years.values()].flatMap((year) => year.reports);
    if (!report || listed.has(key) || unclear.has(bodyOf(report.department ?? ''))) continue;
    yield say('fails', report, 'unexpected', {
      severity: 'note',
      places: [shownAt('report', ownerName(report), '', { file: report.file })],
      reason: zh`${report.department ?? ''}有报告，应公开单位名单 ${expected.file} 中没有`,
      advice: zh`核对名单是否漏列，或报告的单位名称是否写错`,
    });
  }
}

const nameOf = ({ years }: Owner): string =>
  [...years.values()].flatMap(({ reports }) => reports)[0]?.department ?? '';

/** A name without its divisions. */
function bodyOf(name: string): string {
  const { body, itself } = namePartsOf(name);
  return itself ? `${body}（本级）` : body;
}

function entryJudgement(
  { name, district, location }: ExpectedEntry,
  key: string | undefined,
  owner: Owner | undefined,
  years: readonly number[],
  { unread }: Pick<Reports, 'unread'>,
): BetweenJudgement {
  const whole = withDistrict(name, district);
  const about = { file: location.file, department: whole };
  const listed = shownAt('listed', whole, name, location);
  if (key === undefined)
    return say('undecidable', about, '', {
      places: [listed],
      reason: zh`名单中的“${whole}”可能是几个单位中的一个，不能确定是否公开`,
    });
  const given = owner ? [...owner.years.keys()] : [];
  const missing = years.filter((year) => !given.includes(year));
  const [report] = owner ? [...owner.years.values()].flatMap((year) => year.reports) : [];
  if (owner && report && missing.length === 0)
    return say('holds', about, '', {
      places: [listed, shownAt('report', ownerName(report), '', { file: report.file })],
    });
  const when = joined(missing.map(String), zh`、`);
  const reason =
    owner || years.length > 1 ? zh`没有见到${whole} ${when} 年度的报告` : zh`没有见到${whole}的报告`;
  const doubt = lackOf(whole, unread);
  return doubt
    ? say('undecidable', about, '', { places: [listed], reason: joined([reason, doubt], zh`；`) })
    : say('fails', about, '', { places: [listed], reason });
}

/** Why a report that was not seen may be there, if so. */
function lackOf(name: string, unread: Unread): Message | undefined {
  const file = unreadOf(name, unread);
  if (file !== undefined) return zh`${file} 读不了，可能是它的`;
  return unread.left > 0 ? zh`还有 ${unread.left} 个文件没有核对，可能在其中` : undefined;
}

/** The years for which at least half of those that published at all did so: a year misread says nothing of the others. */
function yearsOf(owners: readonly Owner[]): number[] {
  const counts = new Map<number, number>();
  for (const { years } of owners)
    for (const year of years.keys()) counts.set(year, (counts.get(year) ?? 0) + 1);
  return [...counts].flatMap(([year, count]) => (count * 2 >= owners.length ? [year] : [])).sort();
}
