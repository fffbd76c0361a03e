import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { blocksOf, expectExamples } from './examples.js';
import { markdownPages } from './markdownPages.js';

/** The README and the pages of warnings have tests of their own. */
const pages = markdownPages.filter((path) => path !== 'README.md' && !path.startsWith('docs/warnings/'));

describe('the examples of a page print what the page shows, and leave nothing behind', () => {
  test.each(pages)('%s', (path) => expectExamples(path));
});

describe('a page does not pass', () => {
  test.each<[string, string, RegExp]>([
    ['whose example nobody can run', '```bash\nsipexec env\n```\n', /no test runs blocks of "bash"/],
    ['whose example names no language', '```\nsipexec env\n```\n', /no test runs blocks of ""/],
    ['whose example is indented', '- so:\n\n  ```ruby\n  puts 1\n  ```\n', /no test runs blocks of "ruby"/],
    ['whose example has another fence', '~~~sh\nfalse\n~~~\n', /0/],
    ['whose sample is an example', '```text\n$ sipexec env\n```\n', /a sample that holds a command/],
    ['whose example prints something else', '```console\n$ echo one\ntwo\n```\n', /one/],
    ['whose script fails', '```sh\nfalse\n```\n', /0/],
    ['whose example leaves something', '```sh\necho > left\n```\n', /leave behind/],
    ['with YAML that is nothing known', '```yaml\nkey: value\n```\n', /no test knows this YAML/],
    ['with a suite that cannot be', '```yaml\ncases:\n  - nam: x\n```\n', /additionalProperty.*nam/],
    ['with a step that fails', '```yaml\nsmoke:\n  script:\n    - npx sipexec nonsense\n```\n', /nonsense/],
  ])('%s', async (_, text, why) => {
    const folder = mkdtempSync(join(tmpdir(), 'sipexec-page-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'page.md'), text);
    await expect(expectExamples(join(folder, 'page.md'))).rejects.toThrow(why);
  });
});

test('what is not run is little, and says why', () => {
  const reasons = [...pages, 'README.md'].flatMap((page) =>
    blocksOf(readFileSync(page, 'utf8')).flatMap(({ whyNotRun }) =>
      whyNotRun === undefined ? [] : [`${page}: ${whyNotRun}`],
    ),
  );
  // One more is one that nobody holds to what it says: think of a way to run it first.
  expect(reasons).toEqual([
    'CONTRIBUTING.md: it runs all of them.',
    'docs/inputs.md: it waits for traffic of port 5060.',
    'docs/recipes/homer.md: call.pcap and call.json stand for what Homer exported.',
    'docs/recipes/homer.md: it waits for HEP traffic.',
    'docs/recipes/jq.md: it takes another time each run.',
    'docs/recipes/sngrep.md: call.pcap stands for the file that you saved.',
    'docs/recipes/sngrep.md: it needs a clipboard.',
    'docs/recipes/tcpdump.md: they wait for traffic of port 5060, and need to be root.',
    'docs/record-replay-verify.md: it needs a server.',
    'README.md: it needs a server.',
  ]);
});
