import { readdirSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { CheckedReport } from '../../src/engine/outcome.js';
import { formOf } from '../../src/forms/catalogue.js';
import type { FormId } from '../../src/forms/form.js';
import { plainTable } from '../../src/output/plain-table.js';
import { coverageOf, pressing, cellKey } from './coverage.js';
import { FAULT_KINDS, faultsIn, type Fault, type FaultKind } from './faults.js';
import { HARMLESS } from './harmless.js';
import { judge, mainOf, readWorkbook, type Workbook } from './workbook.js';

const { values: options } = parseArgs({
  args: argv.slice(2),
  options: {
    /** Covered faults of each kind in each form. */
    each: { type: 'string', default: '3' },
    seed: { type: 'string', default: '2023' },
    all: { type: 'boolean', default: false },
    uncovered: { type: 'boolean', default: false },
    files: { type: 'string', default: '' },
  },
});

const say = (text: string): void => void stdout.write(`${text}\n`);

/** Whole sets of tables; broken.xlsx is no layout to read completely. */
const files = ['fixtures/published', 'fixtures/independent'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xlsx') && name !== 'broken.xlsx')
    .map((name) => `${folder}/${name}`)
    .filter((file) => file.includes(options.files)),
);

interface Tally {
  covered: number;
  cited: number;
  said: number;
  beyond: number;
}
const tallies = new Map<string, Tally>();
const tallyOf = (form: FormId, kind: FaultKind): Tally => {
  const key = `${form} ${kind}`;
  const tally = tallies.get(key) ?? { covered: 0, cited: 0, said: 0, beyond: 0 };
  tallies.set(key, tally);
  return tally;
};

const workbooks: Workbook[] = [];
for (const file of files) workbooks.push(await readWorkbook(file));

if (options.uncovered) listUncovered();
else {
  const misses = sweepFaults();
  for (const [title, share] of [
    ['找到：新的错误或需说明，且指到改动的单元格', ({ cited }: Tally) => cited],
    ['有反应：至少多出一条错误、需说明，或一条未核对及其原因', ({ said }: Tally) => said],
  ] as const) {
    say(`\n${title}（占关系式能看见的改动）\n`);
    say(tableOf(share));
  }
  const beyond = [...tallies.values()].reduce((sum, tally) => sum + tally.beyond, 0);
  say(
    `\n抽样时跳过关系式看不见的改动 ${beyond} 处（不在任何等式中，或差额在尾差限内）；--uncovered 列出不在等式中的单元格`,
  );
  say(`\n没有找到的 ${misses.length} 处`);
  for (const miss of misses) say(`  ${miss}`);
  await sweepHarmless();
}

/** Faults drawn from all files alike, kind by kind and form by form. */
function sweepFaults(): string[] {
  const strata = new Map<string, { workbook: Workbook; fault: Fault }[]>();
  for (const workbook of workbooks) {
    for (const fault of faultsIn(workbook)) {
      const key = `${fault.form} ${fault.kind}`;
      strata.set(key, [...(strata.get(key) ?? []), { workbook, fault }]);
    }
  }
  const most = options.all ? Infinity : Number(options.each);
  return [...strata.values()].flatMap((faults) => {
    const missed: string[] = [];
    let done = 0;
    for (const { workbook, fault } of shuffled(faults)) {
      if (done >= most) break;
      const tally = tallyOf(fault.form, fault.kind);
      if (!fault.isCovered()) {
        tally.beyond++;
        continue;
      }
      done++;
      tally.covered++;
      const { cited, said } = tryFault(workbook, fault);
      if (cited) tally.cited++;
      if (said.length > 0) tally.said++;
      if (!cited)
        missed.push(
          `${fault.kind} ${fault.file} ${fault.text}：${said.slice(0, 3).join('、') || '没有反应'}`,
        );
    }
    return missed;
  });
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const order = fc.shuffledSubarray([...items.keys()], { minLength: items.length });
  const [drawn = []] = fc.sample(order, { seed: Number(options.seed), numRuns: 1 });
  return drawn.flatMap((index) => items[index] ?? []);
}

function tryFault({ reports }: Workbook, fault: Fault): { cited: boolean; said: string[] } {
  const known = new Set(reports.flatMap(pressing).map(({ identity }) => identity));
  const after = judge(fault.apply());
  const found = after.flatMap(pressing).filter(({ identity }) => !known.has(identity));
  const reasons = new Set(reports.flatMap(undecidedIn));
  const undecided = after.flatMap(undecidedIn).filter((reason) => !reasons.has(reason));
  return {
    cited: found.some(fault.isCited),
    said: [...new Set([...found.map(({ ruleId }) => ruleId), ...undecided])],
  };
}

function undecidedIn({ undecided }: CheckedReport): string[] {
  return undecided.map(({ ruleId, reason }) => `${ruleId} 未核对：${reason}`);
}

function tableOf(share: (tally: Tally) => number): string {
  const forms = [...new Set([...tallies.keys()].map((key) => key.split(' ')[0] as FormId))];
  const cellFor = (chosen: readonly Tally[]): string => {
    const covered = chosen.reduce((sum, tally) => sum + tally.covered, 0);
    const found = chosen.reduce((sum, tally) => sum + share(tally), 0);
    return covered === 0 ? '' : `${((100 * found) / covered).toFixed(1)}% ${found}/${covered}`;
  };
  const row = (kinds: readonly FaultKind[]): string[] => [
    ...forms.map((form) => cellFor(kinds.map((kind) => tallyOf(form, kind)))),
    cellFor(kinds.flatMap((kind) => forms.map((form) => tallyOf(form, kind)))),
  ];
  return plainTable(
    ['改动', ...forms.map((form) => formOf(form).number.replace('公开', '')), '合计'],
    [...FAULT_KINDS.map((kind) => [kind, ...row([kind])]), ['合计', ...row(FAULT_KINDS)]],
    '  ',
  );
}

/** Figure cells that stand in no equation, by file, form and column. */
function listUncovered(): void {
  for (const { file, checked } of workbooks) {
    const { cells } = coverageOf(checked);
    say(file);
    for (const { title, columns, facts } of checked.report.tables.values()) {
      for (const { id } of columns) {
        const bare = [...facts.values()].filter(
          (fact) => fact.column === id && fact.state === 'figure' && !cells.has(cellKey(fact.location)),
        );
        if (bare.length === 0) continue;
        say(
          `  ${title}·${bare[0]?.columnLabel ?? id}：${bare.map(({ location, lineLabel }) => `${location.cell ?? ''} ${lineLabel}`).join('，')}`,
        );
      }
    }
  }
}

/** How often each rule came to each verdict; the order of codes is a note and no verdict on the figures. */
function verdictsOf(reports: readonly CheckedReport[]): Map<string, number> {
  const counts = new Map<string, number>();
  const main = mainOf(reports);
  for (const { ruleId, verdict, severity } of main?.judgements ?? []) {
    const isOrder = verdict === 'fails' && severity === 'note' && ruleId.endsWith('-CODE');
    const key = `${ruleId} ${isOrder ? 'holds' : verdict}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function sweepHarmless(): Promise<void> {
  const rows: string[][] = [];
  const details: string[] = [];
  for (const [name, change] of Object.entries(HARMLESS)) {
    let tried = 0;
    let changed = 0;
    for (const workbook of workbooks) {
      const documents = await change(workbook);
      if (documents === undefined) continue;
      tried++;
      const before = verdictsOf(workbook.reports);
      const after = verdictsOf(judge(documents));
      const keys = [...new Set([...before.keys(), ...after.keys()])];
      const differing = keys.filter((key) => before.get(key) !== after.get(key));
      if (differing.length === 0) continue;
      changed++;
      const list = differing.map((key) => `${key} ${before.get(key) ?? 0}→${after.get(key) ?? 0}`);
      details.push(
        `${name} ${workbook.file}：${list.slice(0, 8).join('，')}${list.length > 8 ? ` 等 ${list.length} 项` : ''}`,
      );
    }
    rows.push([name, `${changed}/${tried}`]);
  }
  say('\n不该有影响的改动：结论变了的工作簿\n');
  say(plainTable(['改动', '变了/试过'], rows, '  '));
  for (const detail of details) say(`  ${detail}`);
}
