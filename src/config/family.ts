import type { ConfigFamily } from './scannedConfig.js';
import { readable } from './sourceFile.js';

interface Clue {
  readonly expression: Expression;
  readonly family: ConfigFamily;
  /** What was found, for people; the line is added. */
  readonly says: string;
}

/** What finds a clue in a text: where its line begins, and the line. */
interface Expression {
  exec(text: string): { readonly index: number; readonly 0: string } | null;
}

/**
 * Finds a line that has something before its first `#`, where comments begin. In: what it has (`g`), within one line;
 * what else the match is to hold. Each line is walked through once, however often it has what is looked for.
 */
function inCode(word: RegExp, isMeant: (match: RegExpExecArray) => boolean = () => true): Expression {
  return {
    exec(text) {
      let start = 0;
      let end = -1;
      let commentAt = 0;
      for (const match of text.matchAll(word)) {
        if (match.index >= end) {
          const passed = text.slice(end + 1, match.index);
          start = end + 2 + Math.max(passed.lastIndexOf('\n'), passed.lastIndexOf('\r'));
          const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
          end = start + line.length;
          const hash = line.indexOf('#');
          commentAt = hash < 0 ? end : start + hash;
        }
        if (match.index < commentAt && isMeant(match)) return { index: start, 0: text.slice(start, end) };
      }
      return null;
    },
  };
}

/** First lines that name the server. `#!SER`, `#!MAXCOMPAT` and `#!ALL` are modes of Kamailio's own reader. */
const HEADERS: readonly Clue[] = [
  {
    expression: /^[ \t]*#!(KAMAILIO|kamailio|SER|ser|MAXCOMPAT|maxcompat|ALL|all)[ \t\r]*$/m,
    family: 'kamailio',
    says: 'its header',
  },
  { expression: /^[ \t]*#!(OPENSIPS|opensips)[ \t\r]*$/m, family: 'opensips', says: 'its header' },
  { expression: /^[ \t]*#!(OPENSER|openser)[ \t\r]*$/m, family: 'openser', says: 'its header' },
  { expression: /^#!\/.*\bkamailio\b.*$/m, family: 'kamailio', says: 'the program in its first line' },
  { expression: /^#!\/.*\bopensips\b.*$/m, family: 'opensips', says: 'the program in its first line' },
  { expression: /^#!\/.*\bopenser\b.*$/m, family: 'openser', says: 'the program in its first line' },
];

const PATHS: readonly Clue[] = [
  { expression: loading(/\/kamailio[-/_.0-9"]/), family: 'kamailio', says: 'the path of its modules' },
  { expression: loading(/\/opensips[-/_.0-9"]/), family: 'opensips', says: 'the path of its modules' },
  { expression: loading(/\/openser[-/_.0-9"]/), family: 'openser', says: 'the path of its modules' },
  { expression: loading(/\/ser[-/_.0-9"]/), family: 'openser', says: "the path of SER's modules" },
];

/** In: what the path of modules holds that is loaded, or looked for modules in. */
function loading(path: RegExp): Expression {
  return inCode(/\b(?:loadmodule|mpath|loadpath)\b([^#\r\n]*)/g, ([, rest = '']) => path.test(rest));
}

/** In: how the name of a module's file ends, without `.so`. */
function loadingModule(name: RegExp): Expression {
  return inCode(
    /\bloadmodule[ \t]+"([^"\r\n]*)"/g,
    ([, path = '']) =>
      path.endsWith('.so') && name.test(path.slice(path.lastIndexOf('/') + 1, -'.so'.length)),
  );
}

/** What only one family has. */
const SYNTAX: readonly Clue[] = [
  {
    expression: /^[ \t]*(#!|!!)(define|trydef|redefine|ifdef|ifndef|ifexp|subst|substdef|endif)\b.*$/m,
    family: 'kamailio',
    says: 'a preprocessor directive',
  },
  {
    expression: /^[ \t]*(request_route|reply_route|onsend_route)[ \t\r\n]*[[{].*$/m,
    family: 'kamailio',
    says: 'a kind of route that only Kamailio has',
  },
  { expression: inCode(/\bexec_cmd[ \t]*\(/g), family: 'kamailio', says: 'exec_cmd()' },
  {
    expression: loadingModule(/(?:pv|kex|corex|ctl|jsonrpcs|sqlops|htable)$/),
    family: 'kamailio',
    says: 'a module that only Kamailio has',
  },
  {
    expression: loadingModule(
      /^proto_\w+$|(?:signaling|mi_fifo|mi_datagram|cgrates|rest_client|cachedb_local)$/,
    ),
    family: 'opensips',
    says: 'a module that only OpenSIPS has',
  },
  {
    expression: /^[ \t]*(startup_route|timer_route|error_route|local_route)[ \t\r\n]*[[{].*$/m,
    family: 'opensips',
    says: 'a kind of route that only OpenSIPS has',
  },
  {
    expression: inCode(/\b(?:async|launch)[ \t]*\([ \t]*\w+[ \t]*\(/g),
    family: 'opensips',
    says: 'an asynchronous call',
  },
  {
    expression: /^[ \t]*(socket|udp_workers|tcp_workers|stderror_enabled|syslog_enabled)[ \t]*=.*$/m,
    family: 'opensips',
    says: 'a parameter that only OpenSIPS has',
  },
];

const NAMES: readonly Clue[] = [
  { expression: /^[ \t]*(#|\/\*|\/\/).*\bkamailio\b.*$/im, family: 'kamailio', says: 'a comment' },
  { expression: /^[ \t]*(#|\/\*|\/\/).*\bopensips\b.*$/im, family: 'opensips', says: 'a comment' },
  { expression: /^[ \t]*(#|\/\*|\/\/).*\bopenser\b.*$/im, family: 'openser', says: 'a comment' },
];

const NAMED_FILES: readonly (readonly [RegExp, ConfigFamily])[] = [
  [/(?:^|\/)kamailio[^/]*\.cfg$/, 'kamailio'],
  [/(?:^|\/)opensips[^/]*\.cfg$/, 'opensips'],
  [/(?:^|\/)(?:open)?ser\.cfg$/, 'openser'],
];

/** The weakest clue: an exec() is mostly that of OpenSIPS' module, but SER's core has one, too. */
const LAST: readonly Clue[] = [
  { expression: inCode(/\bexec[ \t]*\([ \t]*["$]/g), family: 'opensips', says: 'exec()' },
];

const MAX_CLUE_LENGTH = 60;

/**
 * Tells which family of servers a configuration is for: by its header, else by the path of its modules, else by what
 * only one family has, else by its file's name, else by the comment that names one first.
 * In: its name, and its text, one character per byte.
 */
export function guessFamily(text: string, name = ''): { family: ConfigFamily; reason: string } {
  for (const clues of [HEADERS, PATHS, SYNTAX, 'its-name', NAMES, LAST] as const) {
    if (clues === 'its-name') {
      const family = NAMED_FILES.find(([expression]) => expression.test(name))?.[1];
      if (family !== undefined)
        return { family, reason: `the file's name, ${name.slice(name.lastIndexOf('/') + 1)}` };
      continue;
    }
    let first: { clue: Clue; at: number; line: string } | undefined;
    for (const clue of clues) {
      const match = clue.expression.exec(text);
      if (match !== null && (first === undefined || match.index < first.at)) {
        first = { clue, at: match.index, line: match[0] };
      }
    }
    if (first !== undefined)
      return {
        family: first.clue.family,
        reason: reasonFor(first.clue, first.line, text.slice(0, first.at)),
      };
  }
  return { family: 'unknown', reason: 'nothing in it names a server' };
}

function reasonFor(clue: Clue, found: string, before: string): string {
  const written = readable(found.replace(/\s+/g, ' ').trim());
  const short = written.length > MAX_CLUE_LENGTH ? `${written.slice(0, MAX_CLUE_LENGTH)}…` : written;
  return `${clue.says} in line ${before.split('\n').length + (/^\s*\n/.test(found) ? 1 : 0)}: ${short}`;
}
