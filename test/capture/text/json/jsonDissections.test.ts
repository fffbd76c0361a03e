import { describe, expect, test } from 'vitest';
import { request, sipexec } from '../../../cli/program.js';
import { ends, udpFrame } from '../../frames.js';

const frame = udpFrame(Buffer.from(request()));
const raw = frame.toString('hex');

describe('JSON of tshark', () => {
  const sip = { 'sip.Method': 'INVITE' };
  const one = (layers: object) =>
    `${JSON.stringify([{ _index: 'packets', _source: { layers } }], null, 2)}\n`;
  const ek = (layers: object) =>
    `${JSON.stringify({ index: { _index: 'packets' } })}\n${JSON.stringify({ timestamp: '1700000000000', layers })}\n`;

  test.each<[string, string]>([
    [
      '-T json -x',
      one({
        frame_raw: [raw, 0, frame.length, 0, 1],
        frame: { 'frame.number': '7', 'frame.time_epoch': '1700000000.5', 'frame.encap_type': '1' },
        sip,
      }),
    ],
    [
      '-T ek -x',
      ek({
        frame_raw: raw,
        frame: {
          frame_frame_number: '7',
          frame_frame_time_epoch: '1700000000.5',
          frame_frame_encap_type: '1',
        },
        sip,
      }),
    ],
  ])('%s has the bytes, number and time of each frame', async (_name, text) => {
    const run = await sipexec(['list', '--json'], text);
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout).message).toMatchObject({
      frame: 7,
      time: '2023-11-14T22:13:20.500000Z',
      method: 'INVITE',
      source: { ip: ends.source },
      destination: { ip: ends.destination },
    });
  });

  test.each<[string, string]>([
    ['-T json', one({ frame: { 'frame.number': '7' }, sip })],
    ['-T ek', ek({ frame: { frame_frame_number: '7' }, sip })],
  ])('%s has none, and says what to add', async (_name, text) => {
    const run = await sipexec(['list'], text);
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toContain(
      "a dissection without the messages' bytes; give the capture itself, or add -x",
    );
  });
});

describe('a scenario of SIPp', () => {
  test.each<[string, string]>([
    [
      'with a document type',
      '<?xml version="1.0"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="x">',
    ],
    ['bare', '<scenario>'],
  ])('%s is no message, and says what to give instead', async (_name, start) => {
    const text = `${start}\n<send><![CDATA[\n${request({ Via: 'SIP/2.0/UDP [local_ip]' })}]]></send></scenario>\n`;
    const run = await sipexec(['list'], text);
    expect([run.status, run.stdout]).toEqual([125, '']);
    expect(run.stderr).toMatch(
      /a scenario of SIPp, which has templates and no messages; run it with -trace_msg/,
    );
  });
});
