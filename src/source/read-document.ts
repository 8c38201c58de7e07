import { zh } from '../language/message.js';
import type { Document } from './document.js';
import { beyond, DEFAULT_LIMITS, MEGABYTE, type Limits } from './limits.js';
import { readXlsx } from './read-xlsx.js';
import { sniff, type Content } from './sniff.js';
import { UnreadableFile } from './unreadable-file.js';

/**
 * Reads one file into sheets of cells and paragraphs.
 *
 * @param file the name to cite in locations; its suffix decides the format only where the content does not
 * @param bytes its whole content
 * @throws UnreadableFile one line that says what is wrong and what to do
 */
export async function readDocument(
  file: string,
  bytes: Uint8Array,
  limits: Limits = DEFAULT_LIMITS,
): Promise<Document> {
  if (bytes.length > limits.fileMegabytes * MEGABYTE) throw beyond(limits, 'fileMegabytes');
  return readContent(file, bytes, sniff(file, bytes, limits), limits);
}

/**
 * The same once its content is known.
 *
 * @throws UnreadableFile
 */
export async function readContent(
  file: string,
  bytes: Uint8Array,
  content: Content,
  limits: Limits,
): Promise<Document> {
  switch (content.kind) {
    case 'xlsx':
      return readXlsx(file, content.pack, limits);
    case 'docx':
      return (await import('./read-docx.js')).readDocx(file, content.pack, limits);
    case 'text':
      return (await import('./read-text.js')).readText(file, content.text, limits);
    case 'page':
      return (await import('./read-page.js')).readPage(file, content.text, limits);
    case 'package':
    case 'compound':
    case 'table':
      return readByLibrary(file, bytes, content, limits);
  }
}

async function readByLibrary(
  file: string,
  bytes: Uint8Array,
  content: Extract<Content, { readonly kind: 'package' | 'compound' | 'table' }>,
  limits: Limits,
): Promise<Document> {
  // It takes longer to load than a workbook takes to be read, and nothing bounds it but those who call it.
  const library = await import('./read-with-library.js');
  try {
    switch (content.kind) {
      case 'package':
        return await library.readPackage(file, content.format, content.pack, limits);
      case 'compound':
        return await library.readCompound(file, bytes, limits);
      case 'table':
        return library.readTable(file, content.text, limits);
    }
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    if (cause instanceof Error && /password|encrypt/iu.test(cause.message)) {
      throw new UnreadableFile(zh`文件设有打开密码；请去掉密码后另存`, 'broken', { cause });
    }
    throw new UnreadableFile(zh`工作簿已损坏，无法读取；请用 Excel 或 WPS 打开后另存，或重新索取`, 'broken', {
      cause,
    });
  }
}
