import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import nativePath from 'node:path';

/** Machines that share a folder number their processes each for itself. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/**
 * What a file or folder is called until it takes its place: hidden, so that no run takes it for a file of the
 * folder, and by machine and process, so that it is known whether anybody is still at it.
 */
export const unfinished = (target: string, suffix = 'tmp'): string =>
  nativePath.join(
    nativePath.dirname(target),
    `.${nativePath.basename(target)}.${MACHINE}-${process.pid}.${suffix}`,
  );

/** Removes what runs on this machine that were killed left of a file or folder. */
export async function removeUnfinished(target: string): Promise<void> {
  const folder = nativePath.dirname(target);
  const start = `.${nativePath.basename(target)}.${MACHINE}-`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(start)) continue;
    const [, pid] = /^(\d+)\.(?:tmp|old)$/u.exec(name.slice(start.length)) ?? [];
    if (pid === undefined || isAtWork(Number(pid))) continue;
    await rm(nativePath.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether it is another process that runs; a container gives every run the same number. */
function isAtWork(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
