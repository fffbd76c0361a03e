import { expect, test } from 'vitest';
import { readInput } from '../../collectInput.js';

const message = 'OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n';
const second = Date.UTC(2026, 10, 22, 23, 16, 35) / 1000;
const each = (prefix: string, text: string) => text.replace(/^(?=.)/gm, prefix);

/** Stamps that say their zone: the same moment in each. */
const stamped: readonly (readonly [string, string])[] = [
  ['docker -t', each('2026-11-22T23:16:35.302109000Z ', message)],
  ['Kubernetes in another zone', each('2026-11-23T00:16:35.302109000+01:00 stdout F ', message)],
  ['journald, short-iso-precise', each('2026-11-23T00:16:35.302109+0100 sbc app[4711]: ', message)],
  [
    'a heading of belle-sip',
    `2026-11-22T20:16:35.302109-03:00 [belle-sip] channel [0x78]: received [67] new bytes from [UDP://192.0.2.10:5080]:\n${message}\n`,
  ],
  [
    'Asterisk, dateformat=%FT%T.%q%z',
    `[2026-11-23T00:16:35.302109+0100] VERBOSE[27] res_pjsip_logger.c: <--- Received SIP request (67 bytes) from UDP:192.0.2.10:5080 --->\n${message}\n`,
  ],
  [
    "Homer's export",
    `proto:SIP 2026-11-23 04:46:35.302109 +05:30  192.0.2.10:5080 ---> 198.51.100.20:5060\n\n${message}\n`,
  ],
];

test.each(stamped)('%s', async (_name, text) => {
  const { messages } = await readInput(text);
  expect(messages.map(({ time }) => time)).toEqual([{ seconds: second, nanoseconds: 302_109_000 }]);
});
