import { describe, expect, test } from 'vitest';
import { project } from '../../suite/project.js';
import { browserPath, startBrowser } from '../browser.js';

const hostile = '<img src=x onerror=alert(1)><script>document.title="run"</script>';
const suite = `cases:
  - name: 'good ${hostile}'
    message: invite.sip
    dset: 'echo sip:a@x #'
    expect: { uris: [sip:a@x] }
  - name: bad
    message: invite.sip
    dset: './route.sh #'
    expect: { uris: [sip:a@x, 'sip:b@x', sip:c@x] }
  - name: later
    skip: 'not ${hostile}'
    message: invite.sip
    dset: x
    expect: { returnCode: 1 }
`;
const long = `sip:${'b'.repeat(300)}@x`;
const route = `#!/bin/sh
cat <<'EOT'
sip:a@x
${long}
${hostile}
EOT
printf 'lost \\033[2J${hostile}\\n' >&2
`;

async function page(): Promise<string> {
  const files = project({ 'suite.yaml': suite, 'route.sh': route });
  const run = await files.test('suite.yaml', '--reporter', 'html=report.html');
  expect([run.status, run.stderr]).toEqual([1, '']);
  return files.read('report.html');
}

describe('the HTML report', () => {
  test('is one page: no part of it comes from elsewhere, and none of its text is markup', async () => {
    const text = await page();
    expect(text).toMatch(/^<!doctype html>\n/);
    expect(text).not.toMatch(/<(?:script|img|link|iframe)\b|\burl\(|https?:/);
    expect(text).not.toContain('\x1b');
    expect(text).toContain('lost \\e[2J');
  });

  test('has the failures first', async () => {
    const text = (await page()).split('<body>')[1] as string;
    const inOrder = [
      'Failed: 1 passed, 1 failed, 1 skipped',
      '<h2>Failed</h2>',
      'bad',
      '<h2>All checks</h2>',
      'good ',
    ];
    const places = inOrder.map((words) => text.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });
});

describe('the HTML report in a browser', () => {
  test('fits wide and narrow windows, light and dark, and runs nothing of its text', async ({ skip }) => {
    if (browserPath === undefined) skip('Chromium is not installed');
    const html = await page();
    const running = await startBrowser();
    try {
      for (const [width, colorScheme] of [
        [1200, 'light'],
        [400, 'dark'],
      ] as const) {
        const window = await running.newPage({ viewport: { width, height: 900 }, colorScheme });
        const requests: string[] = [];
        window.on('request', (request) => requests.push(request.url()));
        await window.setContent(html);
        const seen = await window.evaluate(`({
          title: document.title,
          width: document.documentElement.scrollWidth,
          paper: getComputedStyle(document.body).backgroundColor,
          sides: [...document.querySelectorAll('.difference tbody tr')].map((row) =>
            [...row.children].map((cell) => cell.textContent),
          ),
          images: document.images.length,
        })`);
        expect(seen).toEqual({
          title: 'Failed: 1 passed, 1 failed, 1 skipped',
          width,
          paper: colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(22, 24, 28)',
          sides: [
            ['sip:a@x', 'sip:a@x'],
            ['sip:b@x', long],
            ['sip:c@x', hostile],
          ],
          images: 0,
        });
        expect(requests).toEqual([]);
        await window.close();
      }
    } finally {
      await running.close();
    }
  });
});
