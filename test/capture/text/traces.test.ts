import { describe, expect, test } from 'vitest';
import type { InputFormat } from '../../../src/capture/openReader.js';
import { readInput, texts } from '../collectInput.js';
import { fixtureText } from './fixtureTexts.js';

const request =
  'INVITE sip:b@example.com SIP/2.0\r\nCall-ID: Zo\xc3\xab\r\nContent-Length: 13\r\n\r\nv=0\r\ns=-.\r\n\r\n';
const reply = 'SIP/2.0 200 OK\r\nCall-ID: 2\r\nContent-Length: 0\r\n\r\n';
const xml = 'NOTIFY sip:b@example.com SIP/2.0\r\nContent-Length: 10\r\n\r\n<a>\n </a>\n';
const control = 'MESSAGE sip:b@example.com SIP/2.0\r\nSubject: \x01\x7f\r\nContent-Length: 2\r\n\r\n\0\x02';
const withoutCr = (message: string) => message.replaceAll('\r', '');

const client = { ip: '192.0.2.10', port: 5080 };
const server = { ip: '192.0.2.20', port: 5060 };
const client6 = { ip: '2001:db8::10', port: 5080 };
const server6 = { ip: '2001:db8::20', port: 5060 };
/** 2026-11-23 00:16:35.302109 in the zone of the test. */
const local = { seconds: new Date(2026, 10, 23, 0, 16, 35).getTime() / 1000, nanoseconds: 302_109_000 };
const epoch = { seconds: 1_795_392_995, nanoseconds: 302_109_000 };
const dashes = '-'.repeat(72);

interface Expected {
  readonly format: InputFormat;
  readonly messages: readonly string[];
  /** What each message tells beside its bytes; the rest is absent. */
  readonly tells: readonly object[];
}

const traces: readonly (readonly [string, string, Expected])[] = [
  [
    'sngrep: saved text, IPv6 in brackets, bare line feeds stay',
    `2026/11/23 00:16:35.302109 192.0.2.10:5080 -> 192.0.2.20:5060\n${request}\n\n2026/11/23 00:16:35.302109 [2001:db8::20]:5060 -> [2001:db8::10]:5080\n${xml}\n\n`,
    {
      format: 'sngrep',
      messages: [request, xml],
      tells: [
        { time: local, source: client, destination: server },
        { time: local, source: server6, destination: client6 },
      ],
    },
  ],
  [
    'sipp: message trace, with lines of other kinds before',
    `Problem EAGAIN on socket  6\n${'-'.repeat(47)} 2026-11-23 00:16:35.302109\nUDP message sent (${request.length} bytes):\n\n${request}\n${'-'.repeat(47)} 2026-11-23 00:16:35.302109\nTLS message received [${xml.length}] bytes :\n\n${xml}\n`,
    {
      format: 'sipp',
      messages: [request, xml],
      tells: [
        { time: local, transport: 'udp' },
        { time: local, transport: 'tls' },
      ],
    },
  ],
  [
    'sipp: carriage returns lost when it was pasted',
    `${'-'.repeat(47)}\t2026-11-23\t00:16:35.302109\t1795392995.302109\nTCP message received [${request.length}] bytes :\n\n${withoutCr(request)}\n`,
    { format: 'sipp', messages: [request], tells: [{ time: local, transport: 'tcp' }] },
  ],
  [
    'Kamailio sipdump: a message of control characters, as the first of a trace',
    `${'='.repeat(20)}\ntag: rcv\npid: 1\ntime: 1795392995.302109\nproto: udp ipv4\nsrcip: 192.0.2.10\nsrcport: 5080\ndstip: 192.0.2.20\ndstport: 5060\n${'~'.repeat(20)}\n${control}${'|'.repeat(20)}\n`,
    {
      format: 'kamailio',
      messages: [control],
      tells: [{ time: epoch, transport: 'udp', source: client, destination: server }],
    },
  ],
  [
    'Kamailio sipdump: the end stands directly behind the last byte',
    [request, 'MESSAGE sip:b@example.com SIP/2.0\r\nContent-Length: 3\r\n\r\na|b']
      .map(
        (message) =>
          `${'='.repeat(20)}\ntag: rcv\npid: 1\nprocess: 2\ntime: 1795392995.302109\ndate: Mon Nov 23 00:12:43 2026\nproto: tcp ipv6\nsrcip: 2001:db8::10\nsrcport: 5080\ndstip: 2001:db8::20\ndstport: 5060\n${'~'.repeat(20)}\n${message}${'|'.repeat(20)}\n`,
      )
      .join(''),
    {
      format: 'kamailio',
      messages: [request, 'MESSAGE sip:b@example.com SIP/2.0\r\nContent-Length: 3\r\n\r\na|b'],
      tells: Array(2).fill({ time: epoch, transport: 'tcp', source: client6, destination: server6 }),
    },
  ],
  [
    'sofia-sip: indented, closed by dashes',
    `send ${request.length} bytes to udp/[192.0.2.20]:5060 at 00:46:56.391638:\n   ${dashes}\n${withoutCr(request).replace(/^/gm, '   ').replace(/ {3}$/, '')}   ${dashes}\nrecv ${reply.length} bytes from udp/[192.0.2.20] at 13:42:41.362829:\n   ${dashes}\n${withoutCr(reply).replace(/^/gm, '   ').replace(/ {3}$/, '')}   ${dashes}\n`,
    {
      format: 'freeswitch',
      messages: [request, reply],
      tells: [
        { transport: 'udp', destination: server },
        { transport: 'udp', source: server },
      ],
    },
  ],
  [
    'FreeSWITCH: a log line directly behind the body, colours, a peer with IPv6',
    `2026-11-23 00:16:35.302109 [NOTICE] switch_channel.c:1118 New Channel\nrecv ${request.length} bytes from udp/[2001:db8::10]:5080 at 00:46:56.391638:\n${dashes}\n${withoutCr(request)}2026-11-23 00:16:35.302109 [DEBUG] sofia.c:1 x\n\x1b[m\x1b[35msend ${xml.length} bytes to tls/[192.0.2.20]:5060 at 00:46:56.391638:\n${dashes}\n${withoutCr(xml)}\n`,
    {
      format: 'freeswitch',
      messages: [request, xml],
      tells: [
        { transport: 'udp', source: client6 },
        { transport: 'tls', destination: server },
      ],
    },
  ],
  [
    'FreeSWITCH over TCP: a message cut over two reads, and two in one',
    `recv 60 bytes from tcp/[192.0.2.10]:5080 at 00:46:56.391638:\n${dashes}\n${withoutCr(request.slice(0, 60))}\nrecv ${request.length - 60 + reply.length} bytes from tcp/[192.0.2.10]:5080 at 00:46:56.391638:\n${dashes}\n${withoutCr(request.slice(60) + reply)}\n`,
    {
      format: 'freeswitch',
      messages: [request, reply],
      tells: Array(2).fill({ transport: 'tcp', source: client }),
    },
  ],
  [
    'Asterisk pjsip: lines of the console between messages',
    `Asterisk Ready.\n<--- Received SIP request (${request.length} bytes) from UDP:192.0.2.10:5080 --->\n${request}\n    -- Executing [b@d:1]\n<--- Transmitting SIP response (${reply.length} bytes) to WSS:[2001:db8::10]:5080 --->\n${reply}\n  == Setting\n`,
    {
      format: 'asterisk',
      messages: [request, reply],
      tells: [
        { transport: 'udp', source: client },
        { transport: 'wss', destination: client6 },
      ],
    },
  ],
  [
    'Asterisk pjsip: a log file, carriage returns lost',
    `[2026-11-23 00:16:35.302109] VERBOSE[30874] res_pjsip_logger.c: <--- Received SIP request (${request.length} bytes) from TCP:192.0.2.10:5080 --->\n${withoutCr(request)}\n[2026-11-23 00:16:35.302109] VERBOSE[30874] pbx.c: x\n`,
    { format: 'asterisk', messages: [request], tells: [{ time: local, transport: 'tcp', source: client }] },
  ],
  [
    'Asterisk chan_sip: a stamp before every line, keep-alives',
    `[Mar 30 13:35:40] <--- SIP read from UDP:192.0.2.10:5080 --->\n[Mar 30 13:35:40] jaK\n[Mar 30 13:35:40] <------------->\n[Mar 30 13:35:51] \n[Mar 30 13:35:51] <--- SIP read from UDP:192.0.2.10:5080 --->\n${`${withoutCr(request)}\n`.replace(/\n$/, '').replace(/^/gm, '[Mar 30 13:35:51] ')}\n[Mar 30 13:35:51] <------------->\n[Mar 30 13:35:51] --- (11 headers 0 lines) ---\n[Mar 30 13:35:51] <--- Transmitting (no NAT) to 192.0.2.10:5080 --->\n${withoutCr(reply).replace(/^/gm, '[Mar 30 13:35:51] ')}\n[Mar 30 13:35:51] \n[Mar 30 13:35:51] <------------>\n`,
    {
      format: 'asterisk',
      messages: [request, reply],
      tells: [{ transport: 'udp', source: client }, { destination: client }],
    },
  ],
  [
    'Asterisk chan_sip: requests, retransmissions and old versions',
    `Reliably Transmitting (NAT) to 192.0.2.10:5080:\n${withoutCr(request)}\n---\nRetransmitting #3 (no NAT) to 192.0.2.10:5080:\n${withoutCr(request)}\n---\n\n<--- SIP read from 192.0.2.10:5080 --->\n${withoutCr(reply)}\n<------------->\n--- (3 headers 0 lines) ---\n`,
    {
      format: 'asterisk',
      messages: [request, request, reply],
      tells: [{ destination: client }, { destination: client }, { source: client }],
    },
  ],
  [
    'OpenSIPS: both addresses, log entries passed over',
    `1795392995.302109 UDP/SIP 192.0.2.10:5080 -> 192.0.2.20:5060\n${request}\n1795392995.302109 TCP/LOG 192.0.2.10:5080 -> 192.0.2.20:5060\naccept\n\n1795392995.302109 TCP/SIP 192.0.2.20:5060 -> 192.0.2.10:5080\n${reply}\n`,
    {
      format: 'opensips',
      messages: [request, reply],
      tells: [
        { time: epoch, transport: 'udp', source: client, destination: server },
        { time: epoch, transport: 'tcp', source: server, destination: client },
      ],
    },
  ],
  [
    'Homer: text export, IPv6 without brackets, a zone',
    `proto:SIP 2026-11-23 01:16:35.302109 +0100 CET  192.0.2.10:5080 ---> 192.0.2.20:5060\r\n\r\n${request}\r\nproto:SIP 2026-11-23T00:16:35.302109Z  2001:db8::20:5060 ---> 2001:db8::10:5080\r\n\r\n${xml}\r\n`,
    {
      format: 'homer',
      messages: [request, xml],
      tells: [
        { time: epoch, source: client, destination: server },
        { time: epoch, source: server6, destination: client6 },
      ],
    },
  ],
  [
    'baresip: the end of the colour stands behind the last byte',
    `ua: x\n\x1b[36;1m#\nUDP 192.0.2.10:5080 -> 192.0.2.20:5060\n${request}\x1b[;m\nTLS [2001:db8::20]:5060 -> [2001:db8::10]:5080\nSIP/2.0 200 OK\r\nContent-Length: 1\r\n\r\nx\x1b[;m\n`,
    {
      format: 'baresip',
      messages: [request, 'SIP/2.0 200 OK\r\nContent-Length: 1\r\n\r\nx'],
      tells: [
        { transport: 'udp', source: client, destination: server },
        { transport: 'tls', source: server6, destination: client6 },
      ],
    },
  ],
  [
    "ngrep: pasted without its empty lines, points that are the message's own",
    'U 192.0.2.10:5080 -> 192.0.2.20:5060\nINVITE sip:b@example.com SIP/2.0.\nCall-ID: a..\nContent-Length: 11.\n.\nv=0.\ns=-..\nU 192.0.2.20:5060 -> 192.0.2.10:5080\nSIP/2.0 200 OK.\nCall-ID: a..\n.\n',
    {
      format: 'ngrep',
      messages: [
        'INVITE sip:b@example.com SIP/2.0\r\nCall-ID: a.\r\nContent-Length: 11\r\n\r\nv=0\r\ns=-.\r\n',
        'SIP/2.0 200 OK\r\nCall-ID: a.\r\n\r\n',
      ],
      tells: [
        { frame: 1, transport: 'udp', source: client, destination: server },
        { frame: 2, transport: 'udp', source: server, destination: client },
      ],
    },
  ],
];

describe('traces', () => {
  test.each(traces)('%s', async (_name, text, expected) => {
    const found = await readInput(text);
    expect(found.format).toBe(expected.format);
    expect(texts(found)).toEqual(expected.messages);
    const tells = found.messages.map(({ time, transport, source, destination }) => ({
      ...(time && { time }),
      ...(transport && { transport }),
      ...(source && { source }),
      ...(destination && { destination }),
    }));
    const expectedTells = expected.tells.map((one) => {
      const { frame, ...rest } = one as { frame?: number };
      return rest;
    });
    expect(tells).toEqual(expectedTells);
    expect(found.problems.filter((problem) => problem.kind !== 'lossy-format')).toEqual([]);
  });

  test.each(traces)(
    '%s: the format can be forced, and one not SIP has no messages',
    async (_name, text, expected) => {
      expect(texts(await readInput(text, { format: expected.format }))).toEqual(expected.messages);
      expect(texts(await readInput('nothing\nof the kind\n', { format: expected.format }))).toEqual([]);
    },
  );
});

describe('traces of real programs', () => {
  test.each([
    ['sofia-sip-udp.txt', 'freeswitch', ['OPTIONS', 'SIP/2.0'], 'udp'],
    ['sofia-sip-tcp.txt', 'freeswitch', ['OPTIONS', 'SIP/2.0'], 'tcp'],
    ['baresip-s.txt', 'baresip', ['OPTIONS', 'SIP/2.0'], 'udp'],
    ['sipp_messages.log', 'sipp', ['INVITE', 'SIP/2.0', 'SIP/2.0', 'ACK', 'BYE', 'SIP/2.0'], 'udp'],
  ])('%s', async (name, format, words, transport) => {
    const found = await readInput(fixtureText(name));
    expect(found.format).toBe(format);
    // What the program itself printed of a reply, without a heading, is read as well, and has no transport.
    const traced = {
      ...found,
      messages: found.messages.filter((message) => message.transport !== undefined),
    };
    expect(texts(traced).map((text) => text.split(' ')[0])).toEqual(words);
    expect(traced.messages.map((message) => message.transport)).toEqual(words.map(() => transport));
    for (const text of texts(traced)) {
      const [header = '', body] = text.split('\r\n\r\n', 2);
      expect(body?.length).toBe(Number(/Content-Length: *(\d+)/.exec(header)?.[1]));
    }
  });
});

describe('recognition', () => {
  test("a trace is found behind megabytes of a server's other lines", async () => {
    const log = '[2026-11-23 00:54:46.913] NOTICE[24252]: loader.c:1 load_modules: loaded\n'.repeat(30_000);
    const trace = `<--- Received SIP request (${request.length} bytes) from UDP:192.0.2.10:5080 --->\n${request}\n`;
    const found = await readInput(log + trace);
    expect(found.format).toBe('asterisk');
    expect(texts(found)).toEqual([request]);
    expect(found.messages[0]?.place).toEqual({
      input: 'in',
      line: 30_002,
      offsetBytes: log.length + trace.indexOf('\n') + 1,
    });
  });

  test('headings of packets without contents are told apart from nothing', async () => {
    const found = await readInput(
      '00:16:35.302109 IP 192.0.2.10.57949 > 192.0.2.20.5060: SIP: OPTIONS sip:test@192.0.2.20 SIP/2.0\n',
    );
    expect(found.messages).toEqual([]);
    expect(found.problems.map((problem) => problem.kind)).toEqual(['no-payload']);
  });

  test("so is sipp's short trace", async () => {
    const found = await readInput(
      '2026-11-23\t00:16:37.072728\t1795392997.072728\tS\t1-26003@192.0.2.10\tCSeq:1 INVITE\tINVITE sip:alice@192.0.2.20:5060 SIP/2.0\n',
    );
    expect(found.problems.map((problem) => problem.kind)).toEqual(['no-payload']);
  });
});
