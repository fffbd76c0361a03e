import { spells } from '../../../../sip/characters.js';
import type { Variable, VariableContext, VariableIndex } from '../../context.js';

/** A body, or a part of a multipart one, and what its Content-Type says of it, in small letters. */
interface BodyPart {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The body's parts in order: itself alone, unless it is a multipart (RFC 2046 §5.1.1). */
function partsOf({ message }: VariableContext): BodyPart[] {
  const bytes = message.body;
  const contentType = message.valueOf('content-type')?.toString('latin1');
  if (bytes === undefined || contentType === undefined) return [];
  const type = mediaType(contentType);
  const boundary = /;[ \t]*boundary[ \t]*=[ \t]*(?:"([^"]*)"|([^;\s]+))/i.exec(contentType);
  if (!type.startsWith('multipart/') || boundary === null) return [{ type, bytes }];
  return enclosedParts(bytes, `--${boundary[1] ?? boundary[2]}`);
}

/** The parts between the lines that begin with the delimiter. */
function enclosedParts(bytes: Buffer, delimiter: string): BodyPart[] {
  const parts: BodyPart[] = [];
  let start = -1;
  for (let line = 0; line < bytes.length; line = afterLine(bytes, line)) {
    if (!bytes.subarray(line, line + delimiter.length).equals(Buffer.from(delimiter, 'latin1'))) continue;
    if (start >= 0) parts.push(partIn(bytes, start, beforeLineEnd(bytes, start, line)));
    start = afterLine(bytes, line);
  }
  return parts;
}

/** A part: its headers, an empty line, its content. */
function partIn(bytes: Buffer, start: number, end: number): BodyPart {
  let type = 'text/plain';
  let line = start;
  for (; line < end; line = afterLine(bytes, line)) {
    const text = bytes.toString('latin1', line, afterLine(bytes, line)).trimEnd();
    if (text === '') break;
    if (spells(bytes, line, line + 'content-type:'.length, 'content-type:'))
      type = mediaType(text.slice('content-type:'.length));
  }
  return { type, bytes: bytes.subarray(Math.min(afterLine(bytes, line), end), end) };
}

function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] as string).trim().toLowerCase();
}

function afterLine(bytes: Buffer, start: number): number {
  const feed = bytes.indexOf('\n', start);
  return feed < 0 ? bytes.length : feed + 1;
}

/** Where the line end before `at` begins, which belongs to the delimiter. */
function beforeLineEnd(bytes: Buffer, start: number, at: number): number {
  let end = at;
  if (end > start && bytes[end - 1] === 0x0a) end--;
  if (end > start && bytes[end - 1] === 0x0d) end--;
  return end;
}

function partOfType(context: VariableContext, type: string, index: VariableIndex): Buffer | undefined {
  const wanted = partsOf(context).filter((part) => part.type === type.trim().toLowerCase());
  return wanted.at(typeof index === 'number' ? index : 0)?.bytes;
}

/** `$rb(type)`: the first part of the body that has this content type, or the one that an index names; `$sdp`. */
export function bodyPartVariables(): Record<string, Variable> {
  return {
    'rb()': partOfType,
    sdp: (context, _, index) => partOfType(context, 'application/sdp', index),
  };
}
