import { reportOf } from '../example.js';
import type { BetweenExample } from '../rule.js';
import { levelNamed, type Expected } from './expected.js';
import { factsOf, type ReportFacts } from './facts.js';

/** The reports that an example describes, and the list of those who must publish. */
export function examplesOf({ reports, expected }: BetweenExample): {
  readonly facts: ReportFacts[];
  readonly expected: Expected | undefined;
} {
  const file = '名单.csv';
  return {
    facts: reports.map((example) => factsOf(reportOf(example))),
    expected: expected && {
      file,
      entries: expected.map((text, index) => {
        const [name = '', level = ''] = text.split('|').map((part) => part.trim());
        return { name, level: levelNamed(level), district: '', location: { file, line: index + 1 } };
      }),
    },
  };
}
