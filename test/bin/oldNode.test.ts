import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Runs the door as a Node of another version would see itself. */
function startedBy(version: string) {
  const script = `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });
    process.argv[2] = '--version';
    require(${JSON.stringify(`${process.cwd()}/bin/sipexec.cjs`)});`;
  const { stderr, status } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return { stderr, status };
}

test.each(['0.10.48', '8.17.0', '18.20.8', '20.9.0', '20.18.3'])('Node %s gets one line', (version) => {
  const stderr = `sipexec: needs Node 20.19 or later; this is Node ${version}\n`;
  expect(startedBy(version)).toEqual({ stderr, status: 125 });
});

test.each(['20.19.0', '22.12.0', '24.0.0', '100.0.0'])('Node %s starts', (version) => {
  expect(startedBy(version)).toEqual({ stderr: '', status: 0 });
});

test('the door is written in the JavaScript that every Node reads', () => {
  const source = readFileSync('bin/sipexec.cjs', 'utf8');
  expect(source.match(/=>|`|\b(?:const|let|class|async)\b|\?\.|node:/g)).toBeNull();
});
