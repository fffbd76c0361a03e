import type { KemiLanguage } from './language.js';

const CONTROLS: Readonly<Record<KemiLanguage, Readonly<Record<string, string>>>> = {
  lua: { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '\n' },
  python: { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '' },
  javascript: { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '' },
  ruby: { a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', s: ' ', t: '\t', v: '\v', '\n': '' },
  squirrel: { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '\0' },
};

/** Whether `\xe9` is a byte, or a character that becomes UTF-8 on its way to the server. */
const NUMBERS: Readonly<Record<KemiLanguage, 'bytes' | 'characters'>> = {
  lua: 'bytes',
  python: 'characters',
  javascript: 'characters',
  ruby: 'bytes',
  squirrel: 'bytes',
};

const OCTAL = /[0-7]{1,3}/y;
const DECIMAL = /[0-9]{1,3}/y;
const HEX = /x([0-9A-Fa-f]{1,2})/y;
const UNICODE = /(?:u\{([0-9A-Fa-f]{1,8})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/y;

/**
 * Reads an escape by the reference manual of the language.
 * In: the text, and the offset behind the backslash. Out: the bytes that it stands for, one character each, and how
 * many characters it has without its backslash.
 */
export function readEscape(
  text: string,
  at: number,
  language: KemiLanguage,
): { readonly bytes: string; readonly length: number } {
  const next = text[at];
  if (next === undefined) return { bytes: '\\', length: 0 };
  const control = CONTROLS[language][next];
  if (control !== undefined) return { bytes: control, length: 1 };
  if (next === '\r' && text[at + 1] === '\n') return { bytes: language === 'lua' ? '\n' : '', length: 2 };
  const coded = readNumber(text, at, language);
  if (coded !== undefined) return coded;
  // Python keeps the backslash of an escape that it does not know; the others drop it.
  const isKept = language === 'python' && !'\\\'"'.includes(next);
  return { bytes: isKept ? `\\${next}` : next, length: 1 };
}

function readNumber(text: string, at: number, language: KemiLanguage) {
  const encode = (code: number, how: 'bytes' | 'characters') =>
    how === 'bytes' ? String.fromCharCode(code & 0xff) : utf8(code);
  // Lua 5.1, with which Debian's app_lua is built, knows none of \x, \u and \z: the letter stays.
  const hex = language === 'lua' ? undefined : matchAt(HEX, text, at);
  if (hex !== undefined) {
    return {
      bytes: encode(Number.parseInt(hex[1] as string, 16), NUMBERS[language]),
      length: hex[0].length,
    };
  }
  const unicode = language === 'lua' ? undefined : matchAt(UNICODE, text, at);
  if (unicode !== undefined) {
    const digits = (unicode[1] ?? unicode[2] ?? unicode[3]) as string;
    return { bytes: utf8(Number.parseInt(digits, 16)), length: unicode[0].length };
  }
  const plain = matchAt(language === 'lua' ? DECIMAL : OCTAL, text, at);
  if (plain === undefined || language === 'squirrel') return undefined;
  const code = Number.parseInt(plain[0], language === 'lua' ? 10 : 8);
  return { bytes: encode(code, NUMBERS[language]), length: plain[0].length };
}

function utf8(code: number): string {
  return code > 0x10ffff ? '\ufffd' : Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1');
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}
