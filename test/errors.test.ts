import { expect, test } from 'vitest';
import { SipexecError } from '../src/errors.js';

test('an error carries its own class name and the place it belongs to', () => {
  class BadInputError extends SipexecError {}
  const error = new BadInputError('header without a colon', { input: 'invite.sip', line: 7 });
  expect(error.name).toBe('BadInputError');
  expect(error.place).toEqual({ input: 'invite.sip', line: 7 });
  expect(error.message).toBe('header without a colon');
});
