import { zh } from '../language/message.js';
import { Parser } from 'htmlparser2';
import { beyond, type Limits } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';

/** An element of a web page. Programs, controls and pictures are not in the tree. */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (PageElement | string)[];
}

/** Programs, styles, controls and pictures: no text of the page. */
const PASSED_OVER = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'embed',
  'applet',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
  'select',
  'textarea',
  'button',
  'datalist',
  'link',
  'meta',
  'img',
  'input',
  'title',
]);

/** Browsers nest no deeper. */
const DEEPEST_ELEMENT = 512;

/** A new cell or row ends what was left open in the one before, up to its own table. */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  tr: new Set(['tr']),
  td: new Set(['td', 'th']),
  th: new Set(['td', 'th']),
};

/**
 * The elements of a web page. A page is never well-formed: what is left open is closed with its parent.
 *
 * htmlparser2 (MIT) is linear and reports what it reads as it goes; parse5 builds the tree that browsers do,
 * but searches all open elements at each one, which deep nesting turns against it. Saved pages are written
 * out by browsers, so that little is left to repair.
 *
 * @throws UnreadableFile when it is nested too deep, or has too many elements
 */
export function readTree(markup: string, limits: Limits): PageElement {
  const root: PageElement = { name: 'body', attributes: {}, children: [] };
  const opened: PageElement[] = [root];
  /** What the parser will close, last first; undefined for what is passed over. */
  const toClose: (PageElement | undefined)[] = [];
  let passedOver = 0;
  let elements = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++elements > limits.cells) throw beyond(limits, 'cells');
        if (toClose.length > DEEPEST_ELEMENT) {
          throw new UnreadableFile(zh`网页嵌套过深，不是正常的网页；请在浏览器中打开后另存`, 'broken');
        }
        if (passedOver > 0 || PASSED_OVER.has(name)) {
          passedOver++;
          toClose.push(undefined);
          return;
        }
        const ends = ENDS[name];
        if (ends) closeOpen(opened, ends);
        const element = { name, attributes, children: [] };
        (opened.at(-1) ?? root).children.push(element);
        opened.push(element);
        toClose.push(element);
      },
      ontext: (text) => {
        if (passedOver === 0) (opened.at(-1) ?? root).children.push(text);
      },
      onclosetag: () => {
        const element = toClose.pop();
        if (!element) passedOver--;
        else {
          const at = opened.lastIndexOf(element);
          if (at > 0) opened.length = at;
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(markup);
  parser.end();
  return root;
}

function closeOpen(opened: PageElement[], ends: ReadonlySet<string>): void {
  for (let at = opened.length - 1; at > 0; at--) {
    const name = opened[at]?.name ?? '';
    if (ends.has(name)) {
      opened.length = at;
      return;
    }
    if (name === 'table' || (name === 'tr' && !ends.has('tr'))) return;
  }
}
