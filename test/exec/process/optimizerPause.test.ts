import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const v8 = process.getBuiltinModule('node:v8');
const { execArgv } = process;
let flags: string[];
let pause: typeof import('../../../src/exec/process/optimizerPause.js');

beforeEach(async () => {
  flags = [];
  vi.spyOn(v8, 'setFlagsFromString').mockImplementation((flag) => void flags.push(flag));
  vi.useFakeTimers();
  vi.resetModules();
  process.execArgv = [];
  pause = await import('../../../src/exec/process/optimizerPause.js');
});

afterEach(() => {
  process.execArgv = execArgv;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const start = (commands: number) => {
  for (let i = 0; i < commands; i++) pause.commandStarts();
};
/** Node 22 has two compilers that optimize, Node 20 one. */
const off = () => flags.filter((flag) => flag === '--no-opt' || flag === '--no-maglev');
const on = () => flags.filter((flag) => flag === '--opt' || flag === '--maglev');

describe("V8's optimizing compilers", () => {
  test('go on beside two commands, and pause from the third one on', () => {
    pause.allowOptimizerPause();
    start(2);
    expect(flags).toEqual([]);
    start(5);
    expect(off()[0]).toBe('--no-opt');
    expect(flags).toEqual(off());
    expect(new Set(flags).size).toBe(flags.length);
  });

  test('go on again when no command has been started for a tenth of a second', () => {
    pause.allowOptimizerPause();
    start(3);
    vi.advanceTimersByTime(99);
    start(1);
    vi.advanceTimersByTime(99);
    expect(on()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(on()).toEqual(off().map((flag) => flag.replace('no-', '')));
    start(1);
    expect(flags.at(-1)).toBe(off()[off().length / 2 - 1]);
  });

  test('go on before the process ends, when its code cache is written', () => {
    const listeners = process.listeners('exit');
    pause.allowOptimizerPause();
    const [first] = process.listeners('exit');
    expect(listeners).not.toContain(first);
    start(3);
    expect(on()).toEqual([]);
    (first as () => void)();
    expect(on()[0]).toBe('--opt');
  });

  test("are let alone in somebody else's process, and where Node was given options", () => {
    start(5);
    process.execArgv = ['--no-opt'];
    pause.allowOptimizerPause();
    start(5);
    expect(flags).toEqual([]);
  });
});
