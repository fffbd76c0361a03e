import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { fixtureText } from '../../capture/text/fixtureTexts.js';

/** Starts `sipexec list` on a pipe and writes `text` to it, which stays open; gives the first line it prints. */
async function firstLineOf(text: Buffer): Promise<string> {
  const program = spawn(process.execPath, ['bin/sipexec.cjs', 'list'], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    program.stdin.write(text);
    const [printed] = (await once(program.stdout, 'data')) as [Buffer];
    return printed.toString().split('\n')[0] as string;
  } finally {
    program.kill();
    await once(program, 'exit');
  }
}

describe('a message of a live text is handled though nothing follows it', () => {
  test.each([
    ['tcpdump -A', 'tcpdump-A.txt', '22:13:20.040222'],
    ['tcpdump -X', 'tcpdump-X.txt', '22:13:20.040222'],
    ['tcpdump -XX', 'tcpdump-XX.txt', '22:13:20.040222'],
    ['ngrep -W byline', 'ngrep-byline-q.txt', 'U 192.0.2.20'],
    ['sofia-sip', 'sofia-sip-udp.txt', 'recv '],
    ['baresip', 'baresip-s.txt', '\x1b[36;1m#\nUDP 127.0.0.1:5098'],
  ])('%s', async (_name, file, second) => {
    const text = fixtureText(file);
    expect(await firstLineOf(text.subarray(0, text.indexOf(second)))).toContain('OPTIONS');
  });
});
