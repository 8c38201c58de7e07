import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What the built program answers when it is called in a folder. */
export const program = (
  args: readonly string[],
  cwd: string,
): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(process.cwd(), 'bin/gouji.js'), ...args],
      { cwd },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
