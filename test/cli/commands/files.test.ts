import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sipexec } from '../program.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sipexec-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('files', () => {
  test('lists what comes with the program, or what is in one of its folders', async () => {
    const all = (await sipexec(['files'])).stdout.split('\n');
    expect(all).toEqual(
      expect.arrayContaining(['LICENSE', 'fixtures/invite.sip', 'schemas/suite.schema.json']),
    );
    const schemas = await sipexec(['files', 'schemas']);
    expect(schemas.stdout.trimEnd().split('\n')).toEqual(all.filter((name) => name.startsWith('schemas/')));
  });

  test('prints a file, byte for byte, and several behind each other', async () => {
    const invite = readFileSync('fixtures/invite.sip');
    expect((await sipexec(['files', 'fixtures/invite.sip'])).stdoutBytes).toEqual(invite);
    const both = await sipexec(['files', 'fixtures/invite.sip', 'LICENSE']);
    expect(both.stdoutBytes).toEqual(Buffer.concat([invite, readFileSync('LICENSE')]));
  });

  test('writes them into a folder, scripts so that they run, and again without harm', async () => {
    const words = ['files', 'fixtures/example', 'LICENSE', '--output', join(folder, 'new')];
    for (let time = 0; time < 2; time++) {
      const run = await sipexec(words);
      expect(run).toMatchObject({ stdout: `${folder}/new: 9 of 9 files are there\n`, stderr: '', status: 0 });
    }
    expect(statSync(join(folder, 'new/fixtures/example/route.sh')).mode & 0o111).not.toBe(0);
    const suite = await sipexec(['test', join(folder, 'new/fixtures/example/suite.yaml')]);
    expect(suite).toMatchObject({ status: 0 });
  });

  test('leaves alone what somebody has made of one', async () => {
    await sipexec(['files', 'LICENSE', '--output', folder]);
    writeFileSync(join(folder, 'LICENSE'), 'mine');
    const run = await sipexec(['files', 'LICENSE', 'fixtures/invite.sip', '--output', folder]);
    expect(run).toMatchObject({
      stdout: `${folder}: 1 of 2 files are there\n`,
      stderr: `sipexec: ${folder}/LICENSE is there already, with other content, and stays: name another folder\n`,
      status: 125,
    });
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'fixtures/invite.sip'))).toBe(true);
  });

  test.each([
    ['fixtures/invte.sip', 'did you mean fixtures/invite.sip?'],
    ['../package.json', '"sipexec files" lists them'],
    ['/etc/passwd', '"sipexec files" lists them'],
  ])('%s is no such file', async (name, hint) => {
    expect(await sipexec(['files', name])).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining(`no file ${name} comes with sipexec; ${hint}`),
      status: 125,
    });
  });
});
