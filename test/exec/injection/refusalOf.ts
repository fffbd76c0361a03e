import { type UnsafeCall, unsafeCall } from '../../../src/exec/injection/unsafeCall.js';
import type { CallToRun } from '../../../src/exec/prepareCall.js';
import { findServer } from '../../../src/server/servers.js';

/**
 * What is told of a command line in which «…» are values of `$hdr(X)`, or of headers that are named by the letters of
 * `headers`, one after the other.
 */
export function refusalOf(
  line: string,
  variables: Readonly<Record<string, string>> = {},
  headers = 'X',
): UnsafeCall | undefined {
  const spans: { name: string; start: number; end: number }[] = [];
  let commandLine = '';
  for (const [, authored = '', value] of line.matchAll(/([^«]*)(?:«([^»]*)»)?/g)) {
    commandLine += authored;
    if (value === undefined) continue;
    const header = headers[spans.length] ?? headers.at(-1);
    spans.push({
      name: `$hdr(${header})`,
      start: commandLine.length,
      end: commandLine.length + value.length,
    });
    commandLine += value;
  }
  const call: CallToRun = {
    outcome: 'ran',
    commandLine: Buffer.from(commandLine, 'latin1'),
    commandBytes: commandLine.length,
    spans,
    environment: Object.entries(variables).map(([name, value]) => ({ name, value: Buffer.from(value) })),
    input: undefined,
    warnings: [],
  };
  return unsafeCall(call, findServer('kamailio-6.1'), ['PATH', 'http_proxy']);
}
