import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Run, request, sipexec } from '../cli/program.js';

/** A folder with files, for one test. */
export interface Project {
  readonly folder: string;
  /** Runs `sipexec test` with these words in the folder. */
  test(...args: string[]): Promise<Run>;
  read(file: string): string;
  write(file: string, content: string | Buffer): void;
}

/** Files by name; those that end in `.sh` can be run. There is always an `invite.sip` from Alice to Bob. */
export function project(files: Readonly<Record<string, string | Buffer>>): Project {
  const folder = mkdtempSync(join(tmpdir(), 'suite-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (file: string, content: string | Buffer) => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (file.endsWith('.sh')) chmodSync(path, 0o755);
  };
  write('invite.sip', request());
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    folder,
    write,
    test: (...args) => sipexec(['test', ...args], '', { cwd: folder }),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
  };
}

/** A suite of one case, `a case`, on `invite.sip`; its other keys as lines of YAML, indented by nothing. */
export function suiteOf(caseLines: string, fileLines = ''): string {
  const indented = caseLines.replace(/^(?=.)/gm, '    ');
  const message = /^message:/m.test(caseLines) ? '' : '    message: invite.sip\n';
  return `${fileLines}${fileLines === '' ? '' : '\n'}cases:\n  - name: a case\n${message}${indented}\n`;
}

/** Three requests and two replies, one after another. */
export function threeRequests(): string {
  const reply = (text: string) => text.replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK');
  const of = (user: string, method = 'INVITE') =>
    request({ 'Call-ID': user }, { method, uri: `sip:${user}@example.com` });
  return of('one') + reply(of('one')) + of('two') + reply(of('two')) + of('three', 'BYE');
}
