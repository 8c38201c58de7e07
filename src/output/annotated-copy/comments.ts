import { attributesOf, XmlFault } from '../../source/xml.js';
import { cellText, xml, xmlPart } from '../workbook/xml.js';
import { textWidth } from '../wrap.js';
import { appended, childrenOf, edited, elementsIn, type Edit, type Element } from './xml-edit.js';

/** What is to be said of a cell. */
export interface Note {
  readonly cell: string;
  /** Zero-based. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

const AUTHOR = 'gouji';

/** A part without any comments. */
export const noComments = (namespace: string): string =>
  xmlPart(xml`<comments xmlns="${namespace}"><authors/><commentList/></comments>`);

/** Cells that have a comment. */
export const commentedCells = (part: string): Set<string> =>
  new Set(
    elementsIn(part, 'comments').children.flatMap(({ children }) =>
      children.flatMap(({ attributes }) => attributesOf(attributes).ref ?? []),
    ),
  );

/** Adds notes to the comments of a sheet; where a cell has one already, behind what that says. */
export function withNotes(part: string, notes: readonly Note[]): string {
  const root = elementsIn(part, 'comments');
  const [authors] = childrenOf(root, 'authors');
  const [list] = childrenOf(root, 'commentList');
  if (!authors || !list) throw new XmlFault('no commentList');
  const existing = new Map(
    childrenOf(list, 'comment').map((comment) => [attributesOf(comment.attributes).ref, comment]),
  );
  const { prefix } = root;
  const added: string[] = [];
  const edits: Edit[] = [];
  for (const { cell, text } of notes) {
    const comment = existing.get(cell);
    const run = (words: string): string =>
      `<${prefix}r><${prefix}t xml:space="preserve">${xml`${cellText(words)}`.markup}</${prefix}t></${prefix}r>`;
    if (comment) edits.push(...behindText(part, comment, run(`\n——\n${text}`)));
    else
      added.push(
        `<${prefix}comment ref="${cell}" authorId="${authors.children.length}"><${prefix}text>${run(text)}</${prefix}text></${prefix}comment>`,
      );
  }
  return edited(part, [
    appended(part, authors, `<${prefix}author>${AUTHOR}</${prefix}author>`),
    ...edits,
    ...(added.length > 0 ? [appended(part, list, added.join(''))] : []),
  ]);
}

/** Runs stand before readings (rPh), which a comment hardly ever has. */
function behindText(part: string, comment: Element, run: string): Edit[] {
  return childrenOf(comment, 'text').map((text) => {
    const last = text.children.findLast(({ name }) => name === 't' || name === 'r');
    return last ? { start: last.end, end: last.end, text: run } : appended(part, text, run);
  });
}

/** Pieces of the drawing of comments. @see ECMA-376 part 4, §19 VML */
const VML = {
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
  x: 'urn:schemas-microsoft-com:office:excel',
};
const NAMESPACES = Object.entries(VML).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
const SHAPE_TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';
/** Shapes are numbered in blocks of so many, which a drawing lays claim to. */
const SHAPES_PER_BLOCK = 1024;

/** A drawing without any shapes, for so many as there will be. */
export function noShapes(count: number): string {
  const blocks = Array.from({ length: Math.ceil((count + 1) / SHAPES_PER_BLOCK) }, (_, index) => index + 1);
  return `<xml${NAMESPACES.join('')}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join()}"/></o:shapelayout></xml>`;
}

/**
 * Adds the boxes of notes to the drawing of a sheet. Old programs write drawings that are no XML, so the part is
 * taken as text and left as it is.
 */
export function withShapes(part: string, notes: readonly Note[]): string {
  const end = part.lastIndexOf('</xml>');
  if (end < 0) throw new XmlFault('no xml');
  const numbers = [...part.matchAll(/_x0000_s(?<number>\d{1,9})\b/gu)].map(({ groups }) =>
    Number(groups?.number),
  );
  const first = Math.max(SHAPES_PER_BLOCK, ...numbers) + 1;
  const namespaces = NAMESPACES.filter((declaration) => !part.includes(declaration.trim())).join('');
  const shapes = notes.map((note, index) => shape(note, first + index, namespaces));
  const type = part.includes('_x0000_t202"') ? '' : SHAPE_TYPE.replace('<v:shapetype', `$&${namespaces}`);
  return part.slice(0, end) + type + shapes.join('') + part.slice(end);
}

/** Columns and rows of an ordinary size that a box covers; a text has so many half-width characters a line in it. */
const BOX = { columns: 5, charactersPerLine: 44, mostRows: 40 };

function shape({ row, column, text }: Note, number: number, namespaces: string): string {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / BOX.charactersPerLine)), 0);
  const rows = Math.min(lines + 1, BOX.mostRows);
  const top = Math.max(0, row - 1);
  const anchor = [column + 1, 15, top, 10, column + 1 + BOX.columns, 15, top + rows, 4].join(', ');
  return `<v:shape${namespaces} id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}

/** Cells whose comment is the head of a conversation, with its id. */
export function threadsIn(part: string): Map<string, string> {
  const threads = new Map<string, string>();
  for (const { attributes } of elementsIn(part, 'ThreadedComments').children) {
    const { ref, id, parentId } = attributesOf(attributes);
    if (ref !== undefined && id !== undefined && parentId === undefined) threads.set(ref, id);
  }
  return threads;
}

/** Adds notes to conversations as answers: programs that show conversations show nothing else of such a cell. */
export function withAnswers(
  part: string,
  answers: readonly {
    readonly cell: string;
    readonly parent: string;
    readonly id: string;
    readonly text: string;
  }[],
): string {
  const root = elementsIn(part, 'ThreadedComments');
  const { prefix } = root;
  const markup = answers.map(
    ({ cell, parent, id, text }) =>
      `<${prefix}threadedComment ref="${cell}" personId="${PERSON}" id="${id}" parentId="${parent}"><${prefix}text>${xml`${text}`.markup}</${prefix}text></${prefix}threadedComment>`,
  );
  return edited(part, [appended(part, root, markup.join(''))]);
}

const PERSON = '{676F756A-6900-4000-8000-000000000001}';

/** Adds the one in whose name conversations are answered. */
export function withPerson(part: string): string {
  const root = elementsIn(part, 'personList');
  if (root.children.some(({ attributes }) => attributesOf(attributes).id === PERSON)) return part;
  return edited(part, [
    appended(
      part,
      root,
      `<${root.prefix}person displayName="${AUTHOR}" id="${PERSON}" userId="${AUTHOR}" providerId="None"/>`,
    ),
  ]);
}
