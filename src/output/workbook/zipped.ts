import { Zip, ZipDeflate, zipSync } from 'fflate';

/** The first day that a zip can tell, in the local time that it holds: the same content makes the same bytes. */
const MTIME = new Date(1980, 0, 1);

/** A package of parts, by name and in their order; the same parts make the same bytes, whenever and wherever. */
export const zipped = (parts: Iterable<readonly [name: string, content: Uint8Array]>): Uint8Array =>
  zipSync(Object.fromEntries(parts), { mtime: MTIME });

/** The same for parts that come in pieces, one part behind the other. */
export function packed(take: (bytes: Uint8Array) => void): {
  readonly part: (name: string) => Pick<ZipDeflate, 'push'>;
  readonly end: () => void;
} {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    take(bytes);
  });
  return {
    part: (name) => {
      const part = new ZipDeflate(name);
      part.mtime = MTIME;
      zip.add(part);
      return part;
    },
    end: () => {
      zip.end();
    },
  };
}
