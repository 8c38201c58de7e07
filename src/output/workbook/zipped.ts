import { constants, deflateRawSync } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';

/** The first day that a zip can tell, in the local time that it holds: the same content makes the same bytes. */
const MTIME = new Date(1980, 0, 1);
const DEFLATED = 8;

/** A part whose pieces are deflated by Node itself: fflate takes several times as long in a program that has just begun. */
class Part extends ZipPassThrough {
  override compression = DEFLATED;
  override mtime = MTIME;

  protected override process(chunk: Uint8Array, final: boolean): void {
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata(null, deflateRawSync(chunk, { finishFlush }), final);
  }
}

/** A package of parts, by name and in their order; the same parts make the same bytes, whenever it is made. */
export function zipped(parts: Iterable<readonly [name: string, content: Uint8Array]>): Uint8Array {
  const pieces: Uint8Array[] = [];
  const { part, end } = packed((bytes) => pieces.push(bytes));
  for (const [name, content] of parts) part(name).push(content, true);
  end();
  return Buffer.concat(pieces);
}

/** The same for parts that come in pieces, one part behind the other. */
export function packed(take: (bytes: Uint8Array) => void): {
  readonly part: (name: string) => Pick<ZipPassThrough, 'push'>;
  readonly end: () => void;
} {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    take(bytes);
  });
  return {
    part: (name) => {
      const part = new Part(name);
      zip.add(part);
      return part;
    },
    end: () => {
      zip.end();
    },
  };
}
