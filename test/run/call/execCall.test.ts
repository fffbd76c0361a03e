import { describe, expect, test } from 'vitest';
import { execCall, NotRunnableError } from '../../../src/run/call/execCall.js';
import { findServer } from '../../../src/server/servers.js';

const command = Buffer.from('route.sh $rm');
const requested = { function: 'exec_dset', command } as const;
const refusal = (
  server: string,
  call: Parameters<typeof execCall>[0],
  route?: Parameters<typeof execCall>[2],
) =>
  execCall(call, findServer(server), route).then(
    () => undefined,
    (error) => (error instanceof NotRunnableError ? error.message : error),
  );

describe('a call as the server reads it when it starts', () => {
  test('has its pseudo-variables taken apart', async () => {
    const { command: format } = await execCall(requested, findServer('kamailio-5.6'));
    expect(format.parts).toHaveLength(2);
    expect(format.parts[0]).toEqual(Buffer.from('route.sh '));
  });

  test('of a KEMI script keeps its string as it is', async () => {
    const call = { ...requested, strings: 'raw' } as const;
    expect(await execCall(call, findServer('kamailio-5.6'))).toEqual({
      function: 'exec_dset',
      command: { parts: [command] },
      strings: 'raw',
    });
  });

  test('has nothing in it where the string is empty', async () => {
    const empty = { function: 'exec_msg', command: Buffer.alloc(0) } as const;
    expect(await execCall(empty, findServer('kamailio-5.6'))).toEqual({
      function: 'exec_msg',
      command: { parts: [] },
    });
  });
});

describe('a call is refused', () => {
  test('that the server has no function for', async () => {
    expect(await refusal('openser-1.1', { ...requested, function: 'exec_cmd' })).toMatch(/exec_cmd/);
    expect(await refusal('opensips-3.4', requested)).toMatch(/exec_dset/);
    expect(await refusal('kamailio-5.6', { ...requested, function: 'exec_cmd' })).toBeUndefined();
  });

  test('of a KEMI script where the server has no KEMI', async () => {
    expect(await refusal('kamailio-4.4', { ...requested, strings: 'raw' })).toBe(
      'kamailio-4.4 has no KEMI, which came with Kamailio 5.0',
    );
  });

  test('that stands in a route where the server does not let it stand', async () => {
    expect(await refusal('kamailio-5.6', requested, 'request')).toBeUndefined();
    expect(await refusal('kamailio-5.6', requested, 'onreply')).toMatch(/exec_dset/);
    expect(await refusal('kamailio-5.6', { ...requested, strings: 'raw' }, 'onreply')).toBeUndefined();
  });
});
