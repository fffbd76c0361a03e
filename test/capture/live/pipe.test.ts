import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { request } from '../frames.js';
import { canRun, freePort, lineThat, sendUntil, startCapture, stop } from './tools.js';

const program = path.resolve('bin/sipexec.cjs');

/** Name, the program that captures, its arguments. */
const captures: readonly (readonly [string, string, (port: number) => string[]])[] = [
  ['tcpdump -U -w -', 'tcpdump', (port) => ['-U', '-n', '-i', 'lo', '-w', '-', `udp port ${port}`]],
  ['tcpdump on any interface', 'tcpdump', (port) => ['-U', '-n', '-i', 'any', '-w', '-', `udp port ${port}`]],
  [
    'tcpdump in nanoseconds',
    'tcpdump',
    (port) => ['-U', '-n', '-i', 'lo', '--time-stamp-precision=nano', '-w', '-', `udp port ${port}`],
  ],
  ['dumpcap, which writes pcapng', 'dumpcap', (port) => ['-i', 'lo', '-w', '-', '-f', `udp port ${port}`]],
];

describe('a request that is sent while a capture runs is handled while it runs', () => {
  for (const [name, tool, args] of captures) {
    it.skipIf(!canRun(tool, true))(`${name} (needs ${tool} and root)`, async () => {
      const port = await freePort();
      const capture = await startCapture(tool, args(port));
      const sipexec = spawn(process.execPath, [program, 'list', '--json'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      try {
        capture.stdout.pipe(sipexec.stdin);
        const line = lineThat(sipexec.stdout, () => true);
        expect(JSON.parse(await sendUntil(line, request('live@test'), port))).toMatchObject({
          message: {
            method: 'OPTIONS',
            uri: 'sip:bob@example.com',
            callId: 'live@test',
            source: { ip: '127.0.0.1' },
            destination: { ip: '127.0.0.1', port },
          },
        });
      } finally {
        const exited = once(sipexec, 'exit');
        await stop(capture);
        expect(await exited).toEqual([0, null]);
      }
    });
  }

  it.skipIf(!canRun('tcpdump', true))(
    'msg runs its command at once, with the datagram on its standard input',
    async () => {
      const port = await freePort();
      const capture = await startCapture('tcpdump', ['-U', '-n', '-i', 'lo', '-w', '-', `udp port ${port}`]);
      const sipexec = spawn(process.execPath, [program, 'msg', 'cat >&2'], {
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      try {
        capture.stdout.pipe(sipexec.stdin);
        const line = lineThat(sipexec.stderr, (text) => text.startsWith('Call-ID: '));
        expect(await sendUntil(line, request('msg@test'), port)).toBe('Call-ID: msg@test');
      } finally {
        const exited = once(sipexec, 'exit');
        await stop(capture);
        expect(await exited).toEqual([0, null]);
      }
    },
  );
});
