import { inputFormats } from '../../capture/inputReader.js';
import {
  type MessageRange,
  parseMethods,
  parseRange,
  type Selection,
} from '../../run/selection/selection.js';
import type { MessageSource } from '../suite.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { type FieldKeys, fieldKeys, readFields } from './messageFields.js';

/** The keys of a message in a file: where it is, and the selector of a capture. */
export const fileKeys = [
  'file',
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

export const messageKeys = [...new Set([...fileKeys, 'text', ...fieldKeys] as const)];

type MessageKeys = ReadonlyMap<(typeof messageKeys)[number], YamlValue>;

/**
 * Reads the messages of a case: a path, a text of several lines that is the message itself, a map of one of them with
 * a selector, the fields of a request, or a list of such.
 * @param caseName what random parts of a request made of fields begin with, so that they are the same in each run
 */
export function readMessages(value: YamlValue, caseName: string): MessageSource[] | undefined {
  const items = value.oneOrMore('message');
  if (items?.length === 0) return value.fail('message is an empty list: there is nothing to run on');
  return items?.flatMap((item, i) => readSource(item, `${caseName}\n${i}`) ?? []);
}

function readSource(value: YamlValue, seedText: string): MessageSource | undefined {
  if (value.isMap) return readMap(value, seedText);
  const text = value.filledText('message');
  if (text === undefined) return undefined;
  return text.includes('\n')
    ? { kind: 'text', text: withEndOfHeaders(text), place: value.place }
    : { kind: 'file', path: text, selection: {}, place: value.place };
}

function readMap(value: YamlValue, seedText: string): MessageSource | undefined {
  const keys = value.keyed('message', messageKeys);
  if (keys === undefined) return undefined;
  const [file, text] = [keys.get('file'), keys.get('text')];
  if (file !== undefined && text !== undefined) return value.fail('message has either a file or a text');
  if (keys.size === 0) return value.fail('message needs a file, a text or the fields of a request');
  if (text !== undefined) {
    if (keys.size > 1)
      return value.fail('a message given as text is one message: there is nothing to select');
    const content = text.filledText('text');
    return content === undefined
      ? undefined
      : { kind: 'text', text: withEndOfHeaders(content), place: text.place };
  }
  if (file === undefined) {
    for (const [key, item] of keys)
      if (!isFieldKey(key)) return item.fail(`${key} selects of a file, and the message has none`);
    return readFields(value, keys as FieldKeys, seedText);
  }
  for (const [key, item] of keys)
    if (!(fileKeys as readonly string[]).includes(key))
      return item.fail(`${key} is for a message that is made of fields; this one comes from a file`);
  const path = file.filledText('file');
  const format = keys.get('format')?.choice('format', inputFormats);
  const selection = readSelection(keys);
  return path === undefined ? undefined : { kind: 'file', path, format, selection, place: value.place };
}

function isFieldKey(key: string): key is (typeof fieldKeys)[number] {
  return (fieldKeys as readonly string[]).includes(key);
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
