import {
  type MessageRange,
  parseMethods,
  parseRange,
  type Selection,
} from '../../run/selection/selection.js';
import type { ParsedArguments } from './parsedArguments.js';
import { UsageError } from './usageError.js';

/** Which messages of the input the options select. @throws UsageError for what is neither a message number nor a range of them */
export function selectionArguments(args: ParsedArguments): Selection {
  const [from, to, requestUri] = ['from-match', 'to-match', 'ruri-match'].map((name) => args.value(name));
  return {
    ranges: args.list('message').flatMap((text) => text.split(',').map(range)),
    methods: args.list('method').flatMap(parseMethods),
    callIds: args.list('call-id'),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(requestUri === undefined ? {} : { requestUri }),
    isFirstOnly: args.flag('first'),
    retransmissions: args.value('retransmissions') === 'no' ? 'left-out' : 'kept',
  };
}

function range(text: string): MessageRange {
  const parsed = parseRange(text);
  if (typeof parsed === 'string') throw new UsageError(`-n ${text}: ${parsed}`);
  return parsed;
}
