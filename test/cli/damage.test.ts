import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ends, ethernet, ipv4, pcap, request, tcpFrame, udp, udpFrame } from '../capture/frames.js';
import { sipexec } from './program.js';

/** A capture of these packets in a file of its own. */
function captured(frames: readonly Buffer[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'damage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'trace.pcap');
  writeFileSync(file, pcap(frames));
  return file;
}

/** A frame that ends eight bytes before its IP header says. */
const short = (payload: Buffer) => {
  const datagram = udp(payload, ends, payload.length + 16);
  return ethernet(ipv4(datagram, { totalLength: 20 + datagram.length + 8 }));
};
const rtp = Buffer.concat([Buffer.from('8000000100000001deadbeef', 'hex'), Buffer.alloc(160, 0x55)]);
const one = request('one@test', '', 'INVITE');
const two = request('two@test', '', 'BYE');

describe('damage of a capture', () => {
  test('of what is no SIP is a remark with its frame and its ports', async () => {
    const file = captured([udpFrame(one), short(rtp), short(rtp), udpFrame(two)]);
    for (const words of [['list'], ['env'], ['msg', 'cat >/dev/null']]) {
      const run = await sipexec([...words, file]);
      const remarks = run.stderr.split('\n').filter((line) => line.includes('IPv4 total length'));
      expect([words, run.status, remarks]).toEqual([
        words,
        0,
        [
          `sipexec: ${file}: frame 2: IPv4 total length 208, 200 bytes are there; it is no SIP (192.0.2.10:5070 to 198.51.100.20:5060)`,
        ],
      ]);
    }
  });

  test('counts with --strict, wherever it is', async () => {
    const file = captured([udpFrame(one), short(rtp)]);
    expect((await sipexec(['list', '--strict', file])).status).toBe(125);
  });

  test('of a message is status 125, unless the message is not selected', async () => {
    const file = captured([udpFrame(one), short(two)]);
    expect((await sipexec(['list', file])).status).toBe(125);
    expect((await sipexec(['list', '--method', 'BYE', file])).status).toBe(125);
    const selected = await sipexec(['list', '--method', 'INVITE', file]);
    expect(selected.status).toBe(0);
    expect(selected.stderr).toContain('bytes at the end of a SIP message are not in the capture');
    expect((await sipexec(['list', '--method', 'INVITE', '--strict', file])).status).toBe(125);
  });

  test('of a packet that may have been SIP is status 125', async () => {
    const cut = short(Buffer.from('INVI'));
    expect((await sipexec(['list', captured([udpFrame(two), cut])])).status).toBe(125);
  });

  test('of a connection that carries something else is a remark', async () => {
    const opening = tcpFrame(Buffer.alloc(0), { sequence: 0, flags: 'S' });
    const http = tcpFrame(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), { sequence: 1 });
    const cut = http.subarray(0, http.length - 8);
    const run = await sipexec(['list', captured([udpFrame(one), opening, cut])]);
    expect([run.status, run.stderr.includes('it is no SIP')]).toEqual([0, true]);
  });
});
