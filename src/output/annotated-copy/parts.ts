import { officeReader } from '../../source/office-package.js';
import { attributesOf } from '../../source/xml.js';
import type { Package } from '../../source/zip.js';
import { xml } from '../workbook/xml.js';
import { zipped } from '../workbook/zipped.js';
import { appended, childrenOf, edited, elementsIn } from './xml-edit.js';

const reader = officeReader('工作簿', 'Excel');

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT_TYPES = '[Content_Types].xml';

/** The parts of a package, some of them changed or added. */
export class Parts implements Package {
  private readonly contents = new Map<string, { readonly name: string; readonly content: Uint8Array }>();

  constructor(pack: Package) {
    for (const name of pack.names) {
      const content = pack.part(name);
      if (content) this.contents.set(name.toLowerCase(), { name, content });
    }
  }

  get names(): string[] {
    return [...this.contents.values()].map(({ name }) => name);
  }

  has(name: string): boolean {
    return this.contents.has(name.toLowerCase());
  }

  part(name: string): Uint8Array | undefined {
    return this.contents.get(name.toLowerCase())?.content;
  }

  /** @throws UnreadableFile when there is no such part */
  text(name: string): string {
    return reader.textOf(this, name);
  }

  /** What a part relates to, by the id of the relation; `type` is the last word of its type. */
  relationsOf(name: string): ReadonlyMap<string, { readonly type: string; readonly target: string }> {
    return reader.relationsOf(this, name);
  }

  /** Changes a part, or adds one. */
  put(name: string, text: string): void {
    const known = this.contents.get(name.toLowerCase())?.name ?? name;
    // It is UTF-8 now, whatever it was.
    const content = Buffer.from(text.replace(/^(<\?xml[^>]*?encoding=["'])[\w.-]+/u, '$1UTF-8'));
    this.contents.set(name.toLowerCase(), { name: known, content });
  }

  /** Changes a part by its text. */
  change(name: string, change: (text: string) => string): void {
    this.put(name, change(this.text(name)));
  }

  /** A name that no part has yet. */
  freeName(stem: string, suffix: string): string {
    let number = 1;
    while (this.has(`${stem}${number}${suffix}`)) number++;
    return `${stem}${number}${suffix}`;
  }

  /** Relates a part to another one; returns the id of the relation. */
  relate(from: string, type: string, to: string): string {
    const name = from.replace(/([^/]*)$/u, '_rels/$1.rels');
    if (!this.has(name)) this.put(name, `<Relationships xmlns="${PACKAGE}/relationships"/>`);
    let id = '';
    this.change(name, (text) => {
      const root = elementsIn(text, 'Relationships');
      const ids = new Set(root.children.map(({ attributes }) => attributesOf(attributes).Id));
      let number = 1;
      while (ids.has(`rId${number}`)) number++;
      id = `rId${number}`;
      const markup = xml`Relationship Id="${id}" Type="${type}" Target="/${to}"/>`.markup;
      return edited(text, [appended(text, root, `<${root.prefix}${markup}`)]);
    });
    return id;
  }

  /** Says of what kind a part is. */
  declare(part: string, contentType: string): void {
    this.addContentType(`Override PartName="/${part}" ContentType="${contentType}"/>`);
  }

  /** Says of what kind all parts with a suffix are, unless the package does. */
  declareSuffix(suffix: string, contentType: string): void {
    const isKnown = childrenOf(elementsIn(this.text(CONTENT_TYPES), 'Types'), 'Default').some(
      ({ attributes }) => attributesOf(attributes).Extension?.toLowerCase() === suffix,
    );
    if (!isKnown) this.addContentType(`Default Extension="${suffix}" ContentType="${contentType}"/>`);
  }

  private addContentType(markup: string): void {
    this.change(CONTENT_TYPES, (text) => {
      const root = elementsIn(text, 'Types');
      return edited(text, [appended(text, root, `<${root.prefix}${markup}`)]);
    });
  }

  zipped(): Uint8Array {
    return zipped([...this.contents.values()].map(({ name, content }) => [name, content]));
  }
}
