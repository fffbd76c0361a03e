import { describe, expect, test } from 'vitest';
import { OrderedJobs } from '../../src/run/orderedJobs.js';

/** Jobs that end when the test says so. */
function heldJobs() {
  const ends = new Map<string, (result: string) => void>();
  return {
    job: (name: string) => () => new Promise<string>((resolve) => ends.set(name, resolve)),
    end: (name: string) => ends.get(name)?.(name),
    started: () => [...ends.keys()],
  };
}

/** What is waiting to run has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('jobs side by side', () => {
  test.each([1, 2, 3])('are never more than %i at a time', async (maxRunning) => {
    const jobs = new OrderedJobs<void>(maxRunning, () => {});
    let running = 0;
    let most = 0;
    for (let i = 0; i < 12; i++) {
      await jobs.add(async () => {
        running += 1;
        most = Math.max(most, running);
        await settled();
        running -= 1;
      });
    }
    await jobs.finish();
    expect([most, running]).toEqual([maxRunning, 0]);
  });

  test('are handed over in the order in which they were added, each as soon as all before it have been', async () => {
    const handedOver: string[] = [];
    const jobs = new OrderedJobs<string>(3, (name) => handedOver.push(name));
    const { job, end, started } = heldJobs();
    await jobs.add(job('a'));
    await jobs.add(job('b'));
    const room = jobs.add(job('c'));
    expect(started()).toEqual(['a', 'b', 'c']);
    end('b');
    await room;
    expect(handedOver).toEqual([]);
    end('a');
    await settled();
    expect(handedOver).toEqual(['a', 'b']);
    end('c');
    await jobs.finish();
    expect(handedOver).toEqual(['a', 'b', 'c']);
  });

  test('end with what one of them threw', async () => {
    const jobs = new OrderedJobs<string>(2, () => {});
    await jobs.add(() => Promise.resolve('fine'));
    await jobs.add(() => Promise.reject(new Error('broken'))).catch(() => {});
    await expect(jobs.finish()).rejects.toThrow('broken');
  });
});
