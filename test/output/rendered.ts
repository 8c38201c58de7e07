import { unzipSync } from 'fflate';
import { told } from '../../src/language/message.js';
import type { RunResult } from '../../src/engine/outcome.js';
import { FORMATS, type Format, type Render, type RenderOptions } from '../../src/output/formats.js';

export const OPTIONS: RenderOptions = {
  color: false,
  verbose: true,
  language: 'zh',
  tell: told,
  tool: { name: 'gouji', version: '0.0.0' },
  linkTo: () => undefined,
};

/** An output as text: of a workbook, all its parts. */
export async function rendered(format: Format, result: RunResult): Promise<string> {
  const render: Render = await FORMATS[format]();
  const content = render(result, OPTIONS);
  if (typeof content === 'string') return content;
  return Object.values(unzipSync(content))
    .map((part) => new TextDecoder().decode(part))
    .join('\n');
}
