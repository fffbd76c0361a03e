import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CallFacts, quotingAdvice, type Replacement } from '../../../src/exec/warnings/quotingAdvice.js';
import { readCommandText } from '../../../src/lint/config/commandText.js';
import type { ExecFunction } from '../../../src/server/profile.js';
import { findServer } from '../../../src/server/servers.js';
import fc from '../../fastCheck.js';

const folder = mkdtempSync(join(tmpdir(), 'sipexec-advice-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The file that a hostile value tries to make. */
const canary = join(folder, 'canary');

const SHELLS = ['dash', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);
const SAFE_VALUE = /^[A-Za-z0-9_.@+-]*$/;

/** Commands with a value V in every kind of place. `:` runs nothing and reads all words. */
// biome-ignore format: a list
const TEMPLATES = [
  ': V', ': aVb', ": 'V'", ": 'a V b'", ': "V"', ': "a V b"', ': "aVb"', `: 'a'V"b"`, ": V 'V' \"V\"", ': $$(: V)', ': "$$(: V)"',
  ": `: V`", ": \"`: 'V'`\"", ": \"$$(: 'V' \"V\")\"", 'cat <<E\nV\naVb\nE', 'cat <<E\n$$(: V)\nE\n', "cat <<-E; : 'V'\n\tV\n\tE", 'if [ V = a ]; then : "V"; fi',
  'case V in a) : ;; esac', 'x=V; : "$$x"', 'x="V"; : "$$x"', ": # V\n: 'V'", ': \\V', ': "\\V"', 'eval \': V\'', "sh -c ': V'", "sh -c ': \"a V\"'",
  ': "$$((1))" V', ": $$(echo 'V') 'V'", 'for i in V; do : "$$i"; done', ': < /dev/null V', ": ''V''", ': ""V""', `: "'V'"`, `: '"V"'`, `{ : V; }; (: 'V')`,
];

const VARIABLES = [
  '$rU',
  '$fU',
  '$ru',
  '$hdr(X-A)',
  '$(fU{s.tolower})',
  '$rm',
  '$var(x)',
  '$ci',
  '$tt',
  '$ua',
];

// biome-ignore format: a list
const PIECES = [
  "'", '"', '`', '$(', ')', ';', '|', '&', '\n', ' ', '>', `>${canary}`, `;>${canary};`, `$(>${canary})`, `\`>${canary}\``, `a[$(>${canary})]`,
  '\\', '#', '$', '${', '}', 'x', '(', '<', '*', '~', 'E\n', '\tE\n', '\r\n', "'\\''", '--', '{', '\xe9', '!', '=', 'eval ',
];
const hostile = fc.oneof(
  fc.constantFrom(`';>${canary};'`, `";>${canary};"`, `$(>${canary})`, `;>${canary};`, `'"\`>${canary}\`"'`),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
);
const command = fc
  .tuple(
    fc.constantFrom(...TEMPLATES),
    fc.array(fc.constantFrom(...VARIABLES), { minLength: 4, maxLength: 4 }),
  )
  .map(([template, names]) => {
    let used = 0;
    return template.replace(/V/g, () => names[used++ % names.length] as string);
  });

const CALLS: readonly [server: string, name: ExecFunction][] = [
  ['kamailio-5.6', 'exec_msg'],
  ['kamailio-6.1', 'exec_dset'],
  ['kamailio-5.6', 'exec_cmd'],
  ['opensips-2.4', 'exec_msg'],
  ['opensips-3.6', 'exec'],
  ['openser-1.1', 'exec_msg'],
  ['documented', 'exec_dset'],
];

function factsOf([server, name]: (typeof CALLS)[number]): CallFacts {
  return { profile: findServer(server), function: name, setvars: true };
}

/** Follows the advice: what is left to replace are only the variables that a script has checked. */
function follow(text: string, facts: CallFacts): { shell: string; isWhole: boolean } {
  const sketch = readCommandText(text);
  const advice = quotingAdvice(sketch, facts);
  const edits: Replacement[] = advice.flatMap((each) => each?.replacement ?? []);
  const isWhole = advice.every((each) => each === undefined || each.replacement !== undefined);
  for (const each of advice) {
    const text = each?.replacement?.text;
    if (text !== undefined) expect(each?.cure).toMatch(new RegExp(`(?:write|leave) ${escaped(text)}`));
  }
  let shell = sketch.shellText;
  // From the last to the first, so that offsets stay.
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    shell = shell.slice(0, start) + text + shell.slice(end);
  }
  return { shell, isWhole };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Runs a command as a server does, every variable of its environment hostile. */
function makesCanary(shell: string, line: string, value: string): boolean {
  rmSync(canary, { force: true });
  const names = [
    'USER',
    'RURI',
    'OUSER',
    'DID',
    'HF_FROM',
    'HF_X_A',
    'HF_CALLID',
    'HF_USER_AGENT',
    'ORUI',
    'ORURI',
  ];
  const entries = names.map((name) => [`SIP_${name}`, value]);
  const more = [0, 1, 2, 3, 4].map((n) => [`OSIPS_EXEC_${n}`, value]);
  const env = { PATH: process.env.PATH, ...Object.fromEntries([...entries, ...more]) };
  spawnSync(shell, ['-c', line], { env, cwd: folder, stdio: 'ignore' });
  return existsSync(canary);
}

describe('the advice on quotes', () => {
  it.each(SHELLS)('can be broken by no byte of a message, under %s', (shell) => {
    let followed = 0;
    fc.assert(
      fc.property(command, hostile, fc.constantFrom(...CALLS), (text, value, call) => {
        const { shell: shellText, isWhole } = follow(text, factsOf(call));
        if (!isWhole) return;
        followed++;
        // What a script has checked before the call: other values never come here.
        const checked = SAFE_VALUE.test(value) ? value : 'a-b+c@d.e';
        const line = shellText.replace(/\$var\((?:x|value)\)/g, checked).replaceAll('$$', '$');
        expect(makesCanary(shell, line, value), line).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(followed).toBeGreaterThan(100);
  });

  it.each([
    "logger '$rU'",
    'logger $rU',
    'logger "$rU"',
    'cat <<E\n$rU\nE',
    "eval 'logger $rU'",
    'logger `echo $rU`',
  ])('is needed for %j, which a value breaks', (text) => {
    const values = [`';>${canary};'`, `;>${canary};`, `$(>${canary})`];
    const isBroken = values.map((value) =>
      makesCanary(
        'dash',
        text.replace('$rU', () => value),
        value,
      ),
    );
    expect(isBroken).toContain(true);
    const facts = factsOf(['kamailio-5.6', 'exec_msg']);
    expect(quotingAdvice(readCommandText(text), facts).map((each) => each?.replacement?.text)).toEqual([
      expect.stringContaining('$$SIP_USER'),
    ]);
  });
});
