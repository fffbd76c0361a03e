import { describe, expect, test } from 'vitest';
import { findServer, serverIds } from '../../src/server/servers.js';
import { recordedRuns, recordedServers, sharedRecordingsExist } from './recordedRuns.js';
import { aspects, replay } from './replay.js';

/** Disagreements that stay, by server and recorded run, with the reason why the recording is right and we are not. */
const knownDisagreements: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

interface Disagreement {
  readonly id: string;
  readonly text: string;
}

interface Tally {
  agree: number;
  all: number;
}

/** Replays all runs of a server: how many comparisons of each aspect agree, and those that do not. */
function tally(server: string): { tallies: Map<string, Tally>; disagreements: Disagreement[] } {
  const profile = findServer(server);
  const tallies = new Map<string, Tally>(aspects.map((aspect) => [aspect, { agree: 0, all: 0 }]));
  const disagreements: Disagreement[] = [];
  for (const run of recordedRuns(server)) {
    for (const { aspect, what, ours, theirs } of replay(run, profile)) {
      const counts = tallies.get(aspect) as Tally;
      counts.all += 1;
      if (ours === theirs) counts.agree += 1;
      else
        disagreements.push({
          id: run.id,
          text: `${aspect} ${what}: ours ${show(ours)}, theirs ${show(theirs)}`,
        });
    }
  }
  return { tallies, disagreements };
}

function show(text: string): string {
  const shown = JSON.stringify(text);
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}

const title = sharedRecordingsExist
  ? 'recorded runs of real servers'
  : 'recorded runs of real servers (skipped: those of ../shared, which is not there)';

describe(title, () => {
  test.for(recordedServers)('%s does what the real one did', (server) => {
    const { tallies, disagreements } = tally(server);
    const counts = [...tallies].filter(([, { all }]) => all > 0);
    console.log(
      `${server}: ${counts.map(([aspect, { agree, all }]) => `${aspect} ${agree} of ${all}`).join(', ')}`,
    );
    const known = knownDisagreements[server] ?? {};
    for (const { id, text } of disagreements)
      console.log(`  ${id}: ${text}${id in known ? ` (${known[id]})` : ''}`);
    const unexplained = disagreements.filter(({ id }) => !(id in known));
    expect(unexplained.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
    const outdated = Object.keys(known).filter(
      (id) => !disagreements.some((disagreement) => disagreement.id === id),
    );
    expect(outdated).toEqual([]);
    expect(tallies.get('outcome')?.all).toBeGreaterThanOrEqual(18);
  });

  test('there are recordings of every measured server', () => {
    expect(recordedServers).toEqual(expect.arrayContaining(serverIds.filter((id) => id !== 'documented')));
  });
});
