import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CapturedMessage } from '../../src/capture/capturedMessage.js';

export const capturesFolder = path.resolve('../shared/captures');

/** A message as one line that two sources can be compared by. */
export type Row = string;

export interface TruthRow {
  readonly row: Row;
  readonly frame: string;
  readonly kind: string;
  readonly flags: string;
}

export interface Truth {
  readonly capture: string;
  readonly rows: readonly TruthRow[];
  /** How many messages the index counts inside HEP packets. */
  readonly hepCount: number;
}

/** Every capture that the index names, with what tshark found in it; empty where there is no such folder. */
export function truthFiles(): Truth[] {
  const index = path.join(capturesFolder, 'INDEX.tsv');
  if (!existsSync(index)) return [];
  return tableRows(index).map((columns) => {
    const capture = columns[0] as string;
    // HEP captures have a second table, of what is inside; it counts.
    const tables = (columns[5] as string)
      .split(' ')
      .map((name) => path.join(capturesFolder, path.dirname(capture), name))
      .filter((file) => existsSync(file));
    const hepCount = Number(/hep (\d+)/.exec(columns[4] as string)?.[1] ?? 0);
    return { capture, rows: tables.flatMap(tableRows).map(truthRow), hepCount };
  });
}

function tableRows(file: string): string[][] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
}

function truthRow(columns: string[]): TruthRow {
  const [
    frame,
    time,
    source,
    sourcePort,
    destination,
    destinationPort,
    transport,
    kind,
    method,
    status,
    uri,
    callId,
  ] = columns;
  const isRequest = kind === 'request';
  const row = [
    frame,
    time,
    `${source} ${sourcePort}`,
    `${destination} ${destinationPort}`,
    transport,
    isRequest ? method : status,
    isRequest ? uri : '',
    callId,
  ].join(' | ');
  return { row, frame: frame ?? '', kind: kind ?? '', flags: columns[13] ?? '' };
}

/** The same line for a message that a reader found. */
export function messageRow(message: CapturedMessage, withCallId = true): Row {
  const text = message.bytes.toString('latin1').replace(/^[^A-Za-z]+/, '');
  const lines = text.split(/\r?\n/);
  const words = (lines[0] as string).split(' ');
  const isRequest = !/^sip\//i.test(words[0] as string);
  const callId = lines
    .map((line) => /^(?:call-id|i)[ \t]*:[ \t]*(.*?)[ \t]*$/i.exec(line)?.[1])
    .find(Boolean);
  const time = message.time;
  return [
    message.frame,
    time === undefined ? '' : `${time.seconds}.${String(time.nanoseconds).padStart(9, '0')}`,
    `${message.source?.ip} ${message.source?.port}`,
    `${message.destination?.ip} ${message.destination?.port}`,
    message.transport,
    isRequest ? words[0] : words[1],
    isRequest ? words[1] : '',
    withCallId ? (callId ?? '') : '',
  ].join(' | ');
}
