import { isUtf8 } from 'node:buffer';
import { zh, type Message } from '../language/message.js';
import { beyond, MEGABYTE, type Limits } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';
import {
  directoryOf,
  entriesIn,
  piecesOf,
  unpacked,
  ZipFault,
  type Entry,
  type Pieces,
} from './zip-entries.js';

/** A zip in which files are sent, as an office sends those of its departments. */
export interface Archive {
  /** Paths within it, with slashes: whatever is a file, may it be read or not. They never name a file on disk. */
  readonly names: readonly string[];
  /**
   * The content of one file; undefined when there is none of this name. Nothing else is unpacked.
   *
   * @param zip the archive that was opened
   * @throws UnreadableFile
   */
  readonly content: (zip: Pieces, name: string, limits: Limits) => Uint8Array | undefined;
}

/** Files: a province has some ten thousand departments and units, and a district sends some hundred. */
const MOST_FILES = 50_000;
/** The list of so many files with paths of the usual length takes a tenth. */
const MOST_DIRECTORY_MEGABYTES = 64;
/** All files together, unpacked: so many workbooks have a half. */
const MOST_UNPACKED_MEGABYTES = 10_240;

/** Whether a file may be an archive by its name; what it holds decides. */
export const isArchiveName = (file: string): boolean => /\.zip$/iu.test(file);

/**
 * Opens an archive by its central directory; undefined where it is no archive of files but a file of its own, such as
 * a workbook.
 *
 * @throws UnreadableFile when it is damaged, or passes a limit
 */
export function openArchive(zip: Pieces): Archive | undefined {
  if (zip.length < 2 || zip.piece(0, 2).toString('latin1') !== 'PK') return undefined;
  const listed = worded(() => listedIn(zip));
  const names = namesOf(listed);
  if (names.some(marksFormat)) return undefined;
  const entries = new Map<string, Entry[]>();
  for (const [index, entry] of listed.entries()) {
    const name = names[index] ?? '';
    if (name.endsWith('/')) continue; // a folder
    const path = cleaned(name);
    entries.set(path, [...(entries.get(path) ?? []), entry]);
  }
  return {
    names: [...entries.keys()],
    content: (source, name, limits) => {
      const found = entries.get(name);
      const [one] = found ?? [];
      if (!found || !one) return undefined;
      if (leadsOutside(name)) throw refusal(zh`在压缩包里的路径不正常，没有读取；请重新打包`);
      if (found.length > 1)
        throw refusal(zh`压缩包里有 ${found.length} 个文件都是这个路径，分不清该核对哪个；请重新打包`);
      if (one.size > limits.fileMegabytes * MEGABYTE) throw beyond(limits, 'fileMegabytes');
      const content = worded(() => unpacked(source, one));
      if (isArchiveName(name) && openArchive(piecesOf(content)))
        throw refusal(zh`是压缩包里的压缩包，没有读取；请先解压外面的一层`);
      return content;
    },
  };
}

function listedIn(zip: Pieces): Entry[] {
  const directory = directoryOf(zip);
  if (directory.count > MOST_FILES || directory.size > MOST_DIRECTORY_MEGABYTES * MEGABYTE)
    throw refusal(zh`压缩包里的文件超过 ${MOST_FILES} 个，或文件名过长；请分成几个压缩包`);
  const listed = entriesIn(zip, directory);
  const size = listed.reduce((sum, entry) => sum + entry.size, 0);
  if (size > MOST_UNPACKED_MEGABYTES * MEGABYTE)
    throw refusal(zh`压缩包解压后共超过 ${MOST_UNPACKED_MEGABYTES} MB，不像决算资料；请分成几个压缩包`);
  return listed;
}

/** Parts that stand at the root of files which are zips themselves: those of Office, OFD, OpenDocument, EPUB. */
const marksFormat = (name: string): boolean =>
  ['[Content_Types].xml', 'OFD.xml', 'content.xml', 'mimetype'].includes(name);

/** General purpose bit 11: the name is UTF-8. */
const IS_UTF8 = 0x0800;

/**
 * Names as they were written: UTF-8 where it is declared; else by the system of the packing machine, which is all of
 * them together, since two characters in GBK may pass for some in UTF-8.
 */
function namesOf(listed: readonly Entry[]): string[] {
  const isUtf8ByItself = listed.every(({ rawName }) => isUtf8(rawName));
  const decoders = { declared: new TextDecoder('utf-8'), local: new TextDecoder('gb18030') };
  return listed.map(({ rawName, flags }) => {
    const isDeclared = (flags & IS_UTF8) !== 0;
    const decoder = isDeclared || isUtf8ByItself ? decoders.declared : decoders.local;
    return decoder.decode(rawName).replaceAll('\\', '/');
  });
}

/** Without steps that lead nowhere; whether a path leads outside stays to be seen. */
function cleaned(name: string): string {
  const root = name.startsWith('/') ? '/' : '';
  return (
    root +
    name
      .split('/')
      .filter((step) => step !== '' && step !== '.')
      .join('/')
  );
}

/** A path that would leave the folder that an archive is unpacked into ("zip slip"), or that is no path. */
const leadsOutside = (name: string): boolean =>
  name === '' || /^\/|^[a-z]:|(?:^|\/)\.\.(?:\/|$)|[\u0000-\u001f\u007f]/iu.test(name);

const refusal = (said: Message, options?: ErrorOptions): UnreadableFile =>
  new UnreadableFile(said, 'broken', options);

const FAULTS: Readonly<Record<ZipFault['kind'], Message>> = {
  damaged: zh`压缩包已损坏，无法打开；请重新打包或重新索取`,
  encrypted: zh`压缩包设有密码；请去掉密码后重新打包，或先解压`,
};

function worded<Value>(step: () => Value): Value {
  try {
    return step();
  } catch (cause) {
    throw cause instanceof ZipFault ? refusal(FAULTS[cause.kind], { cause }) : cause;
  }
}
