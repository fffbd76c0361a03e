import { inputFormats } from '../../capture/inputReader.js';
import {
  type MessageRange,
  parseMethods,
  parseRange,
  type Selection,
} from '../../run/selection/selection.js';
import type { MessageSource } from '../suite.js';
import type { YamlValue } from '../yaml/yamlValue.js';

/** The keys of a message: where it is, and the selector of a capture. */
export const messageKeys = [
  'file',
  'text',
  'format',
  'n',
  'method',
  'callId',
  'from',
  'to',
  'ruri',
  'first',
  'retransmissions',
] as const;

type MessageKeys = ReadonlyMap<(typeof messageKeys)[number], YamlValue>;

/**
 * Reads the messages of a case: a path, a text of several lines that is the message itself, a map of one of them with
 * a selector, or a list of such.
 */
export function readMessages(value: YamlValue): MessageSource[] | undefined {
  const items = value.oneOrMore('message');
  if (items?.length === 0) return value.fail('message is an empty list: there is nothing to run on');
  return items?.flatMap((item) => readSource(item) ?? []);
}

function readSource(value: YamlValue): MessageSource | undefined {
  if (value.isMap) return readMap(value);
  const text = value.filledText('message');
  if (text === undefined) return undefined;
  return text.includes('\n')
    ? { kind: 'text', text: withEndOfHeaders(text), place: value.place }
    : { kind: 'file', path: text, selection: {}, place: value.place };
}

function readMap(value: YamlValue): MessageSource | undefined {
  const keys = value.keyed('message', messageKeys);
  if (keys === undefined) return undefined;
  const [file, text] = [keys.get('file'), keys.get('text')];
  if ((file === undefined) === (text === undefined)) return value.fail('message needs either file or text');
  if (text !== undefined) {
    if (keys.size > 1)
      return value.fail('a message given as text is one message: there is nothing to select');
    const content = text.filledText('text');
    return content === undefined
      ? undefined
      : { kind: 'text', text: withEndOfHeaders(content), place: text.place };
  }
  const path = file?.filledText('file');
  const format = keys.get('format')?.choice('format', inputFormats);
  const selection = readSelection(keys);
  return path === undefined ? undefined : { kind: 'file', path, format, selection, place: value.place };
}

/** YAML's `|` drops the empty line with which a message without a body ends. */
function withEndOfHeaders(text: string): string {
  return /\n\r?\n/.test(text) || !text.endsWith('\n') ? text : `${text}\n`;
}

function readSelection(keys: MessageKeys): Selection {
  const texts = (key: 'n' | 'method' | 'callId') =>
    keys
      .get(key)
      ?.oneOrMore(key)
      ?.flatMap((item) => {
        const text = item.filledText(key);
        return text === undefined ? [] : [{ item, text }];
      }) ?? [];
  const [from, to, requestUri] = (['from', 'to', 'ruri'] as const).map((key) =>
    keys.get(key)?.filledText(key),
  );
  return {
    ranges: texts('n').flatMap(({ item, text }) => text.split(',').flatMap((part) => readRange(item, part))),
    methods: texts('method').flatMap(({ text }) => parseMethods(text)),
    callIds: texts('callId').map(({ text }) => text),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(requestUri === undefined ? {} : { requestUri }),
    isFirstOnly: keys.get('first')?.truth('first') ?? false,
    retransmissions: keys.get('retransmissions')?.truth('retransmissions') === false ? 'left-out' : 'kept',
  };
}

function readRange(value: YamlValue, text: string): readonly MessageRange[] {
  const range = parseRange(text);
  if (typeof range !== 'string') return [range];
  value.fail(`n ${text}: ${range}`);
  return [];
}
