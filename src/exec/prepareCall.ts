import type { ServerMessage } from '../server/message/serverMessage.js';
import type { ExecFunction, ServerProfile } from '../server/profile.js';
import { expandFormat } from '../server/pseudoVariables/expand.js';
import type { Format } from '../server/pseudoVariables/reference.js';
import type { ServerState } from '../server/serverState.js';
import type { Warning } from '../warnings.js';
import type { EnvironmentEntry } from './environment.js';
import { environmentOf, execEnvironment } from './environment.js';
import { shellQuote } from './process/shellQuote.js';
import { appendedUriAdvice } from './warnings/appendedUri.js';
import { guessedValues } from './warnings/guessedValues.js';
import {
  type CallFacts,
  type CommandSketch,
  type QuotingAdvice,
  quotingAdvice,
} from './warnings/quotingAdvice.js';
import { type NamedSpan, shellHazards, unsetScriptVariables } from './warnings/shellHazards.js';

/** One call of an exec function, as it stands in a routing script. */
export interface ExecCall {
  readonly function: ExecFunction;
  /** The command string with its pseudo-variables. */
  readonly command: Format;
  /** exec(): what its command gets on standard input, the second argument. Without it: the server's own input. */
  readonly input?: Format;
  /** exec(): the AVP whose values become `OSIPS_EXEC_n`, the fifth argument. Without it: `env`. */
  readonly environmentAvp?: string;
  /** `raw`: the strings are a KEMI script's, in which nothing is expanded. Default: `expanded`. */
  readonly strings?: 'expanded' | 'raw';
  /** exec_avp(): the AVPs that take the lines, in order; further lines are dropped. Without it: 1, 2, 3, … */
  readonly avpNames?: readonly string[];
}

/** What a call runs for one message. */
export interface CallToRun {
  readonly outcome: 'ran';
  /** What `sh -c` is given: a C string, so never with a NUL. */
  readonly commandLine: Buffer;
  /** How many bytes of it are the command itself, before the URI that exec_dset appends. */
  readonly commandBytes: number;
  /** Where in it the values stand that came from the message. */
  readonly spans: readonly NamedSpan[];
  /** The variables that the call adds, in the order of the server's block. */
  readonly environment: readonly EnvironmentEntry[];
  /** Standard input; undefined: the server's own. */
  readonly input: Buffer | undefined;
  readonly warnings: readonly Warning[];
}

/** What a call comes to for one message, before anything runs. */
export type PreparedCall =
  | CallToRun
  | { readonly outcome: 'refused'; readonly reason: string; readonly warnings: readonly Warning[] };

/**
 * Works out what a call would run for a message (exec-module.md "The functions", servers.md §4 to §8).
 * Out: `refused` where the function fails without running anything.
 */
export function prepareCall(
  call: ExecCall,
  message: ServerMessage,
  profile: ServerProfile,
  state: ServerState,
): PreparedCall {
  const expansion = expandFormat(call.command, message, profile, state, call.function);
  if (expansion.outcome === 'refused') return { ...expansion, warnings: [] };
  const environment = environmentFor(call, message, profile, state);
  const input = inputFor(call, message, profile, state);
  if (environment.outcome === 'refused') return { ...environment, warnings: [] };
  if (input.outcome === 'refused') return { ...input, warnings: [] };

  const uri = state.requestUri ?? message.requestUri;
  const facts = factsOf(call, profile, state);
  const command = { bytes: expansion.bytes, spans: withAdvice(expansion.spans, call.command, facts) };
  const full = call.function === 'exec_dset' ? appendUri(command, uri, facts) : command;
  const { bytes: commandLine, spans } = cutAtNul(full);
  return {
    outcome: 'ran',
    commandLine,
    commandBytes: Math.min(command.bytes.length, commandLine.length),
    spans,
    environment: environment.entries,
    input: input.bytes,
    warnings: [
      ...environment.warnings,
      ...unsetScriptVariables(commandLine, spans),
      ...guessedValues(expansion.spans),
      ...shellHazards(commandLine, spans),
    ],
  };
}

function environmentFor(call: ExecCall, message: ServerMessage, profile: ServerProfile, state: ServerState) {
  if (call.function === 'exec') {
    return { outcome: 'set', entries: execEnvironment(state, call.environmentAvp), warnings: [] } as const;
  }
  if (call.function === 'exec_cmd') return { outcome: 'set', entries: [], warnings: [] } as const;
  return environmentOf(message, profile, state);
}

function inputFor(call: ExecCall, message: ServerMessage, profile: ServerProfile, state: ServerState) {
  if (call.input !== undefined) return expandFormat(call.input, message, profile, state, call.function);
  return { outcome: 'expanded', bytes: call.function === 'exec_msg' ? message.bytes : undefined } as const;
}

interface CommandText {
  readonly bytes: Buffer;
  readonly spans: readonly NamedSpan[];
}

function factsOf(call: ExecCall, profile: ServerProfile, state: ServerState): CallFacts {
  const { environmentAvp, strings } = call;
  return {
    function: call.function,
    profile,
    setvars: state.setvars ?? profile.environment.setvarsDefault === 'on',
    ...(environmentAvp === undefined ? {} : { environmentAvp }),
    ...(strings === undefined ? {} : { strings }),
  };
}

/** Adds to each value of a command the advice on the place where it stands, if there is any. */
function withAdvice(spans: readonly NamedSpan[], format: Format, facts: CallFacts): readonly NamedSpan[] {
  if (spans.length === 0) return spans;
  const advice = quotingAdvice(sketchOf(format), facts);
  return spans.map((span, i) => {
    const found = advice[i];
    return found === undefined ? span : { ...span, advice: found, isAdviceForHarm: isSeenByHarm(found) };
  });
}

/**
 * Whether advice can wait until a message does harm. An unquoted or double-quoted value fails visibly with the first unusual
 * message. Any other bad place works in every test and fails only when an attacker wants it to: that is reported at once.
 */
function isSeenByHarm({ code }: QuotingAdvice): boolean {
  return code === 'unquoted-variable' || code === 'double-quoted-variable';
}

function sketchOf({ parts }: Format): CommandSketch {
  const variables: { written: string; at: number }[] = [];
  let shellText = '';
  for (const part of parts) {
    if (Buffer.isBuffer(part)) {
      shellText += part.toString('latin1');
      continue;
    }
    variables.push({ written: part.text, at: shellText.length });
    shellText += 'x';
  }
  return { shellText, variables };
}

function appendUri(command: CommandText, uri: Buffer, facts: CallFacts): CommandText {
  const { dsetArgument } = facts.profile.running;
  const quote = dsetArgument === 'in-quotes' ? "'" : '';
  const argument =
    dsetArgument === 'shell-quoted'
      ? shellQuote(uri)
      : Buffer.concat([Buffer.from(quote), uri, Buffer.from(quote)]);
  const bytes = Buffer.concat([command.bytes, Buffer.from(' '), argument]);
  // A server that quotes the URI for the shell makes a safe word of any URI: there is nothing to warn of.
  if (dsetArgument === 'shell-quoted') return { bytes, spans: command.spans };
  const start = command.bytes.length + 1 + quote.length;
  const advice = appendedUriAdvice(facts);
  const span = {
    name: 'the request URI',
    start,
    end: start + uri.length,
    // Between quotes only a URI with a quote does harm. Few have one, and a warning at every call of exec_dset would be noise.
    isAdviceForHarm: dsetArgument === 'in-quotes',
    ...(advice === undefined ? {} : { advice }),
  };
  return { bytes, spans: [...command.spans, span] };
}

function cutAtNul({ bytes, spans }: CommandText): { bytes: Buffer; spans: readonly NamedSpan[] } {
  const nul = bytes.indexOf(0);
  if (nul === -1) return { bytes, spans };
  return {
    bytes: bytes.subarray(0, nul),
    spans: spans
      .filter(({ start }) => start <= nul)
      .map((span) => ({ ...span, end: Math.min(span.end, nul) })),
  };
}
