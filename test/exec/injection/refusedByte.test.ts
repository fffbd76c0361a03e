// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's own

import { describe, expect, test } from 'vitest';
import { type UnsafeCall, unsafeCall } from '../../../src/exec/injection/unsafeCall.js';
import { findServer } from '../../../src/server/servers.js';

/** What is told of a command line in which «…» are the values of `$hdr(X)`, `$hdr(Y)`, `$hdr(Z)` and `$hdr(W)`. */
function refusalOf(line: string, variables: Readonly<Record<string, string>> = {}): UnsafeCall | undefined {
  const spans: { name: string; start: number; end: number }[] = [];
  let commandLine = '';
  for (const [, authored = '', value] of line.matchAll(/([^«]*)(?:«([^»]*)»)?/g)) {
    commandLine += authored;
    if (value === undefined) continue;
    const start = commandLine.length;
    spans.push({ name: `$hdr(${'XYZW'.charAt(spans.length)})`, start, end: start + value.length });
    commandLine += value;
  }
  const call = {
    outcome: 'ran',
    commandLine: Buffer.from(commandLine, 'latin1'),
    commandBytes: commandLine.length,
    spans,
    environment: Object.entries(variables).map(([name, value]) => ({ name, value: Buffer.from(value) })),
    input: undefined,
    warnings: [],
  } as const;
  return unsafeCall(call, findServer('kamailio-6.1'), ['PATH', 'http_proxy']);
}

type Row = readonly [line: string, effect: string, code: string, value: string, byte: number | undefined];

/** POSIX.1-2017 XCU 2; where bash runs more than dash, as bash does. */
// biome-ignore format: a table
const refused: readonly Row[] = [
  ['route $«[1+1]»', 'expand', '$[1+1]', '$hdr(X)', 1],
  ['route «$»[1]', 'expand', '$', '$hdr(X)', 1],
  ['route $[1] «a;b»', 'expand', ';b', '$hdr(X)', 2],
  ['route «$»(id)', 'expand', '$', '$hdr(X)', 1],
  ['route $«(id)»', 'expand', '$(id)', '$hdr(X)', 1],
  ['route $«{x:=y}»', 'expand', '{x:=y}', '$hdr(X)', 1],
  ['route ${x:-«}id»', 'expand', '}id', '$hdr(X)', 1],
  ['route ${x:-«a»} «;b»', 'run', 'b', '$hdr(Y)', 1],
  ['route ${x:-a}«;b»', 'run', 'b', '$hdr(X)', 1],
  ['route ${x:-«a:b»}', 'expand', ':b', '$hdr(X)', 2],
  ['cat <<E\n«a\\»\nE\nreboot\nE', 'expand', '\\', '$hdr(X)', 2],
  ['cat <<E\na«\\»\nE\nreboot\nE', 'expand', '\\', '$hdr(X)', 1],
  ['cat <<E\n«E»\nreboot\nE', 'expand', 'E', '$hdr(X)', 1],
  ['cat <<E\nE«\nreboot»\nE', 'expand', '\nreboot', '$hdr(X)', 1],
  ['cat <<E\na\n«E»', 'expand', 'E', '$hdr(X)', 1],
  ['route «a;b» c d', 'run', 'b c d', '$hdr(X)', 2],
  ['route «a;b»c;d', 'run', 'bc', '$hdr(X)', 2],
  ['route «a»;b «c;d»', 'run', 'd', '$hdr(Y)', 2],
  ["a='«'»' 'b;c' '«'»'", 'take', ";c'", '$hdr(X)', 1],
  ["route '«a'»;b «'c»'", 'take', ';b', '$hdr(X)', 2],
  ['route «a&b» «c|d»', 'run', 'b c', '$hdr(X)', 2],
  ['cat <<E\na $(route «b;c») d\nE', 'run', 'c', '$hdr(X)', 2],
  ['cat <<E\n`route «b;c»`\nE', 'run', 'c', '$hdr(X)', 2],
  ['cat <<E\n$(route \'«\';b\'»\')\nE', 'run', "b''", '$hdr(X)', 1],
  ['route x\ncat <<E\n$[1] «;»\nE', 'expand', ';', '$hdr(X)', 1],
  ['route «>x»', 'take', '>x', '$hdr(X)', 1],
  ['route «<<<x»', 'take', '<<<x', '$hdr(X)', 1],
  ['route «<(x)»', 'take', '<(x)', '$hdr(X)', 1],
  ['route «2>&1»', 'take', '>&1', '$hdr(X)', 2],
  ['route «a»b;«c»', 'run', 'c', '$hdr(Y)', 1],
  ['sh -c "route \'«\';b\'»\'"', 'run', "b''", '$hdr(X)', 1],
  ['route `echo \\«$»(id)`', 'expand', '\\$', '$hdr(X)', 1],
  ['route `echo \\a«;b»`', 'run', 'b', '$hdr(X)', 1],
  ['route «`»id`', 'expand', '`', '$hdr(X)', 1],
  ['echo `a «`» ;b', 'expand', '`', '$hdr(X)', 1],
  ['case «x» in a) b;; «esac;c» esac', 'take', ';c', '$hdr(Y)', 5],
  ['case x in a) b;; «y)» c;; esac', 'take', ')', '$hdr(X)', 2],
  ['case x in «esac» b;; c) d;; esac', 'run', 'b', '$hdr(X)', 4],
  ['u=«x»; $u', 'run', '$u', '$hdr(X)', 1],
  ['u=ab«c;d»; eval "x $u"', 'run', 'd', '$hdr(X)', 2],
  ['sudo -ux «ls»', 'run', 'sudo -ux ls', '$hdr(X)', 1],
  ['nice -n 5 «ls»', 'run', 'nice -n 5 ls', '$hdr(X)', 1],
  ['timeout 5s «ls»', 'run', 'timeout 5s ls', '$hdr(X)', 1],
  ['env «A»=b ls', 'run', 'env A=b ls', '$hdr(X)', 1],
  ['sh « -c» x', 'run', '-c', '$hdr(X)', 2],
  ['sh «-e» ./x', 'run', '-e', '$hdr(X)', 1],
  ['sh -c route «-c»', 'run', '-c', '$hdr(X)', 1],
  ['/usr/bin/env «x»', 'run', '/usr/bin/env x', '$hdr(X)', 1],
  ['x«/»y', 'run', 'x/y', '$hdr(X)', 1],
  ['trap «x» INT', 'run', 'x', '$hdr(X)', 1],
  ['x=1 «» y', 'run', 'y', 'an empty value', undefined],
  ['«» «» y', 'run', 'y', 'an empty value', undefined],
  ['a=b «c» d', 'run', 'c d', '$hdr(X)', 1],
  ['{ «a»; }', 'run', 'a', '$hdr(X)', 1],
  ['! «a»', 'run', 'a', '$hdr(X)', 1],
  ['time «a»', 'run', 'a', '$hdr(X)', 1],
  ['a | «b»', 'run', 'b', '$hdr(X)', 1],
  ['(«a»)', 'run', 'a', '$hdr(X)', 1],
  ['route $((1+«x»))', 'expand', 'x', '$hdr(X)', 1],
  ['route $((«1» + (2*«3»)))x«;y»', 'run', 'y', '$hdr(Z)', 1],
  ['route $((«)»1))', 'expand', ')', '$hdr(X)', 1],
  ['eval "eval \\"eval \\\\\\"x «;y»\\\\\\"\\""', 'run', 'y', '$hdr(X)', 1],
  ['route «a;if b; then c; fi» d', 'run', 'if b; then c; fi', '$hdr(X)', 2],
  ['route «a»; if «b»; then c; fi', 'run', 'b', '$hdr(Y)', 1],
  ['route «a;case x in y) z;; esac»', 'run', 'case x in y) z;; esac', '$hdr(X)', 2],
  ['route $«»(id)', 'expand', '$(id)', 'an empty value', undefined],
  ['route $«»(id) «x»', 'expand', '$(id)', 'an empty value', undefined],
  ['route «a» $«(id)»', 'expand', '$(id)', '$hdr(Y)', 1],
  ['«» r«x»', 'run', 'rx', 'an empty value', undefined],
  ['echo \'«\'»`«x»`', 'expand', '`x', '$hdr(X)', 1],
  ['echo "`«x»`"', 'run', 'x', '$hdr(X)', 1],
  ['echo "`a «b;c»`" «$(d)»', 'expand', '$(d)', '$hdr(Y)', 1],
  ['echo `«a» «`»b`', 'expand', '`', '$hdr(Y)', 1],
  ['cat <<-E\n\t«x\n\tE»\nid', 'expand', '\tE', '$hdr(X)', 3],
  ['x <<«E»\na\nE', 'take', 'E', '$hdr(X)', 1],
  ['x <<"E«"»\na\nE', 'take', '"', '$hdr(X)', 1],
  ['f() { «a»; }; f', 'run', 'a', '$hdr(X)', 1],
  ['a >«>b»', 'take', '>b', '$hdr(X)', 1],
  ['a 2«>b»', 'take', '>b', '$hdr(X)', 1],
  ['x=«;y»', 'run', 'y', '$hdr(X)', 1],
  ['x«=y» z', 'run', 'z', '$hdr(X)', 2],
  ['if a; then «b»; fi', 'run', 'b', '$hdr(X)', 1],
  ['for i in a; do «b»; done', 'run', 'b', '$hdr(X)', 1],
  ['while «a»; do b; done', 'run', 'a', '$hdr(X)', 1],
  ['coproc «a»', 'run', 'a', '$hdr(X)', 1],
  ['until ! «a»; do :; done', 'run', 'a', '$hdr(X)', 1],
  ['if a; then b; elif «c»; then d; else «e»; fi', 'run', 'c', '$hdr(X)', 1],
  ['«if» a; then b; fi', 'run', 'if', '$hdr(X)', 1],
  ['case «a» in «b») «c»;; esac', 'run', 'c', '$hdr(Z)', 1],
  ['case a in b|«c») d;; esac; «e»', 'run', 'e', '$hdr(Y)', 1],
  ['case a in (b) c;; esac «d»', 'run', 'd', '$hdr(X)', 1],
  ['case a «in» b) c;; esac', 'run', 'c', '$hdr(X)', 2],
  ['case a in b) c; esac; x «;y»', 'run', 'y', '$hdr(X)', 1],
  // Variables that a value names: what programs are found by, or what the command inherits.
  ['«PATH»=y z', 'run', 'z', '$hdr(X)', 1],
  ['«http_proxy»=y z', 'run', 'z', '$hdr(X)', 1],
  ['«LD_PRELOAD=x»; z', 'run', 'z', '$hdr(X)', 1],
];

// biome-ignore format: a list
const fine: readonly string[] = [
  'route $[«1»]',
  'route $[1] «a»',
  'route ${x:-a-b/c.d,e_f «a-b/c.d,e_f »}',
  'cat <<\'E\'\n«a\\»\nE\nreboot\nE',
  'cat <<E\n$[«1»]\nE',
  'route `echo \\\\«a»`',
  'u=«a=b»;y $u',
  'timeout «5» ls',
  'env A=«b» ls',
  'exec -a «x» y',
  'x/«..»/y',
  'x«a»/y',
  'trap x «INT»',
  'a «»',
  'route «~»;x',
  'route $((1+«5»))',
  'a > «x»b',
  'a «2»>b',
  'a 2«1»>b',
  'a «b2»>c',
  'x=«»y z',
  '«x»=y z',
  'case a in b) c;& «d») e;; esac',
  'case a in b) case c in d) e;; esac;; «f») g;; esac',
];

describe('what a value brings to run is told with the byte that begins it', () => {
  test.each(refused)('%j: to %s %j, by %s', (line, effect, code, value, byte) => {
    const refusal = refusalOf(line);
    const told = /would (run|expand|take)/.exec(refusal?.reason ?? '')?.[1];
    expect([told, refusal?.code.toString('latin1'), refusal?.value, refusal?.byte]).toEqual([
      effect,
      code,
      value,
      byte,
    ]);
  });
});

describe('a value that stays what its place makes of it is let through', () => {
  test.each(fine)('%j', (line) => {
    expect(refusalOf(line)).toBeUndefined();
  });
});
