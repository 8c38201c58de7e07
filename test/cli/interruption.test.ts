import { expect, test } from 'vitest';
import { interruption } from '../../src/cli/interruption.js';
import { told } from '../../src/language/message.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const listeners = (): number[] => SIGNALS.map((name) => process.listenerCount(name));

test.each(SIGNALS)('after the first %s nothing keeps a second one from ending the program', (name) => {
  const before = listeners();
  const { signal } = interruption(told, 'utf-8');
  expect(listeners()).toEqual(before.map((count) => count + 1));
  expect(signal.aborted).toBe(false);
  process.emit(name);
  expect(signal.aborted).toBe(true);
  expect(listeners()).toEqual(before);
});

test('a run that has ended listens no more', () => {
  const before = listeners();
  interruption(told, 'utf-8').release();
  expect(listeners()).toEqual(before);
});
