import { expect, test } from 'vitest';
import { receiveMessage } from '../../../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../../../src/server/servers.js';
import { mandatory, plainState, request } from '../../../requests.js';

test('what only a running server knows is taken to have no value, and is said to be a guess', () => {
  const profile = findServer('kamailio-6.1');
  const received = receiveMessage(profile, request(mandatory));
  if (received.outcome !== 'script') throw new Error(received.outcome);
  const format = parseFormat(Buffer.from('$sel(via[1].host)|$rU'), profile);
  expect(expandFormat(format, received.message, profile, plainState)).toMatchObject({
    bytes: Buffer.from('<null>|bob'),
    spans: [{ guess: 'only a running server knows its value' }, { name: '$rU' }],
  });
});
