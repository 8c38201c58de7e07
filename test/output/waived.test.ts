import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/batch/run.js';
import type { RunResult } from '../../src/engine/outcome.js';
import { settle } from '../../src/engine/waiver.js';
import { FORMATS, type Format } from '../../src/output/formats.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { readDocument } from '../../src/source/read-document.js';
import { rendered } from './rendered.js';

const FILE = 'fixtures/made/planted-fault.xlsx';

/** What each format says of an error that was accepted, and what it no longer says of it. */
const SAYS: Readonly<Record<Format, { readonly accepted: RegExp; readonly counted?: RegExp }>> = {
  text: {
    accepted: /已认可 1\n {5}支出决算表各行合计等于各类支出之和/u,
    counted: /1 {2}支出决算表各行合计/u,
  },
  json: { accepted: /"status": "waived"/u },
  ndjson: { accepted: /"status":"waived".*"waivers":/su },
  csv: { accepted: /"T3-ROW".*"已认可（甲）：上级批复"\r\n/u },
  markdown: {
    accepted: /错误 1 · 需说明 0 · 提示 2（其中尾差汇总 2） · 已认可 1/u,
    counted: /\| 错误 \|.*T3-ROW/u,
  },
  sarif: {
    accepted:
      /"suppressions": \[\s*\{\s*"kind": "external",\s*"status": "accepted",\s*"justification": "已认可（甲）：上级批复"/u,
  },
  junit: { accepted: /name="T3-ROW [^>]*><skipped type="已认可"/u, counted: /name="T3-ROW [^>]*><failure/u },
  html: {
    accepted: /<h3 class="waived">\s*已认可\s+1\s*<\/h3>.*已认可（甲）：上级批复/su,
    counted: /<h3 class="error">\s*错误\s+1 <small>另有 1 条/u,
  },
  github: { accepted: /::notice [^\n]*\[T3-ROW\]/u, counted: /::error [^\n]*\[T3-ROW\]/u },
  xlsx: { accepted: /已认可（甲）：上级批复/u },
};

describe('an error that was accepted', () => {
  let result: RunResult = { reports: [], problems: [] };
  beforeAll(async () => {
    const input = { file: FILE, folder: '.', named: true };
    result = await run([input], builtInRules(), (name) =>
      Promise.resolve(readDocument(name, readFileSync(name))),
    );
  });

  test.each(Object.entries(SAYS))('is told as such, and fails nothing: %s', async (format, says) => {
    const waiver = { ruleId: 'T3-ROW', decision: 'accepted', reason: '上级批复', who: '甲' } as const;
    const location = { file: 'gouji.config.yaml', line: 3 };
    const settled = { ...result, ...settle(result, [{ ...waiver, location }], '2026-11-24') };
    const [before, after] = [result, settled].map((one) => rendered(format as Format, one));
    expect(await before).not.toMatch(says.accepted);
    expect(await after).toMatch(says.accepted);
    if (!says.counted) return;
    expect(await before).toMatch(says.counted);
    expect(await after).not.toMatch(says.counted);
  });

  test('stands in the list of every format', () => {
    expect(Object.keys(SAYS)).toEqual(Object.keys(FORMATS));
  });
});
