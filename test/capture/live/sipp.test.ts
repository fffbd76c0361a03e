import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pcapReader } from '../../../src/capture/file/pcap.js';
import { readAll } from '../collect.js';
import { canRun, freePort, immediate, send, startCapture, stop } from './tools.js';

const canRecord = canRun('tcpdump', true) && canRun('sipp') && canRun('tshark');

/** What tshark finds in a capture: frame, method or status, Call-ID. */
function tsharkRows(file: string): string[] {
  const fields = ['frame.number', 'sip.Method', 'sip.Status-Code', 'sip.Call-ID'].flatMap((field) => [
    '-e',
    field,
  ]);
  const options = ['-o', 'tcp.reassemble_out_of_order:TRUE', '-E', 'separator=/t', '-T', 'fields'];
  const output = execFileSync('tshark', ['-r', file, '-Y', 'sip', ...options, ...fields], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [frame, methods = '', statuses = '', callIds = ''] = line.split('\t');
      const kinds = [...methods.split(','), ...statuses.split(',')].filter((kind) => kind !== '');
      return callIds.split(',').map((callId, index) => `${frame} ${kinds[index]} ${callId}`);
    });
}

function ownRows(file: string): string[] {
  return readAll(pcapReader, readFileSync(file)).messages.map(({ frame, bytes }) => {
    const text = bytes.toString('latin1');
    const words = text.split(' ');
    return `${frame} ${text.startsWith('SIP/') ? words[1] : words[0]} ${/^Call-ID: *(\S+)/im.exec(text)?.[1]}`;
  });
}

const marker = Buffer.from('the calls are over');

/** All that a capture writes until it has seen a datagram that is sent now. */
async function recordedBy(capture: ChildProcess & { stdout: Readable }, port: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await send(marker, port);
  for await (const piece of capture.stdout) {
    pieces.push(piece);
    if (Buffer.concat(pieces.slice(-2)).includes(marker)) break;
  }
  return Buffer.concat(pieces);
}

/** Waits until a server on loopback takes connections. */
async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => setTimeout(() => resolve(false), 20));
    });
    socket.destroy();
    if (isOpen) return;
  }
}

const sipp = (scenario: string, transport: string, port: number, ...more: string[]) =>
  spawn('sipp', ['-sn', scenario, '-i', '127.0.0.1', '-p', `${port}`, '-t', transport, '-nostdin', ...more], {
    stdio: 'ignore',
  });

describe('calls of sipp, recorded by tcpdump, are read as tshark reads them', () => {
  for (const [name, serverTransport, clientTransport] of [
    ['UDP', 'u1', 'u1'],
    ['TCP, one connection', 't1', 't1'],
    ['TCP, one connection a call', 't1', 'tn'],
  ] as const) {
    it.skipIf(!canRecord)(`over ${name} (needs tcpdump, sipp, tshark and root)`, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'sipexec-'));
      const file = path.join(folder, 'calls.pcap');
      const [serverPort, clientPort] = [await freePort(), await freePort()];
      const server = sipp('uas', serverTransport, serverPort);
      if (serverTransport === 't1') await untilListening(serverPort);
      const capture = await startCapture('tcpdump', [...immediate, '-w', '-', `port ${serverPort}`]);
      try {
        const calls = ['-m', '10', '-d', '10', '-max_socket', '100', `127.0.0.1:${serverPort}`];
        await once(sipp('uac', clientTransport, clientPort, ...calls), 'exit');
        writeFileSync(file, await recordedBy(capture, serverPort));
        const rows = ownRows(file);
        expect(rows.filter((row) => row.includes(' BYE ')).length).toBeGreaterThanOrEqual(10);
        expect(rows).toEqual(tsharkRows(file));
      } finally {
        server.kill('SIGKILL');
        await stop(capture);
        rmSync(folder, { recursive: true });
      }
    });
  }
});
