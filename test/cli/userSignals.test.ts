import { afterEach, expect, test } from 'vitest';
import { UserSignals } from '../../src/cli/userSignals.js';

const isHeard = () => process.listenerCount('SIGHUP') > before;
const before = process.listenerCount('SIGHUP');
let signals: UserSignals;

afterEach(() => signals.blocking());

test('work keeps the handlers while somebody waits, or a signal that has come would be lost with them', () => {
  signals = new UserSignals();
  signals.addEventListener('abort', () => {});
  expect(isHeard()).toBe(true);
  signals.busy();
  expect(isHeard()).toBe(true);
});

test('what may block for ever leaves every signal its own action', () => {
  signals = new UserSignals();
  signals.addEventListener('abort', () => {});
  signals.blocking();
  expect(isHeard()).toBe(false);
});

test('work for which nobody waits leaves every signal its own action', () => {
  signals = new UserSignals();
  const listener = () => {};
  signals.addEventListener('abort', listener);
  signals.removeEventListener('abort', listener);
  expect(isHeard()).toBe(true);
  signals.busy();
  expect(isHeard()).toBe(false);
});
