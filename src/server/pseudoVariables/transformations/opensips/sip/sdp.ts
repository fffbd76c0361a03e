import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation, textArgument } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';

/**
 * `{sdp.line,type,index}`: the index-th line that begins with that letter, up to the next CR. The first line of a
 * body is never found. Where there is no such line, the result has no value.
 */
const line: Transformation = (value, call) => {
  const type = textArgument(call, 0)[0];
  const index = call.arguments.length > 1 ? wholeNumber(call, 1) : 0;
  if (index === undefined || index < 0) return undefined;
  const text = value.toString('latin1');
  const starts = Array.from(text.matchAll(/[\r\n]([\s\S])(?==)/g)).flatMap((match) =>
    match[1] === type ? [match.index + 1] : [],
  );
  if (starts.length === 0) return 'null';
  const start = starts[index];
  if (start === undefined) return undefined;
  const end = text.indexOf('\r', start);
  return end < 0 ? undefined : value.subarray(start, end);
};

/** The streams of a body, from one `m=` line to the next. */
interface Streams {
  readonly session: string;
  readonly streams: readonly string[];
}

function streamsOf(text: string): Streams {
  const [session = '', ...streams] = text.split(/(?<=\n)(?=m=)/);
  return text.startsWith('m=') ? { session: '', streams: [session, ...streams] } : { session, streams };
}

/** The streams that an argument selects: one by its index, from the end when negative, or those of a media type. */
function chosen(streams: readonly string[], wanted: string): number[] {
  if (/^-?\d+$/.test(wanted)) {
    const index = Number(wanted) < 0 ? streams.length + Number(wanted) : Number(wanted);
    return index >= 0 && index < streams.length ? [index] : [];
  }
  return streams.flatMap((stream, index) =>
    stream
      .slice(2)
      .split(/[ \r\n]/)[0]
      ?.toLowerCase() === wanted.toLowerCase()
      ? [index]
      : [],
  );
}

const stream: Transformation = (value, call) => {
  const { streams } = streamsOf(value.toString('latin1'));
  const [first] = chosen(streams, textArgument(call, 0));
  return first === undefined ? undefined : bytesOf(streams[first] as string);
};

const withoutStream: Transformation = (value, call) => {
  const { session, streams } = streamsOf(value.toString('latin1'));
  const deleted = chosen(streams, textArgument(call, 0));
  if (deleted.length === 0) return undefined;
  return bytesOf(session + streams.filter((_, index) => !deleted.includes(index)).join(''));
};

/** The `sdp.` transformations. */
export function sdpTransformations(): TransformationTable {
  return {
    'sdp.line': { parameters: 'word-and-number-or-none', transform: line, nullArguments: 'empty' },
    ...taking('word', { 'sdp.stream': stream, 'sdp.stream-delete': withoutStream }),
  };
}
