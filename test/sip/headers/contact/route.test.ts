import { describe, expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { listForms } from '../../../../src/sip/headers/contact/parameterList.js';
import { parseRoutes } from '../../../../src/sip/headers/contact/route.js';
import { isMalformed } from '../../../../src/sip/span.js';

function entriesOf(text: string): string[] | 'no route' {
  const bytes = Buffer.from(text, 'latin1');
  const form = listForms[findServer('kamailio-6.1').contact.parameterList];
  const routes = parseRoutes(bytes, 0, bytes.length, form);
  return isMalformed(routes) ? 'no route' : routes.map(({ start, end }) => text.slice(start, end));
}

describe('a Route', () => {
  test.for([
    ['<sip:a;lr>, "B" <sip:b>;x', ['<sip:a;lr>', '"B" <sip:b>;x']],
    ['<sip:a>,"m\\"n" <sip:b>', ['<sip:a>', '"m\\"n" <sip:b>']],
    ['"<" <sip:a>', ['"<" <sip:a>']],
    ['<sip:a;x=">">', ['<sip:a;x=">">']],
    ['<sip:a;x="b>', 'no route'],
    ['"A " b" <sip:a>', 'no route'],
    ['sip:a', 'no route'],
  ] as const)('%s has its brackets outside of quotes', ([text, entries]) => {
    expect(entriesOf(text)).toEqual(entries);
  });
});

describe('a Route that cannot be read says why, and where', () => {
  const why = (text: string) => {
    const bytes = Buffer.from(text, 'latin1');
    const routes = parseRoutes(bytes, 0, bytes.length, listForms.strict);
    return isMalformed(routes) ? `${routes.malformed} at ${routes.at}` : 'it can';
  };

  test.each([
    ['sip:a', 'route without an angle bracket at 0'],
    ['  ', 'route without an angle bracket at 2'],
    ['<sip:a>, b', 'route without an angle bracket at 9'],
    ['<sip:a>,', 'route without an angle bracket at 8'],
    ['A <sip:a', 'angle bracket without an end at 2'],
    ['<sip:a> b', 'text after a route at 8'],
    ['<sip:a>;x=1 b', 'text after a parameter at 12'],
    ['<sip:a>;', 'parameter expected at 8'],
    ['<sip:a>;x="1', 'quoted value without an end at 10'],
    [' A <sip:a> ; x = "1" , <sip:b> ', 'it can'],
  ])('%j: %s', (text, expected) => {
    expect(why(text)).toBe(expected);
  });
});
