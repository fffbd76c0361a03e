import { describe, expect, test } from 'vitest';
import { predefined } from '../../../src/config/preprocessor/predefined.js';
import { findServer } from '../../../src/server/servers.js';

describe('what a Kamailio defines by itself', () => {
  test.each([
    ['kamailio-4.4', 'KAMAILIO_4 KAMAILIO_4_4 KAMAILIO_4_4_7'],
    ['kamailio-5.6', 'KAMAILIO_5 KAMAILIO_5_6 KAMAILIO_5_6_3'],
    ['kamailio-5.6.2', 'KAMAILIO_5 KAMAILIO_5_6 KAMAILIO_5_6_2'],
    ['kamailio-5.7', 'KAMAILIO_5 KAMAILIO_5_7 KAMAILIO_VERSION=5007000'],
    ['kamailio-5.8.4', 'KAMAILIO_5 KAMAILIO_5_8 KAMAILIO_5_8_4 KAMAILIO_VERSION=5008004'],
    ['kamailio-6.1', 'KAMAILIO_6 KAMAILIO_6_1 KAMAILIO_6_1_4 KAMAILIO_VERSION=6001004'],
  ])('%s', (server, expected) => {
    const made = [...predefined(findServer(server))].map(([name, text]) =>
      text === '' ? name : `${name}=${text}`,
    );
    expect(made.join(' ')).toBe(expected);
  });

  test('is that of the newest one where the server is none', () => {
    expect(predefined(findServer('opensips-3.6'))).toEqual(predefined(findServer('kamailio')));
  });
});
