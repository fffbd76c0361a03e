import { describe, expect, test } from 'vitest';
import { guessedValues } from '../../../src/exec/warnings/guessedValues.js';
import { serverHazards } from '../../../src/exec/warnings/serverHazards.js';
import type { ExecFunction } from '../../../src/server/profile.js';
import { findServer, serverIds } from '../../../src/server/servers.js';

describe('a server that hangs on a command which runs well here', () => {
  const functions: readonly ExecFunction[] = ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd', 'exec'];

  test('is OpenSIPS 1.11 and 2.4 with exec_msg, and no other', () => {
    const told = serverIds.flatMap((id) =>
      functions.flatMap((name) => {
        const warnings = serverHazards(name, findServer(id));
        return warnings.map(({ code, message }) => `${name} of ${message}, code ${code}`);
      }),
    );
    expect(told).toEqual([
      'exec_msg of opensips-1.11 never gets the message to a command that waits for it: the command, and with it a worker, hangs for ever, code server-hangs',
      'exec_msg of opensips-2.4 never ends the input of exec_msg: a command that reads to the end, and with it a worker, hangs for ever, code server-hangs',
    ]);
  });
});

test('values that are guessed are told, each with why', () => {
  expect(guessedValues([])).toEqual([]);
  expect(
    guessedValues([
      { name: '$ru' },
      { name: '$Tb', guess: 'it is never set' },
      { name: '$x', guess: 'it varies' },
    ]),
  ).toEqual([
    { code: 'uncertain-value', message: '$Tb may print something else on the server: it is never set' },
    { code: 'uncertain-value', message: '$x may print something else on the server: it varies' },
  ]);
});
