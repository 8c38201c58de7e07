import type { PageElement } from './page-tree.js';

/*
 * What of a page is its article. A page of a government site is one article between menus, banners, lists of
 * links and a footer, in containers that every site names otherwise. Names alone would therefore not do;
 * the text tells: an article has sentences and tables, menus have links, footers have neither. From the body
 * we go down into the one container that holds all of it, as long as nothing of worth stands beside it: to
 * keep a line of the footer is a blemish, to lose a table is a fault.
 */

/** Elements that begin and end a paragraph. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure ' +
    'footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol p pre section summary table ' +
    'tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** Only these are gone down into: a paragraph or a list is no article. */
const CONTAINERS = new Set(
  'article body center div fieldset font form html main section span table tbody td tr'.split(' '),
);

/** By their nature no part of an article. */
const BESIDE = new Set(['nav', 'footer', 'aside']);
const NAMED_BESIDE =
  /(?:^|[-_\s])(?:nav|navi|menu|foot|footer|copyright|crumbs?|breadcrumb|share|sidebar|toolbar|pagination|login|search)(?:$|[-_\s\d])/iu;
const NAMED_TITLE = /(?:^|[-_\s])(?:title|headline|bt|biaoti)(?:$|[-_\s\d])/iu;

/** A sentence; a footer of names and numbers has no such marks. */
const PROSE = /[。；，]/u;

interface Weight {
  /** Characters of sentences and table cells that are no links. */
  readonly prose: number;
  readonly text: number;
  readonly linked: number;
  readonly links: number;
  readonly tables: number;
}

const NOTHING: Weight = { prose: 0, text: 0, linked: 0, links: 0, tables: 0 };

const plus = (one: Weight, other: Weight): Weight => ({
  prose: one.prose + other.prose,
  text: one.text + other.text,
  linked: one.linked + other.linked,
  links: one.links + other.links,
  tables: one.tables + other.tables,
});

export const isHidden = ({ attributes: { hidden, style = '' } }: PageElement): boolean =>
  hidden !== undefined || /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(style);

const nameOf = ({ attributes: { class: names = '', id = '' } }: PageElement): string =>
  `${names.slice(0, MOST_NAMED)} ${id.slice(0, MOST_NAMED)}`;

const MOST_NAMED = 200;

export const isElement = (child: PageElement | string): child is PageElement => typeof child !== 'string';

/** The article of a page, and its title where that stands before it. */
export function findArticle(root: PageElement): {
  readonly article: PageElement;
  readonly title: PageElement | undefined;
  /** Whether an element within is a menu, a list of links or a footer after all. */
  readonly isBeside: (element: PageElement) => boolean;
} {
  const weights = new Map<PageElement, Weight>();
  weigh(root, weights);
  const weightOf = (element: PageElement): Weight => weights.get(element) ?? NOTHING;
  const whole = weightOf(root);
  const isNamedBeside = (element: PageElement): boolean => {
    const { prose, tables } = weightOf(element);
    return tables === 0 && prose < whole.prose / 5 && NAMED_BESIDE.test(nameOf(element));
  };
  let article = root;
  let title: PageElement | undefined;
  for (;;) {
    const children: PageElement[] = article.children.filter(isElement);
    const heaviest = children.reduce<PageElement | undefined>(
      (best, child) => (best && weightOf(best).prose >= weightOf(child).prose ? best : child),
      undefined,
    );
    if (!heaviest || !CONTAINERS.has(heaviest.name) || isDataTable(heaviest)) break;
    const place = children.indexOf(heaviest);
    const worth = (others: readonly PageElement[]): number =>
      others.reduce((sum, other) => sum + (isNamedBeside(other) ? 0 : weightOf(other).prose), 0);
    const ownText = article.children.some((child) => !isElement(child) && PROSE.test(child));
    const { prose, tables } = weightOf(heaviest);
    const isWhole =
      prose > 0 &&
      !ownText &&
      tables === weightOf(article).tables &&
      worth(children.slice(0, place)) === 0 &&
      worth(children.slice(place + 1)) <= Math.max(MOST_LEFT, prose * SHARE_LEFT);
    if (!isWhole) break;
    for (const before of children.slice(0, place)) title = titleIn(before) ?? title;
    article = heaviest;
  }
  const isBeside = (element: PageElement): boolean => {
    if (BESIDE.has(element.name) || isNamedBeside(element)) return true;
    const { links, linked, text, tables } = weightOf(element);
    return BLOCKS.has(element.name) && links >= 3 && linked > text * 0.7 && tables === 0;
  };
  return { article, title: hasTitle(article) ? undefined : title, isBeside };
}

/** A footer of one sentence. */
const MOST_LEFT = 80;
const SHARE_LEFT = 0.03;
const LONGEST_TITLE = 80;

function titleIn(element: PageElement): PageElement | undefined {
  let found: PageElement | undefined;
  const waiting: PageElement[] = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const length = textOf(next).trim().length;
    const isTitle = next.name === 'h1' || NAMED_TITLE.test(nameOf(next));
    if (isTitle && length > 4 && length <= LONGEST_TITLE && !isHidden(next)) found = next;
    else if (!BESIDE.has(next.name)) waiting.push(...next.children.filter(isElement).reverse());
  }
  return found;
}

function hasTitle(element: PageElement): boolean {
  return element.children.some((child) => isElement(child) && (child.name === 'h1' || hasTitle(child)));
}

/** No more than a title can have. */
function textOf(element: PageElement): string {
  let text = '';
  for (const child of element.children) {
    text += isElement(child) ? textOf(child) : child.trim();
    if (text.length > LONGEST_TITLE) break;
  }
  return text;
}

/** The text between two borders of paragraphs. */
interface Line {
  length: number;
  linked: number;
  isProse: boolean;
}

function weigh(root: PageElement, weights: Map<PageElement, Weight>): Weight {
  let line: Line = { length: 0, linked: 0, isProse: false };
  const finish = (): Weight => {
    const { length, linked, isProse } = line;
    line = { length: 0, linked: 0, isProse: false };
    return { ...NOTHING, prose: isProse ? length - linked : 0, text: length, linked };
  };
  const visit = (element: PageElement, inLink: boolean): Weight => {
    if (isHidden(element) || BESIDE.has(element.name)) return NOTHING;
    const isBlock = BLOCKS.has(element.name);
    const isLink = inLink || (element.name === 'a' && !(element.attributes.href ?? '#').includes('#'));
    let weight = isBlock ? finish() : NOTHING;
    const before = weight;
    weight = NOTHING;
    for (const child of element.children) {
      if (isElement(child)) {
        weight = plus(weight, visit(child, isLink));
        continue;
      }
      const length = child.trim().length;
      line.length += length;
      if (isLink) line.linked += length;
      line.isProse ||= length > 0 && PROSE.test(child);
    }
    if (isLink && !inLink) weight = { ...weight, links: weight.links + 1 };
    if (isBlock) weight = plus(weight, finish());
    if (isDataTable(element)) weight = { ...weight, prose: weight.text - weight.linked, tables: 1 };
    weights.set(element, weight);
    return plus(before, weight);
  };
  return visit(root, false);
}

const isCell = ({ name }: PageElement): boolean => name === 'td' || name === 'th';

/** The rows of a table, whatever groups them. */
export function rowsOf(table: PageElement): PageElement[] {
  return table.children
    .filter(isElement)
    .flatMap((child) =>
      child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/u.test(child.name) ? rowsOf(child) : [],
    );
}

/** The cells of a row. */
export const cellsOf = (row: PageElement): PageElement[] => row.children.filter(isElement).filter(isCell);

const LONGEST_CELL = 2000;

/** Whether a table holds data: one that holds tables, or an article in a cell, only places them side by side. */
export function isDataTable(element: PageElement): boolean {
  if (element.name !== 'table' || element.attributes.role === 'presentation') return false;
  const rows = rowsOf(element);
  return (
    rows.filter((row) => cellsOf(row).length > 1).length > 1 &&
    rows.every((row) => cellsOf(row).every((cell) => !holdsMuch(cell)))
  );
}

function holdsMuch(cell: PageElement): boolean {
  let length = 0;
  const waiting: PageElement[] = [cell];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.name === 'table') return true;
    for (const child of next.children) {
      if (isElement(child)) waiting.push(child);
      else length += child.trim().length;
    }
    if (length > LONGEST_CELL) return true;
  }
  return false;
}
