import { SEMICOLON, spells } from '../characters.js';
import type { Span } from '../span.js';
import type { Uri } from './uri.js';

/** The value of a URI parameter (name in lower case); undefined where it is absent or has no value. */
export function uriParameter(bytes: Uint8Array, uri: Uri, name: string): Span | undefined {
  const parameters = uri.parameters;
  if (parameters === undefined) return undefined;
  let found: Span | undefined;
  let p = parameters.start;
  while (p <= parameters.end) {
    let stop = p;
    let equals = -1;
    while (stop < parameters.end && bytes[stop] !== SEMICOLON) {
      if (bytes[stop] === 0x3d && equals < 0) equals = stop;
      stop++;
    }
    if (equals > 0 && spells(bytes, p, equals, name) && equals + 1 < stop)
      found = { start: equals + 1, end: stop };
    p = stop + 1;
  }
  return found;
}
