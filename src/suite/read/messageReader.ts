import { inputFormats } from '../../capture/inputReader.js';
import type { MessageSource } from '../suite.js';
import type { YamlValue } from '../yaml/yamlValue.js';

/** The keys of a capture's selector, and the options of the command line that they stand for. */
const selectorOptions = {
  n: 'message',
  method: 'method',
  callId: 'call-id',
  from: 'from-match',
  to: 'to-match',
  ruri: 'ruri-match',
} as const;

type SelectorKey = keyof typeof selectorOptions;
export const messageKeys = [
  'file',
  'text',
  'format',
  ...(Object.keys(selectorOptions) as SelectorKey[]),
  'first',
  'retransmissions',
] as const;

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
    : { kind: 'file', path: text, selection: new Map(), place: value.place };
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
  const selection = readSelection(keys);
  return path === undefined ? undefined : { kind: 'file', path, selection, place: value.place };
}

/** YAML's `|` drops the empty line with which a message without a body ends. */
function withEndOfHeaders(text: string): string {
  return /\n\r?\n/.test(text) || !text.endsWith('\n') ? text : `${text}\n`;
}

function readSelection(
  keys: ReadonlyMap<(typeof messageKeys)[number], YamlValue>,
): ReadonlyMap<string, readonly string[] | true> {
  const selection = new Map<string, readonly string[] | true>();
  const format = keys.get('format')?.choice('format', inputFormats);
  if (format !== undefined) selection.set('input-format', [format]);
  for (const [key, option] of Object.entries(selectorOptions)) {
    const texts = keys
      .get(key as SelectorKey)
      ?.oneOrMore(key)
      ?.flatMap((item) => item.filledText(key) ?? []);
    if (texts !== undefined && texts.length > 0) selection.set(option, texts);
  }
  if (keys.get('first')?.truth('first') === true) selection.set('first', true);
  if (keys.get('retransmissions')?.truth('retransmissions') === false)
    selection.set('retransmissions', ['no']);
  return selection;
}
