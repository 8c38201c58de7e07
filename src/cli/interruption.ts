import { zh, type Tell } from '../language/message.js';
import { print, type EncodingChoice } from './print.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What a run is told to stop by: the first Ctrl-C lets it end in order, a second one ends it at once. */
export function interruption(
  tell: Tell,
  encoding: EncodingChoice,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = (): void => {
    for (const name of SIGNALS) process.off(name, stop);
  };
  function stop(): void {
    // From now on the system does what it does with programs that do not listen.
    release();
    controller.abort();
    const said = tell(zh`正在结束：等手头的文件核对完，写出已有的结果；再按一次 Ctrl-C 立即结束`);
    void print(`${said}\n`, encoding, process.stderr);
  }
  for (const name of SIGNALS) process.on(name, stop);
  return { signal: controller.signal, release };
}
