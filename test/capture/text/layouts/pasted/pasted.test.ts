import { describe, expect, test } from 'vitest';
import { readInput, texts } from '../../../collectInput.js';
import { idOf } from '../readings.js';
import { call } from '../tracedMessages.js';
import { copies } from './copies.js';
import { exports } from './exports.js';
import { logs } from './logs.js';
import { products } from './products.js';
import { lf, type Pasted } from './writing.js';

const rooms: Readonly<Record<string, Readonly<Record<string, Pasted>>>> = { copies, exports, logs, products };

describe.each(Object.keys(rooms))('%s', (room) => {
  const layouts = rooms[room] as Readonly<Record<string, Pasted>>;

  test.each(Object.keys(layouts))('%s', async (name) => {
    const { tells, write, head = '', tail = '' } = layouts[name] as Pasted;
    const written = call();
    const collected = await readInput(`${head}${written.map(write).join('')}${tail}`);
    const whole = (text: string) => lf(text).trimEnd();
    expect(texts(collected).map(whole)).toEqual(written.map((message) => whole(message.text)));
    expect(collected.problems.filter(({ nature }) => nature !== 'format')).toEqual([]);
    for (const { source, destination, bytes } of collected.messages) {
      const truth = written.find(({ id }) => id === idOf(bytes.toString('latin1')));
      const told = {
        source: source && `${source.ip}:${source.port}`,
        destination: destination && `${destination.ip}:${destination.port}`,
      };
      const isSource = tells === 'both' || (tells === 'peer' && truth?.isReceived === true);
      const isDestination = tells === 'both' || (tells === 'peer' && truth?.isReceived === false);
      expect(told).toEqual({
        source: isSource ? truth?.source : undefined,
        destination: isDestination ? truth?.destination : undefined,
      });
    }
  });
});
