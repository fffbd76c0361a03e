import type { KemiLanguage } from '../../src/config/kemi/language.js';
import type { ExecFunction } from '../../src/server/profile.js';
import fc from '../fastCheck.js';

/** How scripts of one language are written and loaded. */
export interface KemiScripts {
  readonly language: KemiLanguage;
  readonly module: string;
  readonly engine: string;
  readonly file: string;
  /** A string, of pieces that may stand in it. */
  readonly string: fc.Arbitrary<string>;
  readonly join: '..' | '+';
  /** A script that runs these statements for each request but the sentinels of the tests. */
  readonly script: (statements: readonly string[], log: string) => string;
  /** A statement that calls a function with a string, and one that prints what it returned into a file. */
  readonly call: (name: string, string: string) => string;
  readonly keepResult: (file: string) => string;
  readonly log: (text: string) => string;
}

/** A call of a script: its function, and the line that it stands in, from 1. */
export interface GeneratedCall {
  readonly function: ExecFunction;
  readonly line: number;
}

/** What every language takes for itself, and what the shell or a server would take for more. */
// biome-ignore format: a list
const plain = [
  'zz', ' ', ' ', '$rU', '$$', '$$SIP_USER', '$SIP_USER', '$(ru)', '$' + '{SIP_RURI:-x}', '$SIP_HF_FROM', '#', '--', '//', '/*', '*/', '%', '%s', '{}', '[', ']', ';', '!', '~', '=', 'é',
  ':', ',', '@',
];

/** A string between two quotes: pieces that need no escape, and those that the language has. */
function quoted(quote: string, ...escapes: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...plain, ...escapes, ...escapes), { maxLength: 8 })
    .map((pieces) => `${quote}${pieces.join('')}${quote}`);
}

function between(opening: string, closing: string, ...further: readonly string[]): fc.Arbitrary<string> {
  return quoted('', ...further).map((text) => `${opening}${text}${closing}`);
}

/** Some strings, joined by a sign (or by nothing but a blank). */
function joined(signs: readonly string[], ...strings: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(fc.oneof(...strings), fc.constantFrom(...signs)), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([text, sign], at) => (at === 0 ? text : ` ${sign} ${text}`)).join(''));
}

const common = ['\\n', '\\t', '\\\\', '\\"', "\\'"];

/** Whether brackets within the first and the last one are closed as often as they are opened. */
function isNested(text: string): boolean {
  let depth = 0;
  for (const [at, letter] of [...text].entries()) {
    if (letter === '[') depth++;
    if (letter === ']' && --depth === 0 && at < text.length - 1) return false;
  }
  return depth === 0;
}

export const kemiScripts: readonly KemiScripts[] = [
  {
    language: 'lua',
    module: 'app_lua',
    engine: 'lua',
    file: 'kemi.lua',
    join: '..',
    string: joined(
      ['..'],
      quoted('"', ...common, "'", '\\65', '\\195\\169', '\\q', '\\x41', '\\\n', '\\v'),
      quoted("'", ...common, '"', '\\0651'),
      between('[[', ' ]]', '\\n', '"', "'", '\n', '\\').filter((text) => !text.slice(0, -2).includes(']]')),
      between('[==[', ' ]==]', ']]', '"', '\\'),
    ),
    script: (statements, log) =>
      [
        'function ksr_request_route()',
        'local r',
        'if KSR.pv.gete("$rU") ~= "sentinel" then',
        ...statements,
        'end',
        log,
        'end',
        '',
      ].join('\n'),
    call: (name, string) => `r = KSR.exec.${name}(${string})`,
    keepResult: (file) => `KSR.exec.exec_cmd("echo " .. tostring(r) .. " > ${file}")`,
    log: (text) => `KSR.xlog.xalert("${text}")`,
  },
  {
    language: 'python',
    module: 'app_python3',
    engine: 'python',
    file: 'kemi.py',
    join: '+',
    string: joined(
      ['+', ''],
      quoted('"', ...common, "'", '\\x41', '\\101', '\\q', '\\u00e9', '\\xe9', '\\\n', '\\U0001F600'),
      quoted("'", ...common, '"'),
      between("'''", " '''", '\n', '"', "\\'", '\\\\'),
      between('r"', ' "', '\\n', '\\"', "'", '\\x41'),
    ),
    script: (statements, log) =>
      [
        'import KSR as KSR',
        'def mod_init():',
        '    return kamailio()',
        'class kamailio:',
        '    def child_init(self, rank):',
        '        return 0',
        '    def ksr_request_route(self, msg):',
        '        if KSR.pv.gete("$rU") != "sentinel":',
        ...statements.map((statement) => `            ${statement}`),
        `        ${log}`,
        '        return 1',
        '',
      ].join('\n'),
    call: (name, string) => `r = KSR.exec.${name}(${string})`,
    keepResult: (file) => `KSR.exec.exec_cmd("echo " + str(r) + " > ${file}")`,
    log: (text) => `KSR.xlog.xalert("${text}")`,
  },
  {
    language: 'javascript',
    module: 'app_jsdt',
    engine: 'jsdt',
    file: 'kemi.js',
    join: '+',
    string: joined(
      ['+'],
      quoted('"', ...common, "'", '\\x41', '\\q', '\\u00e9', '\\xe9', '\\\n', '\\v'),
      quoted("'", ...common, '"'),
    ),
    script: (statements, log) =>
      [
        'function ksr_request_route() {',
        'var r;',
        'if (KSR.pv.gete("$rU") != "sentinel") {',
        ...statements,
        '}',
        log,
        'return 1;',
        '}',
        '',
      ].join('\n'),
    call: (name, string) => `r = KSR.exec.${name}(${string});`,
    keepResult: (file) => `KSR.exec.exec_cmd("echo " + r + " > ${file}");`,
    log: (text) => `KSR.xlog.xalert("${text}");`,
  },
  {
    language: 'ruby',
    module: 'app_ruby',
    engine: 'ruby',
    file: 'kemi.rb',
    join: '+',
    string: joined(
      ['+'],
      quoted('"', ...common, "'", '\\x41', '\\101', '\\q', '\\u00e9', '\\u{e9}', '\\s', '\\e', '\\\n'),
      quoted("'", '\\n', '\\\\', "\\'", '"', '\n', '\\x41'),
      joined([''], quoted('"', '\\x41', "'"), quoted("'", '"')),
      between('%q(', ' )', '(zz)', '\\)', '\\n', '"', "'"),
      between('%Q[', ' ]', '\\x41', '"', '\\]').filter((text) => isNested(text.replaceAll('\\]', ''))),
    ).filter((text) => !/#[{$@]/.test(text)),
    script: (statements, log) =>
      [
        'def ksr_request_route()',
        'if KSR::PV.gete("$rU") != "sentinel"',
        ...statements,
        'end',
        log,
        'end',
        '',
      ].join('\n'),
    call: (name, string) => `r = KSR::EXEC.${name}(${string})`,
    keepResult: (file) => `KSR::EXEC.exec_cmd("echo " + r.to_s + " > ${file}")`,
    log: (text) => `KSR::XLOG.xalert("${text}")`,
  },
  {
    language: 'squirrel',
    module: 'app_sqlang',
    engine: 'sqlang',
    file: 'kemi.nut',
    join: '+',
    string: joined(
      ['+'],
      quoted('"', ...common, "'", '\\x41', '\\v', '\\a'),
      between('@"', ' "', '""', '\\', '\\n', '\n'),
    ),
    script: (statements, log) =>
      [
        'function ksr_request_route() {',
        'local r;',
        'if (KSR.pv.gete("$rU") != "sentinel") {',
        ...statements,
        '}',
        log,
        'return 1;',
        '}',
        '',
      ].join('\n'),
    call: (name, string) => `r = KSR.exec.${name}(${string});`,
    keepResult: (file) => `KSR.exec.exec_cmd("echo " + r.tostring() + " > ${file}");`,
    log: (text) => `KSR.xlog.xalert("${text}");`,
  },
];

const functions: readonly ExecFunction[] = ['exec_msg', 'exec_dset', 'exec_avp', 'exec_cmd'];

/**
 * A script of generated calls. Each command writes what it got into files of the folder, by the number of the call:
 * `0.cmdline`, `0.environ`, `0.input`; and the script what the function returned, `0.result`.
 */
export function generatedScript(
  { string, join, script, call, keepResult, log }: KemiScripts,
  { folder, mark, count, seed }: { folder: string; mark: string; count: number; seed: number },
): { readonly text: string; readonly calls: readonly GeneratedCall[] } {
  const generated = fc.sample(fc.tuple(string, fc.constantFrom(' #', '; : ', '\\n')), {
    numRuns: count,
    seed,
  });
  const statements = generated.flatMap(([tail, end], number) => {
    const into = (what: string) => `${folder}/${number}.${what}`;
    const seen = `/bin/cat /proc/$$/cmdline > ${into('cmdline')}; /bin/cat /proc/$$/environ > ${into('environ')}; /bin/cat > ${into('input')}${end}`;
    return [
      call(functions[number % functions.length] as string, `"${seen}" ${join} ${tail}`),
      keepResult(into('result')),
    ];
  });
  const text = script(statements, log(`${mark} $sp done $ci\\n`));
  const lineOf = (number: number) => text.slice(0, text.indexOf(`/${number}.cmdline`)).split('\n').length;
  return {
    text,
    calls: generated.map((_, number) => ({
      function: functions[number % functions.length] as ExecFunction,
      line: lineOf(number),
    })),
  };
}
