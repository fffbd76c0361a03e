import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ethernet, ipv4, pcap, request, tcpFrame, udp, udpFrame } from '../capture/frames.js';
import { sipexec } from './program.js';

/** These captures in files of their own, named by their order. */
function rotated(...captures: readonly Buffer[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rotated-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return captures.map((bytes, index) => {
    const file = join(folder, `trace.pcap${index}`);
    writeFileSync(file, bytes);
    return file;
  });
}

const message = request('seam@test', 'a body', 'INVITE');
const records = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) => (JSON.parse(line) as { message: { callId: string; frame: number; input: string } }).message,
    )
    .map(({ callId, frame, input }) => [callId, frame, input]);

describe('files of a rotated capture that are given together are one', () => {
  test('a message over TCP may begin in one and end in the next', async () => {
    const files = rotated(
      pcap([tcpFrame(message.subarray(0, 60), { sequence: 100 })]),
      pcap([udpFrame(request('between@test')), tcpFrame(message.subarray(60), { sequence: 160 })]),
    );
    const run = await sipexec(['list', '--json', ...files]);
    expect([run.status, run.stderr, records(run.stdout)]).toEqual([
      0,
      '',
      [
        ['between@test', 1, files[1]],
        ['seam@test', 2, files[1]],
      ],
    ]);
  });

  test('so may the fragments of a datagram', async () => {
    const datagram = udp(message);
    const fragment = (from: number, to: number) =>
      ethernet(
        ipv4(datagram.subarray(from, to), { fragmentOffset: from, moreFragments: to < datagram.length }),
      );
    const files = rotated(pcap([fragment(0, 80)]), pcap([fragment(80, datagram.length)]));
    const run = await sipexec(['list', '--json', ...files]);
    expect([run.status, records(run.stdout)]).toEqual([0, [['seam@test', 1, files[1]]]]);
  });

  test('what lacks its end in all of them is told with the file where it began', async () => {
    const files = rotated(
      pcap([tcpFrame(message.subarray(0, 60), { sequence: 100 })]),
      pcap([udpFrame(request('between@test'))]),
    );
    const run = await sipexec(['list', '--json', ...files]);
    expect(run.status).toBe(125);
    expect(run.stderr).toContain(`${files[0]}: only 60 bytes of a SIP message came`);
  });
});
