/** A directive that opens, divides or closes a condition, as it stands in the text. */
export interface ConditionDirective {
  readonly kind: 'ifdef' | 'ifndef' | 'ifexp' | 'else' | 'endif';
  /** What follows its name on the line. */
  readonly rest: string;
  readonly lengthBytes: number;
}

const CONDITION =
  /[#!]!(?:(ifdef|ifndef|ifexp)[ \t\r\b]+([^\n]*)|(else|endif)([ \t\r\b]*))(?:\n|$(?![\s\S]))/y;

/** The condition directive at an offset; undefined where none is. */
export function conditionAt(text: string, offset: number): ConditionDirective | undefined {
  CONDITION.lastIndex = offset;
  const match = CONDITION.exec(text);
  if (match === null) return undefined;
  const kind = (match[1] ?? match[3]) as ConditionDirective['kind'];
  return { kind, rest: (match[2] ?? '').trim(), lengthBytes: match[0].length };
}

/** A stretch of text that a condition hides, and what ends it. */
export interface HiddenText {
  readonly pieces: readonly { readonly start: number; readonly end: number }[];
  /** Offset behind the directive that ends it, or the end of the text. */
  readonly next: number;
  readonly endedBy: 'else' | 'endif' | 'end-of-text';
  /** Where an `#!ifexp` stands in it. */
  readonly expressions: readonly number[];
}

/**
 * Finds what a condition that does not hold hides: everything up to its `#!else` or `#!endif`, conditions within it
 * skipped over. The server looks for nothing else there, so that a directive within a string counts.
 * In: a text, the offset behind the condition's line, and where the text ends.
 */
export function hiddenText(text: string, from: number, limit: number): HiddenText {
  const pieces: { start: number; end: number }[] = [];
  const expressions: number[] = [];
  const marker = /[#!]!/g;
  let depth = 0;
  let start = from;
  marker.lastIndex = from;
  for (let found = marker.exec(text); found !== null && found.index < limit; found = marker.exec(text)) {
    const directive = conditionAt(text, found.index);
    if (directive === undefined) {
      marker.lastIndex = found.index + 1;
      continue;
    }
    const next = found.index + directive.lengthBytes;
    marker.lastIndex = next;
    pieces.push({ start, end: found.index });
    start = next;
    if (directive.kind === 'endif') {
      if (depth === 0) return { pieces, next, endedBy: 'endif', expressions };
      depth--;
    } else if (directive.kind === 'else') {
      if (depth === 0) return { pieces, next, endedBy: 'else', expressions };
    } else {
      depth++;
      if (directive.kind === 'ifexp') expressions.push(found.index);
    }
  }
  pieces.push({ start, end: limit });
  return { pieces, next: limit, endedBy: 'end-of-text', expressions };
}
