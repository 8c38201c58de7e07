import type { RunResult } from '../engine/outcome.js';
import { outlineOf, type RunOutline } from '../engine/outline.js';
import type { DistrictOf } from '../rules/between/districts.js';
import { FORMATS, type ReportOptions } from '../output/formats.js';
import type { FormatChoice } from './answer-by.js';
import type { Copy } from './copies.js';
import { linksFrom } from './links.js';
import { outputTo, refuseFailed, type Output } from './outputs.js';
import type { EncodingChoice } from './print.js';
import type { Target } from './targets.js';

/** Writes every output of reports that are all checked; returns what the run is judged by. */
export async function writeAll(
  { reports, between, problems, followUps }: RunResult,
  targets: readonly (Target & FormatChoice)[],
  options: Omit<ReportOptions, 'color'>,
  {
    copies,
    archives,
    encoding,
    districtOf,
  }: {
    readonly copies: ReadonlyMap<string, Copy>;
    readonly archives: readonly string[];
    readonly encoding: EncodingChoice;
    readonly districtOf?: DistrictOf;
  },
): Promise<RunOutline> {
  const { config } = options;
  const outline: RunOutline = {
    reports: reports.map(outlineOf),
    problems,
    ...(between && { between }),
    ...(followUps && { followUps }),
    ...(districtOf && { districtOf }),
    ...(config !== undefined && { config }),
  };
  const outputs: Output[] = [];
  try {
    for (const target of targets) {
      const { report } = await FORMATS[target.format]();
      const own = { ...options, color: target.color, linkTo: linksFrom(target.file ?? '', copies, archives) };
      const output = await outputTo(target, own, encoding);
      outputs.push(output);
      for (const [index, checked] of reports.entries()) {
        const of = outline.reports[index];
        if (of) await output.add(report(checked, own), of);
      }
      await output.end(outline);
    }
    refuseFailed(outputs);
    return outline;
  } finally {
    for (const output of outputs) await output.drop();
  }
}
