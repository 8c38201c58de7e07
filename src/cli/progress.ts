/** Shows people at a terminal how far a long run has come. */
export interface Progress {
  /** More files have been checked. */
  readonly advance: (files: number) => void;
  /** Takes the line away, before something else is printed or at the end. */
  readonly clear: () => void;
}

/** A short run is over before it is missed. */
const SILENT_MILLISECONDS = 2000;
const BETWEEN_LINES = 200;

/** Progress on a terminal; where there is none nobody waits for it. */
export function progressOn(stream: NodeJS.WriteStream, total: number): Progress {
  if (!stream.isTTY) return { advance: () => undefined, clear: () => undefined };
  const start = performance.now();
  let done = 0;
  let shownAt = start + SILENT_MILLISECONDS;
  let isShown = false;
  const clear = (): void => {
    if (isShown) stream.write('\r\u001b[K');
    isShown = false;
  };
  return {
    advance: (files) => {
      done += files;
      const now = performance.now();
      if (now < shownAt + BETWEEN_LINES) return;
      clear();
      const rate = done / ((now - start) / 1000);
      const left = Math.ceil((total - done) / rate);
      stream.write(`已核对 ${done}/${total} 个文件 · 每秒 ${rate.toFixed(0)} 个 · 约剩 ${timeText(left)}`);
      isShown = true;
      shownAt = now;
    },
    clear,
  };
}

const timeText = (seconds: number): string =>
  seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
