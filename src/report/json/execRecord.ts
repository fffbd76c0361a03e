import type { EnvironmentEntry } from '../../exec/environment.js';
import type { ExecResult } from '../../exec/execResult.js';
import { seenEnvironment } from '../seenEnvironment.js';
import { type MessageIdentity, messageRecordLine } from './messageRecord.js';
import type { RecordText } from './recordText.js';

/**
 * The JSON record of one call for one message (cli.md, "JSON records").
 * In: the message's identity, the result, the daemon's environment beneath the call's own variables, and what makes the
 * `story` of a record that tells it.
 * Out: one line of NDJSON without its line end.
 */
export function execRecordLine(
  identity: MessageIdentity,
  result: ExecResult,
  daemonEnvironment: readonly EnvironmentEntry[],
  story?: (texts: RecordText) => Record<string, unknown> | undefined,
): string {
  return messageRecordLine(identity, (texts) => ({
    ...execResultRecord(result, daemonEnvironment, texts),
    ...(story === undefined ? {} : { story: story(texts) }),
  }));
}

/**
 * What a record says of a call beside the message.
 * @param texts makes the strings, and notes those that are no UTF-8
 */
export function execResultRecord(
  result: ExecResult,
  daemonEnvironment: readonly EnvironmentEntry[],
  texts: RecordText,
): Record<string, unknown> {
  const record: Record<string, unknown> = {
    server: result.server,
    function: result.function,
    outcome: result.outcome,
  };
  if (result.outcome === 'ran') {
    record.commandLine = texts.of('commandLine', result.commandLine);
    record.environment = texts.environment(seenEnvironment(daemonEnvironment, result.environment));
    record.environmentBlock = texts.block(result.environment);
    record.surroundings = result.surroundings;
    record.exitCode = result.exitCode;
    record.signal = result.signal;
    record.timedOut = result.timedOut;
    record.durationMs = Math.round(result.durationMs * 1000) / 1000;
  } else {
    record.reason = result.reason;
    if (result.outcome === 'unsafe') {
      const { code, value, byte } = result.injected;
      record.injected = { code: texts.of('injected.code', code), value, byte };
      record.commandLine = texts.of('commandLine', result.commandLine);
    }
  }
  record.returnCode = result.returnCode;
  record.requestUri = texts.of('requestUri', result.requestUri);
  record.branches = result.branches.map((uri, i) => texts.of(`branches.${i}`, uri));
  if (result.outcome === 'ran') {
    if (result.function === 'exec_avp') {
      record.avps = result.avps.map(([name, value], i) => [name, texts.of(`avps.${i}.1`, value)]);
    }
    if (result.stdout !== undefined) record.stdout = texts.of('stdout', result.stdout);
    if (result.stderr !== undefined) record.stderr = texts.of('stderr', result.stderr);
  }
  record.warnings = result.warnings.map(({ code, message }) => ({ code, message }));
  return record;
}
