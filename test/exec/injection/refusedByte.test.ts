// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's own

import { describe, expect, test } from 'vitest';
import { unsafeCall } from '../../../src/exec/injection/unsafeCall.js';
import { findServer } from '../../../src/server/servers.js';
import { refusalOf as refusalWith } from './refusalOf.js';

const refusalOf = (line: string) => refusalWith(line, {}, 'XYZW');

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
  // Operators and quotes of one value: the first of them begins it, whichever it is.
  ['route «;"b"»', 'run', '"b"', '$hdr(X)', 1],
  ['route «a"b";c»', 'run', 'c', '$hdr(X)', 2],
  // Patterns of case are no commands, and what stands behind them is one.
  ['case a in «b»|c) «d»;; esac', 'run', 'd', '$hdr(Y)', 1],
  ['case a in b|c) d | «e»;; esac', 'run', 'e', '$hdr(X)', 1],
  ['case a in b) c;; d|«e») «f»;; esac', 'run', 'f', '$hdr(Y)', 1],
  ['route <<<«a;b»', 'run', 'b', '$hdr(X)', 2],
  ['route <<<x «;b»', 'run', 'b', '$hdr(X)', 1],
  ['«a» <<<x', 'run', 'a <<<x', '$hdr(X)', 1],
  ['<<<x «a»', 'run', 'a', '$hdr(X)', 1],
  ['route >|«x» ;«b»', 'run', 'b', '$hdr(Y)', 1],
  ['route 2>&1 ;«b»', 'run', 'b', '$hdr(X)', 1],
  ['(«(1))»', 'take', '(1))', '$hdr(X)', 1],
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
  'case a in «b»|«c») d;; esac',
  'case a in b|«c»|d) e;; esac',
  'case a in b) c;; «d»|e) f;; esac',
  'route <<<«x»',
  'route <<<"«x»" y',
  'route >|«x» y',
  'route >>«x» y',
  'route <>«x» y',
  'route 2>&1 «y»',
  'route <«x»',
  'if [ "«a»" ]; then b; else c; fi',
  '[ «a» ] || b "«c»"',
  'sh ./x «c» y',
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

describe('programs that run what they are given', () => {
  const shells = 'sh bash dash ash ksh mksh zsh busybox su runuser /bin/sh ./x/bash';
  test.each(shells.split(' '))('%s -c makes code of a word', (shell) => {
    for (const option of ['-c', '-ec', '--command'])
      expect(refusalOf(`${shell} ${option} 'x «a;b»'`)?.code.toString()).toBe('b');
    expect(refusalOf(`${shell} -x 'y «a;b»'`)).toBeUndefined();
    expect(refusalOf(`x${shell.replaceAll('/', 'x')} -c 'y «a;b»'`)).toBeUndefined();
    expect(refusalOf(`${shell}x -c 'y «a;b»'`)).toBeUndefined();
  });

  const runners = 'exec command builtin . source nohup env nice ionice time timeout setsid stdbuf sudo doas';
  test.each(runners.split(' '))('%s runs the program that it is given', (runner) => {
    expect(refusalOf(`${runner} «a» b`)?.byte).toBe(1);
    expect(refusalOf(`/usr/bin/${runner} «a» b`)?.byte).toBe(1);
    expect(refusalOf(`${runner} x «a»`)).toBeUndefined();
    expect(refusalOf(`x${runner} «a»`)).toBeUndefined();
    expect(refusalOf(`${runner}x «a»`)).toBeUndefined();
  });

  test('what stands between is an option, its value, a variable or a time', () => {
    for (const between of [
      '-n 5',
      '-u x',
      '-g x',
      '-s x',
      '-k x',
      '-C x',
      '-h x',
      '-a x',
      '-p x',
      '-U x',
      '-D x',
      '--',
      'A=b',
      'a_1=',
      '5',
      '0.5',
      '10s',
      '2m',
      '1h',
      '1d',
    ])
      expect([between, refusalOf(`env ${between} «a»`)?.byte]).toEqual([between, 1]);
    for (const program of ['x', '5x', '1A=b', 'x-', '-ux x', '5s5', 'é=b'])
      expect([program, refusalOf(`env ${program} «a»`)]).toEqual([program, undefined]);
  });
});

test('what eval runs in what eval runs is looked at eight times, and refused with a value in it beyond that', () => {
  /** In single quotes within single quotes, so many times. */
  const nested = (line: string, times: number): string =>
    times === 0 ? line : nested(`eval '${line.replaceAll("'", `'\\''`)}'`, times - 1);
  const told = (times: number) => refusalOf(nested('x «a»', times))?.code.toString();
  expect([told(1), told(8), told(9)]).toEqual([undefined, undefined, 'x a']);
});

test('what is not of the message is the author’s own', () => {
  const call = (name: string) => ({
    outcome: 'ran' as const,
    commandLine: Buffer.from('route a;reboot'),
    commandBytes: 14,
    spans: [{ name, start: 6, end: 14 }],
    environment: [],
    input: undefined,
    warnings: [],
  });
  const told = (name: string) => unsafeCall(call(name), findServer('kamailio-6.1'), [])?.value;
  expect(['$var(x)', '$avp(x)', '$si', '$rU', '$(var(x){s.eval})'].map(told)).toEqual([
    undefined,
    undefined,
    undefined,
    '$rU',
    '$(var(x){s.eval})',
  ]);
});
