import { unzipSync } from 'fflate';
import type { RunResult } from '../../src/engine/outcome.js';
import { outlineOf } from '../../src/engine/outline.js';
import { told } from '../../src/language/message.js';
import {
  BINARY_FORMATS,
  FORMATS,
  type Format,
  type OutputFormat,
  type RenderOptions,
  type Spool,
} from '../../src/output/formats.js';
import { builtInRules } from '../../src/rules/catalogue.js';

const OPTIONS: RenderOptions = {
  color: false,
  verbose: true,
  language: 'zh',
  tell: told,
  tool: { name: 'gouji', version: '0.0.0' },
  rules: builtInRules(),
  linkTo: () => undefined,
};

function spoolInMemory(): Spool {
  const kept: string[] = [];
  return {
    put: (text) => {
      kept.push(text);
    },
    texts: () => kept,
  };
}

/** An output of a run, and the pages beside it by name. */
export async function written(
  { report, assemble }: OutputFormat,
  result: RunResult & { readonly config?: string },
  asked: Partial<RenderOptions> = {},
): Promise<{ readonly bytes: Uint8Array; readonly pages: ReadonlyMap<string, string> }> {
  const { reports, config, ...rest } = result;
  const options = { ...OPTIONS, ...(config !== undefined && { config }), ...asked };
  const contents: Uint8Array[] = [];
  const pages = new Map<string, string>();
  const { add, end } = assemble(
    {
      write: (content) => {
        contents.push(Buffer.from(content));
        return Promise.resolve();
      },
      spool: spoolInMemory,
      beside: {
        folder: 'a_files',
        back: '../a.html',
        write: (name, content) => {
          pages.set(name, content);
          return Promise.resolve();
        },
      },
    },
    options,
  );
  const outlines = reports.map(outlineOf);
  for (const [index, checked] of reports.entries()) {
    const outline = outlines[index];
    if (outline) await add(report(checked, options), outline);
  }
  await end({ ...rest, reports: outlines, ...(config !== undefined && { config }) });
  return { bytes: Buffer.concat(contents), pages };
}

/** An output as text: of a workbook, all its parts. */
export async function rendered(
  format: Format,
  result: RunResult & { readonly config?: string },
  asked: Partial<RenderOptions> = {},
): Promise<string> {
  const { bytes } = await written(await FORMATS[format](), result, asked);
  const parts = BINARY_FORMATS.has(format) ? Object.values(unzipSync(bytes)) : [bytes];
  return parts.map((part) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(part)).join('\n');
}
