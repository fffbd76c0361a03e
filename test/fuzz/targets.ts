import { scanConfig } from '../../src/config/scanConfig.js';
import { SipexecError } from '../../src/errors.js';
import { environmentOf } from '../../src/exec/environment.js';
import { unsafeCall } from '../../src/exec/injection/unsafeCall.js';
import { prepareCall } from '../../src/exec/prepareCall.js';
import { lintFile } from '../../src/lint/lintFile.js';
import { arrive } from '../../src/run/arrival/arrival.js';
import { serverSettings } from '../../src/run/arrival/serverSettings.js';
import { execCall } from '../../src/run/call/execCall.js';
import { InputMessage } from '../../src/run/input/inputMessage.js';
import { expandFormat } from '../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../src/server/pseudoVariables/format.js';
import { serverIds } from '../../src/server/servers.js';
import { SuiteError } from '../../src/suite/problems.js';
import { readSuites } from '../../src/suite/read/readSuites.js';
import { readInput } from '../capture/collectInput.js';
import { pcap, request, udpFrame } from '../capture/frames.js';
import { mutated } from '../capture/mutations.js';
import { seedFiles, seedFrames } from '../capture/seedCaptures.js';
import { damages } from '../capture/text/layouts/damages.js';
import { renderings } from '../capture/text/layouts/renderings.js';
import { call } from '../capture/text/layouts/tracedMessages.js';
import { anyRequest } from '../conformance/messages.js';
import fc from '../fastCheck.js';
import * as pieces from './pieces.js';
import type { FuzzTarget } from './target.js';

type Next = (below: number) => number;

/** All kinds of inputs, by the folder of the corpus. */
export const targets: Readonly<Record<string, FuzzTarget>> = {
  messages: {
    make: (next) => {
      const [message] = fc.sample(anyRequest(), { numRuns: 1, seed: next(2 ** 31) });
      return { bytes: message as Buffer };
    },
    run: (bytes) => whatHappens(() => everythingOf(bytes)),
  },
  captures: {
    make(next) {
      if (next(4) > 0) {
        const first = next(frames.length);
        const files = seedFiles(frames.slice(first, first + 1 + next(6)));
        const file = Object.values(files)[next(3)] as Buffer;
        return { bytes: mutated(file, next) };
      }
      const ids = Array.from({ length: 1 + next(20) }, (_, i) => `call-${i}-${next(1e6)}@fuzz`);
      const packets = ids.map((id) => udpFrame(request(id, 'x'.repeat(next(900)))));
      return { bytes: pcap(packets), truth: ids };
    },
    run: (bytes, round) => messagesOf(bytes, round),
  },
  texts: {
    make(next) {
      const rendering = chosen(Object.values(renderings), next);
      const text = call()
        .map((message) => rendering.write(message))
        .join('');
      if (next(4) === 0)
        return { bytes: Buffer.from(text, 'latin1'), truth: call().map(({ id }) => `X-Id: ${id}`) };
      const damaged = chosen(Object.values(damages), next).apply(text, next);
      const bytes = Buffer.isBuffer(damaged) ? damaged : Buffer.from(damaged, 'latin1');
      return { bytes: next(2) === 0 ? bytes : mutated(bytes, next) };
    },
    run: (bytes, round) => messagesOf(bytes, round),
  },
  configurations: {
    make(next) {
      const calls = next(4);
      const known = Array.from({ length: calls }, (_, i) => `route[K${i}] {\n exec_msg("known-${i}");\n}\n`);
      // What is there before anything else cannot be hidden by it.
      const text = `${known.join('')}${together(pieces.config, next)}`;
      return { bytes: Buffer.from(text, 'latin1'), truth: known.map((_, i) => `known-${i}`) };
    },
    run: (bytes) =>
      whatHappens(() => {
        const families = [undefined, 'kamailio', 'opensips', 'openser'] as const;
        const family = families[numberOf(bytes) % 4];
        const config = scanConfig('self', bytes, {
          readFile: () => bytes,
          ...(family === undefined ? {} : { family }),
        });
        const calls = config.calls.map((one) => [one.place, one.arguments.map(({ value }) => textOf(value))]);
        return JSON.stringify([calls, config.parameters, config.problems]);
      }),
  },
  suites: {
    make: (next) => ({
      bytes: Buffer.from(`${next(3) ? 'cases:\n' : ''}${together(pieces.suite, next)}`, 'latin1'),
    }),
    run: (bytes) => whatHappens(() => JSON.stringify(readSuites(['self'], () => bytes))),
  },
  scripts: {
    make: (next) => ({ bytes: Buffer.from(together(pieces.script, next), 'latin1') }),
    run: (bytes) =>
      whatHappens(() => {
        const names = ['a.sh', 'a', 'a.py', 'a.pl', 'a.php', 'a.rb', 'a.js', 'a.cfg'];
        return JSON.stringify(lintFile(names[numberOf(bytes) % names.length] as string, bytes));
      }),
  },
  commands: {
    make: (next) => ({ bytes: Buffer.from(together(pieces.command, next), 'latin1') }),
    run: (bytes) =>
      whatHappens(async () => {
        const { profile, ...settings } = serverSettings({ server: serverOf(bytes) });
        const requested = { function: 'exec_msg', command: bytes } as const;
        const prepared = await execCall(requested, profile, settings.route);
        const arrival = arrive(new InputMessage(1, 'a', { bytes: plainRequest }), { profile, ...settings });
        if (arrival.kind !== 'script') return arrival.kind;
        const ready = prepareCall(prepared, arrival.message, profile, arrival.state);
        if (ready.outcome !== 'ran') return JSON.stringify(ready);
        return JSON.stringify([textOf(ready.commandLine), unsafeCall(ready, profile, ['PATH'])]);
      }),
  },
};

const frames = seedFrames();
const plainRequest = Buffer.from(call()[0]?.text ?? '', 'latin1');

/** Environment and every pseudo-variable of a message, under a server that its bytes choose. */
function everythingOf(bytes: Buffer): string {
  const settings = serverSettings({ server: serverOf(bytes) });
  const { profile } = settings;
  const arrival = arrive(new InputMessage(1, 'a', { bytes }), settings);
  if (arrival.kind !== 'script') return JSON.stringify(arrival);
  const environment = environmentOf(arrival.message, profile, arrival.state);
  const names = profile.pseudoVariables.names.map((name) =>
    name.endsWith('()') ? `$(${name.slice(0, -1)}${name === 'C()' ? 'xx' : 'Via'}))` : `$(${name})`,
  );
  const values = expandFormat(
    parseFormat(Buffer.from(names.join('\n')), profile),
    arrival.message,
    profile,
    arrival.state,
  );
  if (environment.outcome !== 'set') return JSON.stringify(environment);
  for (const { name, value } of environment.entries)
    if (value.includes(0)) throw new Error(`a NUL in ${name}, which no process can have`);
  const entries = environment.entries.map(({ name, value }) => `${name}=${textOf(value)}`);
  // The time of day is among them.
  return JSON.stringify([entries, values.outcome]);
}

async function messagesOf(bytes: Buffer, round: number): Promise<string> {
  const pieceBytes = round === 0 ? 65_536 : 1 + (numberOf(bytes) % 3_000);
  const { messages, problems } = await readInput(bytes, { pieceBytes });
  return messages
    .map(({ bytes }) => textOf(bytes))
    .join('\n--\n')
    .concat(JSON.stringify(problems));
}

/** What a function gives, or the program's own error that it throws: either is a result. */
async function whatHappens(work: () => string | Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SuiteError) return JSON.stringify(error.problems);
    if (error instanceof SipexecError) return error.message;
    throw error;
  }
}

function together(some: readonly string[], next: Next): string {
  const parts = Array.from({ length: next(80) }, () => chosen(some, next));
  // Now and then one piece many times, since depth and length have limits.
  if (next(8) === 0) parts.push(chosen(some, next).repeat(next(3_000)), chosen(some, next).repeat(next(300)));
  return parts.join('');
}

function chosen<Item>(items: readonly Item[], next: Next): Item {
  return items[next(items.length)] as Item;
}

function serverOf(bytes: Buffer): string {
  return serverIds[numberOf(bytes) % serverIds.length] as string;
}

/** A number that the bytes alone decide on (FNV-1a). */
export function numberOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
