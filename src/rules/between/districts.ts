import { namePartsOf } from '../../model/department-name.js';
import { groupBy } from '../../model/group-by.js';
import type { Expected } from './expected.js';

/** Which district a report is of; empty where nothing says it. */
export type DistrictOf = (report: { readonly file: string; readonly department?: string }) => string;

/**
 * Districts as a list of those who must publish calls them: of names that are on it, and of others that begin with one.
 * Of a name that is on it in several districts, the folders that the report lies in decide.
 *
 * @returns undefined where there is no list, or it tells no districts
 */
export function districtsBy(expected: Expected | undefined): DistrictOf | undefined {
  const listed = (expected?.entries ?? []).map(({ name, district }) => {
    const own = namePartsOf(name);
    return { body: own.body, district: district === '' ? own.district : district };
  });
  if (listed.every(({ district }) => district === '')) return undefined;
  const all = unique(listed.map(({ district }) => district));
  const byBody = new Map(
    [...groupBy(listed, ({ body }) => body)].map(([body, own]) => [
      body,
      unique(own.map(({ district }) => district)),
    ]),
  );
  return ({ file, department = '' }) => {
    const { district: printed, body } = namePartsOf(department);
    const fits = (district: string): boolean => district.endsWith(printed) || printed.endsWith(district);
    const ofName = (byBody.get(body) ?? []).filter(fits);
    const folders = file.split('/').slice(0, -1);
    const ofFolder = ofName.filter((district) => folders.includes(district));
    const ofOthers = printed === '' ? [] : all.filter(fits);
    const told = [ofName, ofFolder, ofOthers].find(({ length }) => length === 1);
    return told?.[0] ?? printed;
  };
}

const unique = (districts: readonly string[]): string[] =>
  [...new Set(districts)].filter((district) => district !== '');
