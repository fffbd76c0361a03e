import type { MessageRow } from './messageRow.js';

/** The messages of one Call-ID, in order. */
export interface Call {
  readonly callId: string;
  readonly rows: readonly MessageRow[];
}

/** Groups messages by Call-ID, in the order in which the calls begin. */
export function callsOf(rows: readonly MessageRow[]): Call[] {
  const calls = new Map<string, MessageRow[]>();
  for (const row of rows) {
    const callId = row.cells['call-id'];
    const ofCall = calls.get(callId);
    if (ofCall === undefined) calls.set(callId, [row]);
    else ofCall.push(row);
  }
  return [...calls].map(([callId, ofCall]) => ({ callId, rows: ofCall }));
}

/** `call 2: 3 messages in 1.204 s, Call-ID a84b4c76e66710`. */
export function callHeading({ callId, rows }: Call, number: number): string {
  const times = rows.flatMap(({ time }) =>
    time === undefined ? [] : [time.seconds + time.nanoseconds / 1e9],
  );
  const lasted = times.length < 2 ? '' : ` in ${(Math.max(...times) - Math.min(...times)).toFixed(3)} s`;
  const count = `${rows.length} ${rows.length === 1 ? 'message' : 'messages'}`;
  return `call ${number}: ${count}${lasted}, ${callId === '' ? 'no Call-ID' : `Call-ID ${callId}`}`;
}
