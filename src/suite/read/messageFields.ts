import type { FollowUp } from '../../sip/compose/followUp.js';
import { transports } from '../../sip/endpoint.js';
import type { SuitePlace } from '../problems.js';
import type { ComposedMessage, MessageFields } from '../suite.js';
import type { YamlValue } from '../yaml/yamlValue.js';

/** The keys of a message that is made of fields: the options of `sipexec message`. */
export const fieldKeys = [
  'method',
  'ruri',
  'from',
  'to',
  'header',
  'body',
  'transport',
  'via',
  'callId',
  'cseq',
  'cancel',
  'ack',
  'inDialog',
  'randomSeed',
] as const;

export type FieldKeys = ReadonlyMap<(typeof fieldKeys)[number], YamlValue>;

const followUps = { cancel: 'cancel', ack: 'ack', inDialog: 'in-dialog' } as const satisfies Record<
  string,
  FollowUp
>;

/** The fields by the names that the composer calls them by. */
const composerNames = { ruri: 'requestUri', header: 'headers' } as const;

/** Reads a message of fields. @param seedText what its identifiers are made of, where it says no seed */
export function readFields(value: YamlValue, keys: FieldKeys, seedText: string): ComposedMessage | undefined {
  const text = (key: 'method' | 'ruri' | 'from' | 'to' | 'callId') => keys.get(key)?.filledText(key);
  const kinds = (Object.keys(followUps) as (keyof typeof followUps)[]).filter((key) => keys.has(key));
  const [kind, another] = kinds;
  if (another !== undefined) return keys.get(another)?.fail(`${kinds.join(' and ')} exclude each other`);
  const path = kind && keys.get(kind)?.filledText(kind);
  if (kind !== undefined && kind !== 'inDialog' && keys.has('method'))
    return keys.get('method')?.fail(`${kind} says the method already; leave method out`);
  const fields: MessageFields = {
    method: text('method'),
    requestUri: text('ruri'),
    from: text('from'),
    to: text('to'),
    callId: text('callId'),
    transport: keys.get('transport')?.choice('transport', transports),
    cseq: readWhole(keys, 'cseq'),
    via: keys
      .get('via')
      ?.oneOrMore('via')
      ?.flatMap((item) => item.filledText('via') ?? []),
    headers: keys.get('header') && readHeaders(keys.get('header') as YamlValue),
  };
  const body = keys.get('body')?.text('body');
  return {
    kind: 'fields',
    fields,
    randomSeed: readWhole(keys, 'randomSeed') ?? seedOf(seedText),
    followUp: kind === undefined || path === undefined ? undefined : { kind: followUps[kind], path },
    body: body === undefined ? undefined : { kind: body.includes('\n') ? 'text' : 'file', text: body },
    place: value.place,
    places: placesOf(keys),
  };
}

function placesOf(keys: FieldKeys): ReadonlyMap<string, SuitePlace> {
  return new Map(
    [...keys].map(([key, { place }]) => [composerNames[key as keyof typeof composerNames] ?? key, place]),
  );
}

function readWhole(keys: FieldKeys, key: 'cseq' | 'randomSeed'): number | undefined {
  const value = keys.get(key);
  const number = value?.number(key);
  if (number === undefined) return undefined;
  return Number.isInteger(number) && number >= 0 ? number : value?.fail(`${key} is a whole number from 0`);
}

/** `X-Foo: bar` as a text or as a map, which is what YAML makes of it without quotes. */
function readHeaders(value: YamlValue): string[] {
  return (value.oneOrMore('header') ?? []).flatMap((item) => {
    if (!item.isMap) return item.filledText('header') ?? [];
    return (item.entries('header') ?? []).flatMap(({ key, value: given }) =>
      (given.oneOrMore(key) ?? []).flatMap((one) => {
        const text = one.text(key);
        return text === undefined ? [] : [`${key}: ${text}`];
      }),
    );
  });
}

/** 31 bits of a text (FNV-1a): near texts have little in common. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 1) & 0x7fffffff;
}
