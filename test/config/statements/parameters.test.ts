import { describe, expect, it } from 'vitest';
import { scanText } from '../scanText.js';

describe('parameters of the exec module', () => {
  it.each([
    ['a number', 'modparam("exec", "setvars", 0)', { kind: 'integer', value: 0 }],
    ['a negative number', 'modparam("exec", "setvars", -5)', { kind: 'integer', value: -5 }],
    ['hexadecimal', 'modparam("exec", "setvars", 0x1F)', { kind: 'integer', value: 31 }],
    ['octal', 'modparam("exec", "setvars", 010)', { kind: 'integer', value: 8 }],
    ['a word for a number', 'modparam("exec", "setvars", no)', { kind: 'integer', value: 0 }],
    ['a string', 'modparam("exec", "setvars", "1")', { kind: 'string', value: Buffer.from('1') }],
    ['a define', '#!define ON 1\nmodparam("exec", "setvars", ON)', { kind: 'integer', value: 1 }],
    ['something else', 'modparam("exec", "setvars", FOO)', { kind: 'other', written: 'FOO' }],
  ])('have as value %s', (_what, text, value) => {
    expect(scanText(text).parameters).toMatchObject([{ name: 'setvars', value, isEffective: true }]);
  });

  it.each([
    ['exec', true],
    ['EXEC', true],
    ['tm|exec|sl', true],
    ['e.*c', true],
    ['exe', false],
    ['exec2|myexec', false],
    ['(', false],
  ])('reach the module through the name %j: %s', (name, reaches) => {
    expect(scanText(`modparam("${name}", "setvars", 0)`).parameters).toHaveLength(reaches ? 1 : 0);
  });

  it('count only where the server sees them, and the last one counts', () => {
    const text = [
      'modparam("exec", "setvars", 0)',
      'modparam("exec", "time_to_kill", 5)',
      'modparam("exec", "setvars", 1)',
      '#!ifdef NOPE',
      'modparam("exec", "setvars", 2)',
      '#!endif',
      '# modparam("exec", "setvars", 3)',
    ].join('\n');
    const { parameters } = scanText(text);
    expect(parameters.map(({ name, place, isEffective }) => `${place.line} ${name} ${isEffective}`)).toEqual([
      '1 setvars false',
      '2 time_to_kill true',
      '3 setvars true',
      '5 setvars false',
    ]);
  });
});
