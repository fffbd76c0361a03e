import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { unknownDirectives } from '../../src/lint/config/unknownDirectives.js';
import { findServer } from '../../src/server/servers.js';
import fc from '../fastCheck.js';
import { scanText } from './scanText.js';

const version = /kamailio (\d+\.\d+\.\d+)/.exec(String(spawnSync('kamailio', ['-v']).stdout))?.[1];
const modules = '/usr/lib/x86_64-linux-gnu/kamailio/modules/';
const canRun = version !== undefined && spawnSync('test', ['-e', `${modules}xlog.so`]).status === 0;

const remark = canRun ? ` (${version})` : ' (skipped: Debian’s kamailio is not installed)';

const DIRECTIVES = [
  '#!KAMAILIO',
  '#!define WORD "word"',
  '#!substdef "!SUBD!sub#val!g"',
  '#!subst "/one(x+)/two\\1/"',
  '#!subst "/B(.?)/<\\1>/g"',
];

// biome-ignore format: a list
const PIECES = [
  'a', 'B', 'SUBD', 'onexx', 'WORD', '\\n', '\\t', '\\\\', '\\"', '\\x41', '\\x4', '\\xZ', '\\101', '\\08', '\\1', '\\q', '\\r', '\\a', '#',
  '//', '/*', '*/', "'", '\\\n', '\n', ' ', '\\400', '\\777', '\xe9', '\\12', '{', '}', '(', ')', ';', ',', '#!define X', '%', '\\x00',
];
const oneString = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 6 })
  .map((pieces) => `"${pieces.join('')}"`);
const strings = fc
  .array(fc.tuple(oneString, fc.constantFrom(' ', '\n', '', '\t\n ')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flat().join(''));

/** A port that nobody uses just now. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/**
 * Starts a Kamailio whose script is this, when it starts, and ends it again.
 * Out: what it logged behind each mark `<number|`.
 */
async function marksOfKamailio(script: readonly string[]): Promise<Map<number, string>> {
  const folder = mkdtempSync(`${tmpdir()}/sipexec-kamailio-`);
  const isRoot = process.getuid?.() === 0;
  const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
  if (isRoot) chownSync(folder, 65534, 65534);
  const text = [
    ...DIRECTIVES,
    'debug=0\nlog_stderror=yes\nfork=no\nauto_aliases=no',
    `listen=udp:127.0.0.1:${await freePort()}`,
    `mpath="${modules}"\nloadmodule "pv.so"\nloadmodule "xlog.so"`,
    'event_route[core:worker-one-init] {',
    ...script,
    'xlog("L_ERR", "<end|");\n}\nrequest_route { drop; }\n',
  ].join('\n');
  writeFileSync(`${folder}/test.cfg`, text, 'latin1');
  const server = spawn('/usr/sbin/kamailio', ['-f', `${folder}/test.cfg`, '-DD', '-E', '-Y', folder], {
    ...nobody,
    env: { PATH: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const exited = once(server, 'exit');
  let log = '';
  let isKilled = false;
  for await (const chunk of server.stderr) {
    log += (chunk as Buffer).toString('latin1');
    // The whole group at once: a server that is still starting may lose a SIGTERM.
    if (isKilled || !log.includes('<end|')) continue;
    process.kill(-(server.pid as number), 'SIGKILL');
    isKilled = true;
  }
  await exited;
  rmSync(folder, { recursive: true });
  const entries = log
    .split(/ ?\d+\(\d+\) ERROR: <script>: /)
    .map((entry) => /^<(\d+)\|([\s\S]*)$/.exec(entry));
  return new Map(
    entries.flatMap((match) => (match === null ? [] : [[Number(match[1]), match[2] as string]])),
  );
}

const NAMES = ['A', 'B', 'C', 'D'];
const name = fc.constantFrom(...NAMES);

/** Lines with conditions, balanced and nested, that print and define; `0` stands for the number of a mark. */
const { lines } = fc.letrec<{ lines: string[]; line: string[] }>((tie) => ({
  lines: fc.array(tie('line'), { maxLength: 5, depthIdentifier: 'lines' }).map((parts) => parts.flat()),
  line: fc.oneof(
    { depthIdentifier: 'lines', depthSize: 'medium' },
    fc.constant<string[]>(['PRINT(0)']),
    fc
      .tuple(fc.constantFrom('#!trydef', '#!redefine', '!!redef'), name)
      .map(([directive, it]) => [`${directive} ${it}`]),
    fc
      .constantFrom("# don't", '// "', '/* #!define A\n */', '/* #!redefine B */', '')
      .map((text): string[] => [text]),
    fc
      .tuple(fc.constantFrom('#!ifdef', '#!ifndef', '!!ifdef'), name, tie('lines'), tie('lines'))
      .map(([directive, it, held, other]) => [
        `${directive} ${it}`,
        ...held,
        '#!else  ',
        ...other,
        '#!endif',
      ]),
    fc.tuple(name, tie('lines')).map(([it, held]) => [`#!ifdef ${it}`, ...held, '#!endif\t']),
  ),
}));

describe('a configuration', () => {
  it.skipIf(!canRun)(`has its strings read as Kamailio reads them${remark}`, async () => {
    const written = fc.sample(strings, { numRuns: 400 });
    const seen = await marksOfKamailio(written.map((string, i) => `xlog("L_ERR", "<${i}|" ${string});`));
    const config = [...DIRECTIVES, ...written.map((string) => `exec_msg("" ${string});`)].join('\n');
    const ours = scanText(config).calls.map((call) => call.arguments[0]?.value.toString('latin1'));
    expect(ours).toEqual(written.map((_, i) => seen.get(i)));
  });

  it.skipIf(!canRun)(`has its conditions decided as Kamailio decides them${remark}`, async () => {
    let mark = 0;
    const numbered = (line: string) => line.replace('PRINT(0)', () => `PRINT(${mark++})`);
    const script = fc.sample(lines, { numRuns: 150 }).flat().map(numbered);
    const printing = (write: (number: string) => string) =>
      script.map((line) => line.replace(/PRINT\((\d+)\)/, (_, number: string) => write(number)));
    const seen = await marksOfKamailio(printing((number) => `xlog("L_ERR", "<${number}|");`));
    const config = scanText(`#!KAMAILIO\n${printing((number) => `exec_msg("${number}");`).join('\n')}\n`);
    const numberOf = (call: (typeof config.calls)[number]) => Number(call.arguments[0]?.value.toString());
    expect(config.problems).toEqual([]);
    expect(config.calls.filter(({ disabled }) => !disabled).map(numberOf)).toEqual([...seen.keys()]);
    expect(config.calls.map(numberOf).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: mark }, (_, i) => i),
    );
  });

  const series = version?.replace(/\.\d+$/, '');
  it.skipIf(version === undefined).each([
    ['#!ifexp', '#!ifexp 1 > 0\n#!endif'],
    ['#!ifexp with an #!else', '#!ifexp 1 > 0\n#!else\n#!endif'],
    ['#!ifexp in what is hidden', '#!ifdef NOPE\n#!ifexp 1 > 0\n#!endif\n#!endif'],
    ['#!defexp', '#!defexp A 1+2'],
    ['its major version', `#!ifdef KAMAILIO_${series?.split('.')[0]}\n#!else\nnot defined\n#!endif`],
    ['its series', `#!ifdef KAMAILIO_${series?.replace('.', '_')}\n#!else\nnot defined\n#!endif`],
    ['its release', `#!ifdef KAMAILIO_${version?.replaceAll('.', '_')}\n#!else\nnot defined\n#!endif`],
    ['another major version', '#!ifdef KAMAILIO_3\nnot defined\n#!endif'],
    ['its number', '#!ifdef KAMAILIO_VERSION\nnot defined\n#!endif'],
  ])(`keeps Kamailio from starting where lint says so: %s${remark}`, (_name, directives) => {
    const folder = mkdtempSync(`${tmpdir()}/sipexec-kamailio-`);
    writeFileSync(`${folder}/test.cfg`, `#!KAMAILIO\n${directives}\nrequest_route { exit; }\n`);
    const { status } = spawnSync('/usr/sbin/kamailio', ['-c', '-f', `${folder}/test.cfg`]);
    rmSync(folder, { recursive: true });
    const server = findServer(`kamailio-${version}`);
    const ours = directives.replace('not defined', 'route[N] { exec_cmd("a"); }');
    const config = scanText(`#!KAMAILIO\n${ours}\n`, { server });
    const conditions = unknownDirectives(config, server).filter(({ message }) =>
      message.startsWith('#!ifexp'),
    );
    const seen = config.calls.filter(({ disabled }) => !disabled);
    expect(conditions.length + seen.length).toBe(status === 0 ? 0 : 1);
  });
});
