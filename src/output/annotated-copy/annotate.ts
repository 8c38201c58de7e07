import { zh, type Tell } from '../../language/message.js';
import { fingerprintOf } from '../../engine/fingerprint.js';
import { groupBy } from '../../model/group-by.js';
import { address } from '../../model/location.js';
import { placeOf, rangeOf, workbookParts } from '../../source/read-xlsx.js';
import { UnreadableFile } from '../../source/unreadable-file.js';
import { XmlFault } from '../../source/xml.js';
import type { Package } from '../../source/zip.js';
import {
  commentedCells,
  noComments,
  noShapes,
  threadsIn,
  withAnswers,
  withNotes,
  withPerson,
  withShapes,
  type Note,
} from './comments.js';
import { SHADES, type Mark } from './marks.js';
import { Parts } from './parts.js';
import { layoutOf, styleEdits, type SheetLayout } from './shade-cells.js';
import { BARE_STYLES, shadedStyles } from './styles.js';
import { edited } from './xml-edit.js';

const SHEET_ML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Namespaces of a workbook, and of one that follows the strict variant of the standard. */
const TRANSITIONAL = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relationships: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
const STRICT = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  relationships: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};
type Namespaces = typeof TRANSITIONAL;

/**
 * A copy of a workbook (.xlsx, .xlsm) with marked cells coloured and a comment on each. Of its parts only those are
 * changed that hold these cells, styles and comments; every other one stays byte for byte.
 *
 * @throws UnreadableFile when a part is damaged
 */
export function annotated(pack: Package, marks: readonly Mark[], tell: Tell): Uint8Array {
  try {
    return annotate(pack, marks, tell);
  } catch (cause) {
    if (!(cause instanceof XmlFault)) throw cause;
    throw new UnreadableFile(zh`样式或批注部分不规范，无法标注；请用 Excel 或 WPS 另存后再试`, 'broken', {
      cause,
    });
  }
}

function annotate(pack: Package, marks: readonly Mark[], tell: Tell): Uint8Array {
  const parts = new Parts(pack);
  const { workbookPart, sheets, partOf } = workbookParts(parts);
  const namespaces = parts.text(workbookPart).includes(STRICT.main) ? STRICT : TRANSITIONAL;
  const stylesPart = partOf('styles');
  const styles = shadedStyles(
    stylesPart === undefined ? BARE_STYLES(namespaces.main) : parts.text(stylesPart),
  );
  const shown = sheets.find(({ state }) => state === 'visible') ?? sheets[0];
  const hidden = new Set(sheets.flatMap(({ name, state }) => (state === 'visible' ? [] : [name])));
  // What no cell is at fault for is told where it is seen.
  const bySheet = groupBy(marks, ({ location: { sheet, cell } }) =>
    sheet === undefined || (cell === undefined && hidden.has(sheet)) ? shown?.name : sheet,
  );
  for (const { name, part } of sheets) {
    const own = bySheet.get(name);
    if (!own) continue;
    const xml = parts.text(part);
    const layout = layoutOf(xml);
    const cells = cellsOf(own, name, layout, tell);
    const targets = cells.flatMap(({ row, column, shade }) =>
      shade ? [{ row, column, restyle: (style: number) => styles.shaded(style, shade) }] : [],
    );
    const edits = styleEdits(xml, targets, layout);
    const drawing = addComments(parts, part, cells, layout.drawing, namespaces);
    if (drawing !== undefined) {
      const text = `<${layout.prefix}legacyDrawing xmlns:r="${namespaces.relationships}" r:id="${drawing}"/>`;
      edits.push({ start: layout.drawingPlace, end: layout.drawingPlace, text });
    }
    parts.put(part, edited(xml, edits));
    answerThreads(parts, part, workbookPart, cells);
  }
  const newStyles = styles.part();
  if (newStyles !== undefined) {
    const part = stylesPart ?? parts.freeName('xl/styles', '.xml');
    parts.put(part, newStyles);
    if (stylesPart === undefined) {
      parts.relate(workbookPart, `${namespaces.relationships}/styles`, part);
      parts.declare(part, `${SHEET_ML}.styles+xml`);
    }
  }
  return parts.zipped();
}

interface MarkedCell extends Note {
  readonly shade: Mark['shade'];
}

/** Nobody reads more in a box. */
const LONGEST_NOTE = 8000;

/** One entry for each cell, the strongest mark first; of merged cells it is the one that shows. */
function cellsOf(marks: readonly Mark[], name: string, { merges }: SheetLayout, tell: Tell): MarkedCell[] {
  const strength = ({ shade }: Mark): number => (shade ? SHADES.indexOf(shade) : SHADES.length);
  const byCell = groupBy(marks, ({ location: { sheet, cell, range } }) => {
    const { top: row, left: column } = rangeOf(cell ?? (sheet === name ? range : undefined) ?? 'A1');
    const merge = merges.find(
      ({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right,
    );
    return merge ? address(merge.top, merge.left) : address(row, column);
  });
  return [...byCell].map(([cell, own]) => {
    const ordered = own.toSorted((one, other) => strength(one) - strength(other));
    const text = [...new Set(ordered.map((mark) => mark.text))].join('\n\n');
    const shortened =
      text.length > LONGEST_NOTE ? tell(zh`${text.slice(0, LONGEST_NOTE)}…（其余见核对结果）`) : text;
    return { cell, ...placeOf(cell), shade: ordered[0]?.shade, text: shortened };
  });
}

/**
 * Puts notes on cells of a sheet.
 *
 * @param drawing relation to the drawing that the sheet has
 * @returns the relation to a new one
 */
function addComments(
  parts: Parts,
  sheet: string,
  notes: readonly Note[],
  drawing: string | undefined,
  { main, relationships }: Namespaces,
): string | undefined {
  const relations = parts.relationsOf(sheet);
  const comments = [...relations.values()].find(({ type }) => type === 'comments')?.target;
  const part = comments ?? parts.freeName('xl/comments', '.xml');
  if (comments === undefined) {
    parts.put(part, noComments(main));
    parts.relate(sheet, `${relationships}/comments`, part);
    parts.declare(part, `${SHEET_ML}.comments+xml`);
  }
  const existing = comments === undefined ? new Set<string>() : commentedCells(parts.text(part));
  parts.change(part, (text) => withNotes(text, notes));
  const added = notes.filter(({ cell }) => !existing.has(cell));
  if (added.length === 0) return undefined;
  const shapes = drawing === undefined ? undefined : relations.get(drawing)?.target;
  if (drawing !== undefined && shapes === undefined) throw new XmlFault('no drawing');
  const shapesPart = shapes ?? parts.freeName('xl/drawings/vmlDrawing', '.vml');
  if (shapes === undefined) {
    parts.put(shapesPart, noShapes(added.length));
    parts.declareSuffix('vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing');
  }
  parts.change(shapesPart, (text) => withShapes(text, added));
  return shapes === undefined ? parts.relate(sheet, `${relationships}/vmlDrawing`, shapesPart) : undefined;
}

/** Programs that show conversations on cells show no comment of such a cell beside them. */
function answerThreads(parts: Parts, sheet: string, workbook: string, notes: readonly Note[]): void {
  const targetOf = (from: string, wanted: string): string | undefined =>
    [...parts.relationsOf(from).values()].find(({ type }) => type === wanted)?.target;
  const part = targetOf(sheet, 'threadedComment');
  const persons = targetOf(workbook, 'person');
  if (part === undefined || persons === undefined) return;
  const threads = threadsIn(parts.text(part));
  const answers = notes.flatMap(({ cell, text }) => {
    const parent = threads.get(cell);
    return parent === undefined ? [] : [{ cell, parent, id: answerId(`${part} ${cell}`), text }];
  });
  if (answers.length === 0) return;
  parts.change(part, (text) => withAnswers(text, answers));
  parts.change(persons, withPerson);
}

/** {XXXXXXXX-XXXX-4XXX-8XXX-XXXXXXXXXXXX}, the same for the same cell. */
function answerId(key: string): string {
  const digits = (fingerprintOf(key) + fingerprintOf(`${key} `)).toUpperCase();
  return `{${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}}`;
}
