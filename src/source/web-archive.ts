/*
 * Web pages saved as one file (.mht, .mhtml), as browsers and Word write them.
 * @see RFC 2557, RFC 2045
 */

/** A page as its bytes stand, and the encoding that its part declares. */
export interface SavedPage {
  readonly bytes: Uint8Array;
  readonly charset: string | undefined;
}

/** A message begins with header lines; browsers write From and Subject before the version. */
export const isWebArchive = (head: string): boolean =>
  /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}mime-version:/iu.test(head.slice(0, 4000));

/** Parts may hold parts; a page stands in the outermost or the one below. */
const DEEPEST_PART = 4;

/** The first web page of an archive, decoded from its transfer encoding; undefined where there is none. */
export function pageIn(bytes: Uint8Array): SavedPage | undefined {
  // One byte a character, so that places are the same in both.
  const waiting = [{ text: Buffer.from(bytes).toString('latin1'), depth: 0 }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const { headers, body } = splitPart(part.text);
    const type = headers.get('content-type') ?? 'text/plain';
    if (/^text\/html\b|^application\/xhtml/iu.test(type)) {
      const coded = decoded(body, headers.get('content-transfer-encoding') ?? '');
      return { bytes: coded, charset: parameter(type, 'charset') };
    }
    const boundary = parameter(type, 'boundary');
    if (
      /^multipart\//iu.test(type) &&
      boundary !== undefined &&
      boundary !== '' &&
      part.depth < DEEPEST_PART
    ) {
      const depth = part.depth + 1;
      waiting.push(
        ...partsOf(body, boundary)
          .map((text) => ({ text, depth }))
          .reverse(),
      );
    }
  }
  return undefined;
}

function splitPart(text: string): { headers: Map<string, string>; body: string } {
  const end = /\r?\n\r?\n/u.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

const parameter = (header: string, name: string): string | undefined => {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'iu').exec(header);
  return match?.[1] ?? match?.[2];
};

/** Pictures of a page are parts too; the page comes first. */
const MOST_PARTS = 1000;

/** What stands between lines of the boundary. */
function partsOf(body: string, boundary: string): string[] {
  const mark = `--${boundary}`;
  const parts: string[] = [];
  let start: number | undefined;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    if (start !== undefined) parts.push(body.slice(start, at));
    if (parts.length >= MOST_PARTS) return parts;
    const lineEnd = body.indexOf('\n', at);
    if (lineEnd < 0 || body.startsWith('--', at + mark.length)) return parts;
    start = lineEnd + 1;
  }
  if (start !== undefined) parts.push(body.slice(start));
  return parts;
}

function decoded(body: string, encoding: string): Uint8Array {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64');
    case 'quoted-printable': {
      const joined = body.replace(/=[ \t]*\r?\n/gu, '');
      const plain = joined.replace(/=([\dA-Fa-f]{2})/gu, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
      return Buffer.from(plain, 'latin1');
    }
    default:
      return Buffer.from(body, 'latin1');
  }
}
