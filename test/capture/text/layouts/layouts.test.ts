import { describe, expect, test } from 'vitest';
import { readInput, texts } from '../../collectInput.js';
import { damages } from './damages.js';
import { differences, lostLines, read } from './readings.js';
import { renderings } from './renderings.js';
import { call } from './tracedMessages.js';

const tools = Object.keys(renderings);
const layouts = Object.keys(damages).filter((name) => damages[name]?.kind === 'layout');
const losses = Object.keys(damages).filter((name) => damages[name]?.kind === 'loss');
/** How often each loss is tried, at other places each time. */
const rounds = 12;

describe('a layout that keeps every message is read whole', () => {
  test.each(layouts)('%s', async (damage) => {
    const found: string[] = [];
    for (const tool of tools) {
      const reading = await read(tool, damage, 0);
      for (const difference of differences(reading)) found.push(`${tool}: ${difference}`);
      for (const line of lostLines(reading)) found.push(`${tool}: lost in silence: ${line}`);
    }
    expect(found).toEqual([]);
  });
});

describe('what a loss takes from a text is named: no first line with headers is passed over in silence', () => {
  test.each(losses)('%s', async (damage) => {
    const found: string[] = [];
    for (const tool of tools) {
      for (let round = 0; round < rounds; round++) {
        for (const line of lostLines(await read(tool, damage, round)))
          found.push(`${tool}, round ${round}: ${line}`);
      }
    }
    expect(found).toEqual([]);
  });
});

describe('two formats in one text are read, each by its own rules', () => {
  test.each(tools.filter((name) => name !== 'plain'))('%s and each other one behind it', async (first) => {
    for (const second of tools) {
      const [one, other] = [renderings[first], renderings[second]];
      if (one === undefined || other === undefined || first === second) continue;
      const messages = call();
      const text = `${messages
        .slice(0, 4)
        .map(one.write)
        .join('')}\nand the other side:\n\n${messages.slice(4).map(other.write).join('')}`;
      const collected = await readInput(text);
      const bare = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
      expect([second, texts(collected).map(bare)]).toEqual([
        second,
        messages.map((message) => bare(message.text)),
      ]);
    }
  });
});
