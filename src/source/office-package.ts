import { zh, type Message } from '../language/message.js';
import { UnreadableFile } from './unreadable-file.js';
import { attributesOf, scanXml, XmlFault, type XmlHandler } from './xml.js';
import type { Package } from './zip.js';

export interface Relation {
  /** Last word of its type: worksheet, styles. */
  readonly type: string;
  readonly target: string;
}

/** What the readers of all Office Open XML formats do, with the words in which each refuses a file. */
export interface OfficeReader {
  readonly damaged: (cause?: unknown) => UnreadableFile;
  readonly missing: (what: Message) => UnreadableFile;
  /** Relations of a part (of the package itself: '') to other parts; links that lead outside are left alone. */
  readonly relationsOf: (pack: Package, part: string) => Map<string, Relation>;
  readonly textOf: (pack: Package, part: string) => string;
  readonly scan: (xml: string, root: string, handler: XmlHandler) => void;
  readonly scanPart: (pack: Package, part: string, root: string, handler: XmlHandler) => void;
}

/**
 * @param what the kind of file, as people call it
 * @param program that of its maker, which may mend it
 * @see ECMA-376 part 2, Open Packaging Conventions
 */
export function officeReader(what: Message, program: string): OfficeReader {
  const damaged = (cause?: unknown): UnreadableFile =>
    new UnreadableFile(zh`${what}已损坏，无法读取；请用 ${program} 或 WPS 打开后另存，或重新索取`, 'broken', {
      cause,
    });

  const missing = (part: Message): UnreadableFile =>
    new UnreadableFile(
      zh`${what}不完整，缺少${part}；请用 ${program} 或 WPS 打开后另存，或重新索取`,
      'broken',
    );

  /** XML is UTF-8, or UTF-16 with a byte order mark, unless it declares another encoding. */
  const decode = (bytes: Uint8Array): string => {
    const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
    const declared = /^<\?xml[^>]*?encoding=["']([\w.-]+)["']/u.exec(head)?.[1];
    const marked = head.startsWith('\xff\xfe')
      ? 'utf-16le'
      : head.startsWith('\xfe\xff')
        ? 'utf-16be'
        : undefined;
    try {
      return new TextDecoder(marked ?? declared ?? 'utf-8', { fatal: true }).decode(bytes);
    } catch (cause) {
      throw damaged(cause); // not in that encoding, or in none that is known
    }
  };

  const textOf = (pack: Package, part: string): string => {
    const bytes = pack.part(part);
    if (!bytes) throw missing(` ${part}`);
    return decode(bytes);
  };

  const scan = (xml: string, root: string, handler: XmlHandler): void => {
    try {
      scanXml(xml, root, handler);
    } catch (cause) {
      throw cause instanceof XmlFault ? damaged(cause) : cause;
    }
  };

  const scanPart = (pack: Package, part: string, root: string, handler: XmlHandler): void => {
    scan(textOf(pack, part), root, handler);
  };

  const relationsOf = (pack: Package, part: string): Map<string, Relation> => {
    const [, folder = '', name = ''] = /^(.*\/)?([^/]*)$/u.exec(part) ?? [];
    const relations = new Map<string, Relation>();
    const relationsPart = `${folder}_rels/${name}.rels`;
    if (!pack.has(relationsPart)) return relations;
    scanPart(pack, relationsPart, 'Relationships', {
      open: (element, text) => {
        if (element !== 'Relationship') return;
        const { Id = '', Type = '', Target = '', TargetMode } = attributesOf(text);
        if (TargetMode !== 'External')
          relations.set(Id, { type: Type.replace(/^.*\//u, ''), target: within(folder, Target) });
      },
    });
    return relations;
  };

  return { damaged, missing, relationsOf, textOf, scan, scanPart };
}

/** The name of a part from a target that is relative to a folder of the package. */
function within(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`;
  return path
    .split('/')
    .reduce<string[]>((steps, step) => {
      if (step === '..') return steps.slice(0, -1);
      return step === '' || step === '.' ? steps : [...steps, step];
    }, [])
    .join('/');
}

/** A flag as XML Schema lets it be written. */
export const isTrue = (flag: string | undefined): boolean => flag === '1' || flag === 'true';
