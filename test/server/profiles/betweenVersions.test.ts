import { describe, expect, test } from 'vitest';
import { request, sipexec, variables } from '../../cli/program.js';

/** What a server's `env` gives for a message; undefined where the message never reaches its script. */
async function environment(server: string, message: string): Promise<Record<string, string> | undefined> {
  const run = await sipexec(['env', '--format', 'null', '--server', server, '-q'], message);
  return run.stdout === '' ? undefined : variables(run);
}

/** What each of some servers prints for a string; `dropped` where the message never reaches the script. */
async function printed(text: string, servers: readonly string[], message: string): Promise<string[]> {
  const runs = servers.map((server) => sipexec(['expand', text, '--server', server], message));
  return (await Promise.all(runs)).map(({ status, stdout, stderr }) =>
    stderr.includes(' drops the message ') ? 'dropped' : `${stdout.trimEnd()}${status === 0 ? '' : stderr}`,
  );
}

describe('versions of Kamailio', () => {
  test('from 5.8 on (and 5.7, by its source) urn: has no user, and all behind it is the host', async () => {
    const message = request({}, { uri: 'urn:service:sos' });
    const servers = ['kamailio-5.6', 'kamailio-5.7', 'kamailio-5.8', 'kamailio-6.0', 'kamailio-6.1'];
    expect(await printed('$rd', servers, message)).toEqual(['sos', ...Array(4).fill('service:sos')]);
    const [old, later] = await Promise.all(
      ['kamailio-5.6', 'kamailio-5.8'].map((server) => environment(server, message)),
    );
    expect([old?.SIP_USER, old?.SIP_OUSER]).toEqual(['service', 'service']);
    expect([later?.SIP_USER, later?.SIP_OUSER]).toEqual(['', '']);
  });

  test('a Via port of five digits runs, whatever its number; one of six does not', async () => {
    const via = (port: number) =>
      request({ Via: `SIP/2.0/UDP example.com:${port};branch=z9hG4bK1`, 'Content-Length': undefined });
    const servers = ['kamailio-6.0', 'kamailio-6.1', 'kamailio-6.2-dev'];
    expect(await printed('$rU', servers, via(70_000))).toEqual(['bob', 'bob', 'bob']);
    expect(await printed('$rU', ['kamailio-6.1'], via(100_000))).toEqual(['dropped']);
  });

  test('4.4 has a SIP_TID and names of headers of its own, and no exec_cmd', async () => {
    const message = request({ CSeq: undefined, 'CSeq ': '1 INVITE' });
    const [old, later] = await Promise.all(
      ['kamailio-4.4', 'kamailio-5.6'].map((server) => environment(server, message)),
    );
    expect(old).toHaveProperty('SIP_HF_CSEQ_');
    expect(later).toHaveProperty('SIP_HF_CSEQ');
    expect(old?.SIP_TID).not.toBe(later?.SIP_TID);
    const run = await sipexec(['cmd', 'true', '--server', 'kamailio-4.4'], message);
    expect(run).toMatchObject({
      status: 125,
      stderr: expect.stringContaining('kamailio-4.4 has no exec_cmd'),
    });
  });

  test('6.0, 6.1 and 6.2-dev print the same', async () => {
    const message = request(
      { Via: 'SIP/2.0/UDP example.com:70000;branch=z9hG4bK1' },
      { uri: 'urn:service:sos' },
    );
    const [one, ...others] = await printed(
      '$ru $rd $rU $ci $hdr(Via)',
      ['kamailio-6.0', 'kamailio-6.1', 'kamailio-6.2-dev'],
      message,
    );
    expect(others).toEqual([one, one]);
  });
});

describe('versions of OpenSIPS', () => {
  test('3.2 has no $rb without Content-Length; 3.4, 3.5 and 3.6 do the same', async () => {
    const message = request({ 'Content-Length': undefined }, { body: 'body' });
    const servers = ['opensips-3.2', 'opensips-3.4', 'opensips-3.5', 'opensips-3.6'];
    expect(await printed('$rb', servers, message)).toEqual(['<null>', 'body', 'body', 'body']);
  });

  test("from 3.2 on !, ' and a backquote may stand in a method", async () => {
    const message = request({}, { method: "INV!'`TE" });
    const servers = ['opensips-2.4', 'opensips-3.2', 'opensips-3.6', 'opensips-4.1'];
    expect(await printed('$rm', servers, message)).toEqual(['dropped', ...Array(3).fill("INV!'`TE")]);
  });

  test('from 3.2 on {csv.*} follows RFC 4180', async () => {
    const message = request({ A: '"A"<sip:b@x>', B: 'a,b,' });
    const text = '$(hdr(A){csv.value,0}) $(hdr(B){csv.count})';
    const servers = ['opensips-2.4', 'opensips-3.2', 'opensips-3.6', 'opensips-4.1'];
    expect(await printed(text, servers, message)).toEqual(['"A" 2', ...Array(3).fill('<null> 3')]);
  });

  test.each([
    ['a name of four parts has the last one for its host', 'urn:nena:service:responder', 'responder 5060'],
    ['a port of more than five digits is taken', 'sip:b@x:000005060', 'x 000005060'],
    ['a transport that nobody knows has port 0', 'sip:b@x;transport=udp&x', 'x 0'],
  ])('3.6 and 4.1: %s', async (_what, uri, expected) => {
    expect(await printed('$rd $rp', ['opensips-3.6', 'opensips-4.1'], request({}, { uri }))).toEqual([
      expected,
      expected,
    ]);
  });

  test('a NUL in the port of Via ends the header up to 2.4, and does not parse from 3.2 on', async () => {
    const message = request({ Via: 'SIP/2.0/UDP example.com:50\x0060;branch=z9hG4bK1' });
    expect(await printed('$ci', ['opensips-2.4', 'opensips-3.2', 'opensips-4.1'], message)).toEqual([
      'a84b4c76e66710',
      'dropped',
      'dropped',
    ]);
  });
});

describe('a datagram with a second request behind the first', () => {
  test('runs once', async () => {
    const second = request({ 'Call-ID': 'second' });
    const bytes = udpDatagram(Buffer.from(request() + second, 'latin1'));
    const run = await sipexec(['expand', '$ci', '--server', 'kamailio-5.6', '--json', '-'], bytes);
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).text),
    ).toEqual(['a84b4c76e66710']);
  });
});

/** A capture (pcap, raw IPv4) of one UDP datagram. */
function udpDatagram(payload: Buffer): Buffer {
  const [file, frame, ip, udp] = [Buffer.alloc(24), Buffer.alloc(16), Buffer.alloc(20), Buffer.alloc(8)];
  file.writeUInt32LE(0xa1b2c3d4, 0);
  file.writeUInt16LE(2, 4);
  file.writeUInt16LE(4, 6);
  file.writeUInt32LE(65_535, 16);
  file.writeUInt32LE(101, 20);
  const length = ip.length + udp.length + payload.length;
  frame.writeUInt32LE(length, 8);
  frame.writeUInt32LE(length, 12);
  ip[0] = 0x45;
  ip.writeUInt16BE(length, 2);
  ip[8] = 64;
  ip[9] = 17;
  ip.set([192, 0, 2, 1, 192, 0, 2, 2], 12);
  udp.writeUInt16BE(5060, 0);
  udp.writeUInt16BE(5060, 2);
  udp.writeUInt16BE(udp.length + payload.length, 4);
  return Buffer.concat([file, frame, ip, udp, payload]);
}
