import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeWhole } from '../src/writeWhole.js';
import { sipexec } from './cli/program.js';

const scratch = mkdtempSync(join(tmpdir(), 'sipexec-whole-'));
const disk = mkdtempSync(join(tmpdir(), 'sipexec-disk-'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0;
const reason = isMounted ? '' : ' (skipped: this user cannot mount a small disk)';
afterAll(() => {
  if (isMounted) spawnSync('umount', [disk]);
  for (const folder of [scratch, disk]) rmSync(folder, { recursive: true });
});

describe('a file that is written', () => {
  test('is made where there was none, with the mode that is wanted', () => {
    const file = join(scratch, 'new');
    writeWhole(file, 'text', 0o600);
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['text', 0o600]);
  });

  test('keeps its mode, and nothing is left beside it', () => {
    const folder = mkdtempSync(join(scratch, 'mode-'));
    const file = join(folder, 'suite.yaml');
    writeFileSync(file, 'before');
    chmodSync(file, 0o640);
    writeWhole(file, 'after');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['after', 0o640]);
    expect(readdirSync(folder)).toEqual(['suite.yaml']);
  });

  test('is the one that a symbolic link leads to, and the link stays', () => {
    const [file, link] = [join(scratch, 'linked'), join(scratch, 'link')];
    writeFileSync(file, 'before');
    symlinkSync('linked', link);
    writeWhole(link, 'after');
    expect([readFileSync(file, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['after', true]);
  });

  test('has its new content under each of its names', () => {
    const [file, other] = [join(scratch, 'one'), join(scratch, 'two')];
    writeFileSync(file, 'before');
    linkSync(file, other);
    writeWhole(file, 'after');
    expect(readFileSync(other, 'utf8')).toBe('after');
  });

  test('may be a device', () => {
    writeWhole('/dev/null', 'text');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test.skipIf(!isMounted)(`is as it was where the disk is full${reason}`, () => {
    const file = join(disk, 'old');
    writeFileSync(file, 'before');
    expect(() => writeWhole(file, 'x'.repeat(100_000))).toThrow('ENOSPC');
    expect([readFileSync(file, 'utf8'), readdirSync(disk)]).toEqual(['before', ['old']]);
  });

  test.skipIf(!isMounted)(`is a suite that --update leaves whole on a full disk${reason}`, async () => {
    const suite = join(disk, 'suite.yaml');
    writeFileSync(
      suite,
      'cases:\n  - name: a\n    dset: "echo sip:b@x.org #"\n    server: kamailio-5.8\n    message: { ruri: sip:a@example.com }\n    expect: { uris: [sip:c@x.org] }\n',
    );
    const before = readFileSync(suite);
    spawnSync('sh', ['-c', 'cat /dev/zero > filler'], { cwd: disk });
    const { status, stderr } = await sipexec(['test', '--update', suite]);
    expect([status, stderr]).toEqual([125, `sipexec: cannot write ${suite}: no space left on device\n`]);
    expect(readFileSync(suite)).toEqual(before);
  });
});
