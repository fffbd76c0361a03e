import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CapturedMessage } from '../../src/capture/capturedMessage.js';
import { inputFormats } from '../../src/capture/openReader.js';
import { textFormats } from '../../src/capture/text/textFormats.js';
import { summarize } from '../../src/sip/summary/messageSummary.js';
import { readInput } from '../capture/collectInput.js';

const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');

/** A section of the page: the format, what it says that it tells, and the text. */
interface Sample {
  readonly name: string;
  readonly tells: readonly string[];
  readonly messages: readonly string[];
  readonly text: string;
}

const section =
  /^`([a-z]+)`\. [\s\S]*?^Tells: ([^.]+)\. Messages in the sample: ([^.]+)\.\n\n```text\n([\s\S]*?)^```$/gm;
const samples = [...page.matchAll(section)].map(
  ([, name = '', tells = '', messages = '', text = '']): Sample => ({
    name,
    tells: tells === 'nothing beside the message' ? [] : tells.split(', '),
    messages: messages.split(', '),
    text,
  }),
);

const ends = new Set(['192.0.2.10:5080', '198.51.100.20:5060']);
const whatOf = ({ bytes }: CapturedMessage) => {
  const { method, status } = summarize(bytes);
  return String(status ?? method);
};

test('docs/captures.md has every format of captures in its table', () => {
  const captures = readFileSync(new URL('../../docs/captures.md', import.meta.url), 'utf8');
  const named = [...captures.matchAll(/^\| `([a-z0-9]+)` \|/gm)].map(([, name]) => name);
  const all = inputFormats.filter((name) => !name.startsWith('message') && !(name in textFormats));
  expect(named.sort()).toEqual([...all].sort());
});

describe('docs/formats.md', () => {
  test('has a sample of every format of the table, and of no other', () => {
    expect(samples.map((sample) => sample.name).sort()).toEqual(Object.keys(textFormats).sort());
  });

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const { messages, format, problems } = await readInput(Buffer.from(sample.text));
    expect(format).toBe(name);
    expect(messages.map(whatOf)).toEqual(sample.messages);
    const told = (['source', 'destination', 'transport', 'time'] as const).filter((field) =>
      messages.some((message) => message[field] !== undefined),
    );
    expect(told).toEqual(sample.tells);
    for (const { source, destination, bytes } of messages) {
      for (const end of [source, destination])
        if (end !== undefined) expect(ends).toContain(`${end.ip}:${end.port}`);
      expect(bytes.toString('latin1')).toMatch(/\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n$/);
    }
    expect(problems.filter(({ nature }) => nature !== 'format')).toEqual([]);
  });
});
