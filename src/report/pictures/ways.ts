import type { MessageRow } from './messageRow.js';

/** A message with the two ends of its way, by name. */
export interface SentMessage {
  readonly row: MessageRow;
  readonly from: string;
  readonly to: string;
}

/**
 * Where each message came from and went: as the capture tells, else as the message does. A request comes from the host of
 * its topmost Via and goes to the host of its URI; a reply goes the other way.
 */
export function sentMessages(rows: readonly MessageRow[]): SentMessage[] {
  const answerers = new Map<string, string>();
  return rows.map((row) => {
    const key = `${row.cells['call-id']} ${row.sentBy}`;
    const sender = row.sentBy ?? 'client';
    if (!row.isReply) answerers.set(key, hostOf(row.cells.uri) ?? 'server');
    const answerer = answerers.get(key) ?? 'server';
    const [from, to] = row.isReply ? [answerer, sender] : [sender, answerer];
    return { row, from: row.source ?? from, to: row.destination ?? to };
  });
}

/** The ends of all ways, in the order in which they appear. */
export function participantsOf(sent: readonly SentMessage[]): string[] {
  return [...new Set(sent.flatMap(({ from, to }) => [from, to]))];
}

/** What is written at an arrow: method and URI, or status and reason. */
export function arrowText({ cells }: MessageRow): string {
  return `${cells.method} ${cells.uri}`.trim();
}

function hostOf(uri: string): string | undefined {
  const afterScheme = /^[a-z]+:(.*)$/i.exec(uri)?.[1];
  const host = afterScheme?.slice(afterScheme.lastIndexOf('@') + 1).split(/[;?>]/, 1)[0];
  return host || undefined;
}
