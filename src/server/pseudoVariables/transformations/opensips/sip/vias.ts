import { COMMA, LEFT_PAREN, RIGHT_PAREN, spells } from '../../../../../sip/characters.js';
import { parseVia, type ViaHop, viaParameter } from '../../../../../sip/headers/via/via.js';
import { isMalformed, type Span } from '../../../../../sip/span.js';
import { skipWhite } from '../../../../../sip/whitespace.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation, type TransformationCall, textArgument } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';
import { opensipsRules } from '../rules.js';
import { asNumber, part } from './parts.js';

/** A Via whose beginning parses and whose end does not crashes the server. */
function ofVia(
  transform: (hop: ViaHop, body: Buffer, call: TransformationCall) => ReturnType<Transformation>,
): Transformation {
  return (value, call) => {
    if (value.length === 0) return undefined;
    // The server, too, puts the beginning of another header behind the value.
    const body = Buffer.concat([value, bytesOf('\r\nA')]);
    const via = parseVia(body, 0, body.length, call.context.profile.via);
    if (isMalformed(via)) {
      const isKilled = opensipsRules(call.context).brokenVia === 'crashes';
      return isKilled && /^[ \t]*sip/i.test(value.toString('latin1')) ? 'crash' : undefined;
    }
    return transform(via.hops[0] as ViaHop, body, call);
  };
}

/** The parts between the slashes, of which the transport is known. */
function protocolPart(index: 0 | 1): Transformation {
  return ofVia(({ transport }, body) => {
    const written = body.toString('latin1', 0, transport.start).split('/')[index] as string;
    return bytesOf(written.trim());
  });
}

/** The port and the like are numbers for the next transformation; a missing port is 0. */
const port = ofVia((hop, body, call) => asNumber(part(body, hop.port, call)));

/**
 * From the first parameter's name to the last comment; without one, to where the last parameter ends, its closing
 * quote left out.
 */
const parameters = ofVia((hop, body, call) => {
  const [first] = hop.parameters;
  const last = hop.parameters.at(-1);
  if (first === undefined || last === undefined) return part(body, undefined, call);
  const open = commentsOf(hop, body).at(-1)?.start;
  if (open !== undefined) return body.subarray(first.name.start, open - 1);
  const { end } = last.value ?? last.name;
  // White space between rport and a comma counts as part of the name.
  const isRport = last.value === undefined && spells(body, last.name.start, end, 'rport');
  const comma = isRport ? skipWhite(body, end, hop.whole.end) : end;
  return body.subarray(first.name.start, body[comma] === COMMA ? comma : end);
});

const comment = ofVia((hop, body, call) => part(body, commentsOf(hop, body).at(-1), call));

/** What stands in the parentheses behind the parameters. */
function commentsOf(hop: ViaHop, body: Buffer): Span[] {
  const last = hop.parameters.at(-1);
  const comments: Span[] = [];
  let depth = 0;
  let start = 0;
  for (let p = (last?.value ?? last?.name ?? hop.port ?? hop.host).end; p < hop.whole.end; p++) {
    if (body[p] === LEFT_PAREN && depth++ === 0) start = p + 1;
    if (body[p] === RIGHT_PAREN && --depth === 0) comments.push({ start, end: p });
  }
  return comments;
}

/** A parameter of a Via that the server's parser knows by name. */
function knownParameter(name: string): Transformation {
  return ofVia((hop, body, call) => part(body, viaParameter(body, hop, name)?.value, call));
}

const anyParameter = ofVia((hop, body, call) => {
  const wanted = textArgument(call, 0).toLowerCase();
  const found = hop.parameters.find(
    ({ name }) => body.toString('latin1', name.start, name.end).toLowerCase() === wanted,
  );
  return part(body, found?.value, call);
});

/** The `via.` transformations. */
export function viaTransformations(): TransformationTable {
  const host = ofVia((hop, body, call) => part(body, hop.host, call));
  return {
    ...taking('none', {
      'via.name': protocolPart(0),
      'via.version': protocolPart(1),
      'via.transport': ofVia((hop, body, call) => part(body, hop.transport, call)),
      'via.host': host,
      'via.domain': host,
      'via.port': port,
      'via.comment': comment,
      'via.params': parameters,
      'via.branch': knownParameter('branch'),
      'via.received': knownParameter('received'),
      'via.rport': knownParameter('rport'),
    }),
    ...taking('word', { 'via.param': anyParameter }),
  };
}
