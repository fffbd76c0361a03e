import { LEFT_PAREN } from '../../../../sip/characters.js';
import { parseVia, type ViaHop, viaParameter } from '../../../../sip/headers/via.js';
import { isMalformed } from '../../../../sip/span.js';
import { taking } from '../taking.js';
import {
  bytesOf,
  type Transformation,
  type TransformationCall,
  type TransformationTable,
  textArgument,
} from '../transformation.js';
import { asNumber, part } from './uris.js';

/** The server does not survive a Via that it can begin to read, but not end. */
function ofVia(
  transform: (hop: ViaHop, body: Buffer, call: TransformationCall) => ReturnType<Transformation>,
): Transformation {
  return (value, call) => {
    if (value.length === 0) return undefined;
    // The server, too, puts the beginning of another header behind the value.
    const body = Buffer.concat([value, bytesOf('\r\nA')]);
    const via = parseVia(body, 0, body.length, call.context.profile.via);
    if (isMalformed(via)) {
      const isKilled = call.context.profile.pseudoVariables.transformed.brokenVia === 'kills';
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

/** Numbers are numbers to the next transformation, too; a port that is not there is 0. */
const port = ofVia((hop, body, call) => asNumber(part(body, hop.port, call)));

/** From the first parameter's name to where the last one ends, a closing quote left out. */
const parameters = ofVia((hop, body, call) => {
  const [first] = hop.parameters;
  const last = hop.parameters.at(-1);
  if (first === undefined || last === undefined) return part(body, undefined, call);
  return body.subarray(first.name.start, (last.value ?? last.name).end);
});

const comment = ofVia((hop, body, call) => {
  const open = body.indexOf(LEFT_PAREN, (hop.parameters.at(-1)?.name ?? hop.port ?? hop.host).end);
  const isThere = open >= 0 && open < hop.whole.end;
  return part(
    body,
    isThere ? { start: open + 1, end: body.lastIndexOf(')', hop.whole.end) } : undefined,
    call,
  );
});

function known(name: string): Transformation {
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
      'via.branch': known('branch'),
      'via.received': known('received'),
      'via.rport': known('rport'),
    }),
    ...taking('word', { 'via.param': anyParameter }),
  };
}
