import { shellQuote } from '../../exec/process/shellQuote.js';
import { type ValuePlace, valuePlaces } from '../../exec/warnings/quoteContext.js';
import { type TemplatePart, withPlainDollars } from './template.js';

/** A column of a command stands where no way of quoting keeps it data. */
export interface UnsafeColumn {
  readonly column: string;
  /** Where it stands, as in `in a comment`. */
  readonly where: string;
}

/**
 * A command with the values of its columns as data: each is quoted for the quotes that it stands in, so that the shell
 * takes it literally, and its dollars are no pseudo-variables.
 */
export function commandWithColumns(parts: readonly TemplatePart[]): string | UnsafeColumn {
  const pieces: Buffer[] = [];
  const spans: { start: number; end: number }[] = [];
  let at = 0;
  for (const part of parts) {
    // Which quotes a value stands in does not depend on the value.
    const bytes = Buffer.from(part.kind === 'text' ? part.text : 'x');
    if (part.kind === 'column') spans.push({ start: at, end: at + bytes.length });
    pieces.push(bytes);
    at += bytes.length;
  }
  const commandLine = Buffer.concat(pieces);
  const places = valuePlaces(commandLine, spans);
  let command = '';
  let seen = 0;
  for (const part of parts) {
    if (part.kind === 'text') {
      command += part.text;
      continue;
    }
    const place = places[seen] as ValuePlace;
    const span = spans[seen++] as { start: number };
    const hasBackquotes = commandLine.subarray(0, span.start).includes('`');
    const where = hasBackquotes ? 'behind a backquote' : unsafePlace(place);
    if (where !== undefined) return { column: part.name, where };
    command += withPlainDollars(quoted(part.value, place));
  }
  return command;
}

/** Why a value cannot be quoted as data at its place, as in `in a comment`; undefined where it can. */
function unsafePlace({ context, runBy, isEscaped }: ValuePlace): string | undefined {
  if (runBy !== undefined) return `in what ${runBy} runs`;
  if (isEscaped) return 'behind a backslash';
  switch (context) {
    case 'unquoted':
    case 'single-quoted':
    case 'double-quoted':
      return undefined;
    case 'comment':
      return 'in a comment';
    case 'arithmetic':
      return 'in arithmetic';
    default:
      return 'in a here-document';
  }
}

function quoted(value: string, { context }: ValuePlace): string {
  const word = shellQuote(Buffer.from(value)).toString();
  if (context === 'single-quoted') return word.slice(1, -1);
  if (context === 'double-quoted') return value.replace(/[\\"$`]/g, '\\$&');
  return word;
}
