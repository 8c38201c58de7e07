import { zh, type Message, type Tell } from '../language/message.js';
import type { ExampleFault } from '../rules/book.js';
import { reportOf } from '../rules/example.js';
import type { Example, FormulaRule } from '../rules/rule.js';
import { checkReport } from './check.js';

/** Where the examples of a rule do not show what they claim: one that holds, and one that does not. */
export function exampleFaults(rule: FormulaRule, tell: Tell): ExampleFault[] {
  const check = (example: Example): ReturnType<typeof checkReport> =>
    checkReport(reportOf(example), [rule], undefined, undefined, tell);
  const claims = {
    holds: ({ findings, outcomes }) => [
      ...findings.flatMap(({ verdict, message }) =>
        verdict === 'fails' ? zh`holds 所举的例子其实不符：${message}` : [],
      ),
      ...(outcomes.holds + outcomes.fails === 0 ? [zh`holds 所举的例子没有一处核对为相符`] : []),
    ],
    fails: ({ outcomes }) => (outcomes.fails === 0 ? [zh`fails 所举的例子其实没有不符`] : []),
  } satisfies Record<ExampleFault['example'], (checked: ReturnType<typeof check>) => Message[]>;
  return (['holds', 'fails'] as const).flatMap((example) => {
    const checked = check(rule.examples[example]);
    return [
      ...checked.undecided.map(({ reason }) => zh`${example} 所举的例子不能核对：${reason}`),
      ...claims[example](checked),
    ].map((message) => ({ example, message: tell(message) }));
  });
}
