/** Which messages of an input are meant; what is not given leaves none out. */
export interface Selection {
  /** By number, from 1; a message has to be in one of them. */
  readonly ranges?: readonly MessageRange[];
  /** In any case of letters; a reply belongs to the method that its CSeq names. */
  readonly methods?: readonly string[];
  readonly callIds?: readonly string[];
  /** Patterns as `textPattern` takes them, for From, To and the request URI. */
  readonly from?: string;
  readonly to?: string;
  readonly requestUri?: string;
  /** Only the first of the messages that all the other fields select. */
  readonly isFirstOnly?: boolean;
  readonly retransmissions?: 'kept' | 'left-out';
}

/** The numbers of the first and the last message of a range, both included. */
export type MessageRange = readonly [first: number, last: number];

/** Whether a selection leaves anything out. */
export function narrows(selection: Selection): boolean {
  const { ranges = [], methods = [], callIds = [], from, to, requestUri } = selection;
  return (
    ranges.length + methods.length + callIds.length > 0 ||
    [from, to, requestUri].some((pattern) => pattern !== undefined) ||
    selection.isFirstOnly === true ||
    selection.retransmissions === 'left-out'
  );
}

/** Reads `3`, `2-5` or `7-`. Out: what is wrong with it, where it is no range. */
export function parseRange(text: string): MessageRange | string {
  const match = /^(\d+)(?:(-)(\d*))?$/.exec(text.trim());
  if (match === null) return 'not a message number or a range such as 2-5';
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (first === 0) return 'messages are numbered from 1';
  return last < first ? 'the range runs backwards' : [first, last];
}

/** The methods of a list with commas between them. */
export function parseMethods(text: string): string[] {
  return text.split(',').map((method) => method.trim().toUpperCase());
}
