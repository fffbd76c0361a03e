import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { request, sipexec } from '../../cli/program.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names that modules might bring: lint leaves them be, and only a run refuses them. */
const perhapsOfModules = /^\$(?:def|envn|rcv|utimef|shvinc|auth\.|hdrcnt|return)/;

/** Those of the names that a server does not know. */
async function unknownTo(server: string, names: readonly string[]): Promise<string[]> {
  const linted = names.filter((name) => !perhapsOfModules.test(name));
  const call = /opensips-[34]/.test(server) ? 'exec' : 'exec_msg';
  const calls = linted.map((name) => `  ${call}("true \\"${name}\\"");`);
  writeFileSync(join(folder, `${server}.cfg`), ['route {', ...calls, '}', ''].join('\n'));
  const run = await sipexec(['lint', '--json', '--server', server, `${server}.cfg`], '', { cwd: folder });
  const findings = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { code: string; line: number })
    .filter(({ code }) => code === 'unknown-pseudo-variable');
  const refused = names
    .filter((name) => perhapsOfModules.test(name))
    .map(async (name) => {
      const { status, stderr } = await sipexec(['expand', name, '--server', server], request());
      return status === 125 && stderr.includes('unknown pseudo-variable') ? [name] : [];
    });
  return [
    ...findings.map(({ line }) => linted[line - 2] as string),
    ...(await Promise.all(refused)).flat(),
  ].sort();
}

// biome-ignore format: a list
const ofKamailio = [
  '$sut', '$siz', '$csb', '$mts', '$oUl', '$adc', '$adn', '$ado', '$adr', '$dic', '$fsn', '$fsp', '$rsi', '$Ras', '$prid', '$hflc(Via)', '$rcv(srcip)', '$defn(A)', '$envn(N)',
  '$utimef(%Y)', '$msgbuf(0)',
];
const ofKamailioSince44 = ['$cnt($avp(x))', '$TV(s)', '$time(year)', '$timef(%Y)'];
const ofKamailioSince58 = ['$ctu', '$cts', '$tts', '$iuid', '$defv(A)', '$shvinc(x)'];
// biome-ignore format: a list
const ofOpensips32 = [
  '$path', '$return(0)', '$err.class', '$err.level', '$err.info', '$err.rcode', '$err.rreason', '$msg.flag(A)', '$auth.alg', '$auth.cnonce', '$auth.nc', '$auth.opaque',
  '$auth.qop', '$Tsm',
];
// biome-ignore format: a list
const ofOpensips35 = ['$challenge.algorithm', '$challenge.realm', '$challenge.nonce', '$challenge.opaque', '$challenge.qop', '$challenge.ik', '$challenge.ck'];
// biome-ignore format: a list
const ofOpensips41 = [
  '$proxy_protocol(src_ip)', '$msg.branch', '$msg.branch.uri', '$msg.branch.duri', '$msg.branch.path', '$msg.branch.q', '$msg.branch.flags', '$msg.branch.socket',
  '$msg.branch.flag(A)', '$msg.branch.attr(a)', '$msg.branch.last_idx',
];

describe('lint and runs know the pseudo-variables that the server has, and no others', () => {
  const all = [...ofKamailio, ...ofKamailioSince44, ...ofKamailioSince58];
  test.each([
    ['kamailio-4.4', [...ofKamailio, ...ofKamailioSince58]],
    ['kamailio-5.6', ofKamailioSince58],
    ['kamailio-5.8', []],
    ['kamailio-6.0', []],
    ['kamailio-6.1', []],
    ['kamailio-6.2-dev', []],
  ])('%s', async (server, unknown) => {
    expect(await unknownTo(server, all)).toEqual(unknown.toSorted());
  });

  const ofOpensips = [...ofOpensips32, ...ofOpensips35, ...ofOpensips41, '$hdrcnt(Via)'];
  test.each([
    ['opensips-2.4', ofOpensips],
    ['opensips-3.2', [...ofOpensips35, ...ofOpensips41]],
    ['opensips-3.4', [...ofOpensips35, ...ofOpensips41]],
    ['opensips-3.5', [...ofOpensips41, '$hdrcnt(Via)']],
    ['opensips-3.6', [...ofOpensips41, '$hdrcnt(Via)']],
    ['opensips-4.1', ['$hdrcnt(Via)']],
  ])('%s', async (server, unknown) => {
    expect(await unknownTo(server, ofOpensips)).toEqual(unknown.toSorted());
  });
});

describe('a run has their values', () => {
  const credentials =
    'Digest username="bob@r.example", realm="r.example", nonce="n1", uri="sip:r", response="r1", cnonce="c1", opaque="o1", qop=auth, nc=00000001, algorithm=MD5';
  const message = request({
    Contact: '<sip:c@h:5080>',
    'Proxy-Authorization': credentials,
    Diversion: '<sip:d@x>;reason=unknown;counter=3',
  });
  const options = ['--src', '192.0.2.10:5062', '--dst', '192.0.2.20:5060'];
  const expanded = async (text: string, server: string, further: readonly string[] = []) => {
    const run = await sipexec(['expand', text, '--server', server, ...options, ...further], message, {
      env: { N: '42' },
    });
    return { text: run.stdout.trimEnd(), guessed: run.stderr.match(/\$[\w.()]+(?= may print)/g) ?? [] };
  };

  test('kamailio-5.6', async () => {
    const text =
      '$siz $sut|$csb|$mts $prid $rsi $fsp $oUl|$Ras|$hflc(Via)$hflc(Contact)|$cnt($avp(x))|$adc $adn $ado $adr|$dic|$envn(N)|$msgbuf(0)';
    expect(await expanded(text, 'kamailio-5.6', ['--avp', 'x=1', '--avp', 'x=2'])).toEqual({
      text: '192.0.2.10 sip:192.0.2.10:5062;transport=udp|314159 INVITE|rq 1 0 0 3|udp:192.0.2.20:5060|11|2|c1 n1 o1 r1|3|42|I',
      guessed: [],
    });
  });

  test('kamailio-6.1, with what only a running server knows said to be a guess', async () => {
    expect(await expanded('$ctu $cts $tts|$fsn|$iuid|$defn(A)|$defv(A)|$rcv(buf)', 'kamailio-6.1')).toEqual({
      text: 'sip:c@h:5080 0 0|<null>|<null>|<null>|<null>|<null>',
      guessed: ['$fsn', '$iuid', '$defn(A)', '$defv(A)', '$rcv(buf)'],
    });
  });

  test.each(['opensips-3.2', 'opensips-3.4', 'opensips-3.6', 'opensips-4.1'])('%s', async (server) => {
    expect(await expanded('$auth.alg $auth.cnonce $auth.nc $auth.opaque $auth.qop|$path', server)).toEqual({
      text: 'MD5 c1 00000001 o1 auth|<null>',
      guessed: ['$path'],
    });
  });

  test("opensips-4.1: the connection and the branches are the server's own", async () => {
    expect(
      await expanded('$proxy_protocol(src_ip)|$msg.branch.duri|$msg.branch.last_idx', 'opensips-4.1'),
    ).toEqual({
      text: '<null>|<null>|<null>',
      guessed: ['$proxy_protocol(src_ip)', '$msg.branch.duri', '$msg.branch.last_idx'],
    });
  });
});
