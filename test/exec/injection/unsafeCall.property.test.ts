// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's own

import { describe, expect, it } from 'vitest';
import { unsafeCall } from '../../../src/exec/injection/unsafeCall.js';
import { type CallToRun, prepareCall } from '../../../src/exec/prepareCall.js';
import { arrive } from '../../../src/run/arrival/arrival.js';
import { serverSettings } from '../../../src/run/arrival/serverSettings.js';
import { execCall } from '../../../src/run/call/execCall.js';
import { InputMessage } from '../../../src/run/input/inputMessage.js';
import { findServer, missingFunction, serverIds } from '../../../src/server/servers.js';
import { request } from '../../cli/program.js';
import fc from '../../fastCheck.js';
import { harmful, shells } from './harm.js';

const numRuns = Number(process.env.SIPEXEC_RUNS ?? 300);
const seed = Number(process.env.SIPEXEC_SEED ?? 1);

/** Commands with values V in every kind of place, and words of the author's that would do harm as commands. */
// biome-ignore format: a list
const TEMPLATES = [
  ': V', ': aVb canary', ": 'V' 'a;canary'", ": 'V' 'V' ;: 'V;canary'", ': "V" ";canary"', `: "V" 'V' "';canary;'" 'V'`, ': V;: V', ': V&& : V || : V',
  ': V | named V', '(: V)', '{ : V; }', 'if : V; then : "V"; else named V; fi', 'case V in V) : ;; x) : V;; *) named V;; esac', 'case x in (x|V) : V; esac; : V',
  'for i in V; do : "$i" V; done', ': $(: V) V', ': "$(: V)"', ': `: V` V', ": \"`: 'V'`\"", ': "$(: \'V\' "V")"',
  'cat <<E\nV\naVb\nE\n: V', "cat <<'E'\nV\naVb\nE\n: V", 'cat <<-E; : V\n\tV\n\tE\n: V', 'cat <<E && : V\n$(: V)\n`: V`\nE', 'cat <<E <<F\nV\nE\nV\nF\n: V',
  'a=V named', 'a=V; : "$a"', 'a="V" named canary', ': # V\n: V', ': \\V canary', ': "\\V;canary"', "eval ': V'", 'eval : V', "sh -c ': V'", 'sh -c ": \\"V\\"" V',
  'named V; sh -c : V', ': "$((1+V))"', ': ${a:-V} V', ': "${a-V}"', ': >/dev/null V', ': 2>/dev/null V canary', 'named V >/dev/null', ': <<<V', 'f() { : V; }; f V',
  'V', 'V canary', './V canary', 'nV canary', 'exec named V', 'command : V', 'nohup named V', 'env named V', 'trap ": V" EXIT', ": V #", ': V # V\n', ": ''V''", `: "'V'"`,
  'named V\\\n V', "eval 'eval \": V\"'", ': V; eval ": $S"', 'eval ": \\"$S\\""', '$S', ': $S "$S" V', 'sh $S V', ': ~V', ': V~', "named $'V' V", "named $'a\\'V' V", '! : V', ': V & : V',
  '[ "V" = x ] && named', '[ V = x ] || named', 'named V;canary=V;named $canary', ': $V V', ': ${V} V', ": \"`: \\\"V\\\"`\" V", ': V ;; V', 'x=V;y=V;named $x',
];

// biome-ignore format: a list
const PIECES = [
  "'", '"', '`', '$(', ')', ';', '|', '&', '\n', ' ', '\t', '>', '>P', '<', ';canary;', '$(canary)', '`canary`', '|canary', '&canary ', '\ncanary\n', '&&canary', '||canary', '(canary)',
  '{ canary;}', "';canary;'", '";canary;"', "'canary", '\\', '#', '$', '${', '}', 'x', '(', '*', '~', 'E\n', '\nE\n', '\tE\n', '\r\n', "'\\''", '--', '{', '\xe9', '!', '=', 'eval ', '-c ',
  'canary', 'canary ', ' canary', 'a=b', ';a=b', ';a=b ', 'PATH=x ', ';PATH=.', '\x81', '$x', '${x}', '$((', '))', '${x:-`canary`}', '$S', '"$S"', '[', ']', '<<E\n', '<<', 'esac', ';;', ' in ', 'then ', '2', '/', '../',
  ';x=canary', '\\\n', "$'", '$"', 'EOF', '-', '+', 'a[$(canary)]', '1', ',', ';lr', '>&2', '$(', 'done\n', 'fi\n',
];
const hostile = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom("';canary;'", '";canary;"', '$(canary)', ';canary;', "'", '"', '', 'x'),
  },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((some) => some.join('')),
  },
);

/** A call whose command line is a template with values in it. */
function callOf(template: string, values: readonly string[], variable: string): CallToRun {
  let commandLine = '';
  let used = 0;
  const spans: { name: string; start: number; end: number }[] = [];
  for (const [i, part] of template.split('V').entries()) {
    if (i > 0) {
      const value = values[used++ % values.length] as string;
      spans.push({ name: '$hdr(X)', start: commandLine.length, end: commandLine.length + value.length });
      commandLine += value;
    }
    commandLine += part;
  }
  return {
    outcome: 'ran',
    commandLine: Buffer.from(commandLine, 'latin1'),
    commandBytes: commandLine.length,
    spans,
    environment: [{ name: 'S', value: Buffer.from(variable, 'latin1') }],
    input: undefined,
    warnings: [],
  };
}

const isSafe = (call: CallToRun, server: string) =>
  unsafeCall(call, findServer(server), ['PATH']) === undefined;

describe('a call that is not unsafe', () => {
  it.each(shells)('runs nothing but what its author wrote, whatever values hold, under %s', (...shell) => {
    const tried = fc.sample(
      fc.record({
        template: fc.constantFrom(...TEMPLATES),
        values: fc.array(hostile, { minLength: 3, maxLength: 3 }),
        variable: hostile,
      }),
      { numRuns, seed },
    );
    const calls = tried.map(({ template, values, variable }) => callOf(template, values, variable));
    const safe = calls.filter((call) => isSafe(call, 'kamailio-6.1'));
    expect(harmful(shell, safe)).toEqual([]);
    expect(safe.length).toBeGreaterThan(numRuns / 4);
    // The same commands do harm with some of the values that make them unsafe.
    const some = calls.filter((call) => !safe.includes(call)).slice(0, 40);
    expect(harmful(shell, some)).not.toEqual([]);
  });

  it('runs nothing of a message as any server, with any of its functions', async () => {
    const names = ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd', 'exec'] as const;
    const commands = [
      ': $hdr(X-A)',
      ": '$hdr(X-A)'",
      ': "$hdr(X-A)" $fU',
      ': $ru',
      ": '$rU'",
      ':',
      'named #',
      'eval :',
      ': $fn "$fn"',
      ': $$SIP_HF_X_A; eval ": $$SIP_USER"',
    ];
    const inUri = hostile.map((text) => text.replace(/[\s<>\0]/g, ''));
    const inHeader = hostile.map((text) => text.replace(/[\r\n]+/g, '\r\n ').replaceAll('\0', ''));
    const tried = fc.sample(
      fc.record({
        server: fc.constantFrom(...serverIds),
        name: fc.constantFrom(...names),
        command: fc.constantFrom(...commands),
        user: inUri,
        parameter: inUri,
        header: inHeader,
      }),
      { numRuns: 2 * numRuns, seed },
    );
    const safe: CallToRun[] = [];
    for (const { server, name, command, user, parameter, header } of tried) {
      const settings = serverSettings({ server, setvars: true });
      if (missingFunction(settings.profile, name) !== undefined) continue;
      const text = request(
        { 'X-A': header, From: `"${header}" <sip:${user}@h>;tag=1` },
        { uri: `sip:${user}@example.com;${parameter}` },
      );
      const message = new InputMessage(1, 'message', { bytes: Buffer.from(text, 'latin1') });
      try {
        const arrival = arrive(message, settings);
        if (arrival.kind !== 'script') continue;
        const call = await execCall({ function: name, command: Buffer.from(command) }, settings.profile);
        const prepared = prepareCall(call, arrival.message, settings.profile, arrival.state);
        if (prepared.outcome === 'ran' && isSafe(prepared, server)) safe.push(prepared);
      } catch (error) {
        // No SIP after all.
        expect(error).toHaveProperty('name', 'NotSipError');
      }
    }
    expect(harmful(shells[0] ?? ['sh'], safe)).toEqual([]);
    expect(safe.length).toBeGreaterThan(numRuns / 8);
  });
});
