import { describe, expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseContacts } from '../../../../src/sip/headers/contact/contact.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/**
 * The contacts of a header as `name|URI|parameters|whole|where the parameters end`, `-` for what is not there; or what is
 * wrong, and at which byte.
 */
function read(text: string, server = 'kamailio-6.1'): string {
  const bytes = Buffer.from(text, 'latin1');
  const contacts = parseContacts(bytes, 0, bytes.length, findServer(server).contact);
  if (isMalformed(contacts)) return `${contacts.malformed} at ${contacts.at}`;
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const shown = contacts.map(({ name, uri, parameters, whole, parametersEnd }) => {
    const list = parameters.map((one) => `${show(one.name)}=${show(one.value)}`).join(';');
    return `${show(name)}|${show(uri)}|${list}|${show(whole)}|${parametersEnd}`;
  });
  return shown.join(' + ');
}

const servers = ['openser-1.1', 'opensips-2.4', 'kamailio-5.6', 'kamailio-6.1'];

describe('contacts, as every server reads them', () => {
  test.each([
    ['', ''],
    ['  ', ''],
    ['*', '-|-||*|1'],
    ['<sip:a@b>', '-|sip:a@b||<sip:a@b>|9'],
    ['Bob <sip:a@b>', 'Bob|sip:a@b||Bob <sip:a@b>|13'],
    ['"B, <o>" <sip:a@b>;q=0.5', '"B, <o>"|sip:a@b|q=0.5|"B, <o>" <sip:a@b>;q=0.5|24'],
    ['sip:a@b', '-|sip:a@b||sip:a@b|7'],
    ['sip:a@b;expires=60', '-|sip:a@b|expires=60|sip:a@b;expires=60|18'],
    ['sip:a@b , sip:c@d', '-|sip:a@b||sip:a@b |8 + -|sip:c@d||sip:c@d|17'],
    ['<sip:a@b>, <sip:c@d>;x="1,2";y', '-|sip:a@b||<sip:a@b>|9 + -|sip:c@d|x=1,2;y=-|<sip:c@d>;x="1,2";y|30'],
    ['<sip:a@b', 'contact without an end at 8'],
    ['sip:a@b>', 'unexpected angle bracket in a contact at 7'],
    ['"open <sip:a@b>', 'quoted name without an end at 0'],
    ['<sip:a@b>,', 'contact expected after the comma at 10'],
    ['<sip:a@b>;', 'parameter expected at 10'],
    ['<sip:a@b>;x=y z', 'text after a parameter at 14'],
    ['<sip:a@b>;=y', '-|sip:a@b|=y|<sip:a@b>;=y|12'],
    ['<>', 'contact without a URI, or with one that is too short at 0'],
    ['bob', 'contact without a URI at 0'],
    ['< sip:a@b >', '-|sip:a@b||< sip:a@b >|11'],
    [
      '<sip:a@b> \r\n ;x = y \r\n , <sip:c@d>',
      '-|sip:a@b|x=y|<sip:a@b> \r\n ;x = y \r\n |19 + -|sip:c@d||<sip:c@d>|34',
    ],
    ['"a\\"b" <sip:a@b>', '"a\\"b"|sip:a@b||"a\\"b" <sip:a@b>|16'],
    ['<sip:a@b><sip:c@d>', '-|sip:a@b><sip:c@d||<sip:a@b><sip:c@d>|18'],
    ['<sip:a@b;x=1,2>', '-|sip:a@b;x=1,2||<sip:a@b;x=1,2>|15'],
    ['<sip:a@b>;x="open', 'quoted value without an end at 12'],
    ['<sip:a@b> x', '-|<sip:a@b> x||<sip:a@b> x|11'],
    ['sip:"a@b', 'contact without an end at 8'],
    ['Bob  <sip:a@b>;x;y=1;z="q"', 'Bob|sip:a@b|x=-;y=1;z=q|Bob  <sip:a@b>;x;y=1;z="q"|26'],
  ])('%j: %j', (text, expected) => {
    expect(servers.map((server) => read(text, server))).toEqual(servers.map(() => expected));
  });
});

describe('contacts that depend on the server', () => {
  test.each([
    [
      ' * ',
      {
        'kamailio-6.1': '-|-||* |3',
        'opensips-2.4': 'text after a * at 2',
        'kamailio-5.6': '-|-||* |3',
        'openser-1.1': 'text after a * at 2',
      },
    ],
    [
      '* x',
      {
        'kamailio-6.1': '-|-||* x|3',
        'opensips-2.4': 'text after a * at 1',
        'kamailio-5.6': '-|-||* x|3',
        'openser-1.1': 'text after a * at 1',
      },
    ],
    [
      'Bob sip:a@b',
      {
        'kamailio-6.1': 'Bob|sip:a@||Bob sip:a@|10',
        'opensips-2.4': 'Bob|sip:a@b||Bob sip:a@b|11',
        'kamailio-5.6': 'Bob|sip:a@||Bob sip:a@|10',
        'openser-1.1': 'Bob|sip:a@b||Bob sip:a@b|11',
      },
    ],
    [
      'Bob sip:a@b;x=1',
      {
        'kamailio-6.1': 'Bob|sip:a@b|x=|Bob sip:a@b;x=|14',
        'opensips-2.4': 'Bob|sip:a@b|x=1|Bob sip:a@b;x=1|15',
        'kamailio-5.6': 'Bob|sip:a@b|x=|Bob sip:a@b;x=|14',
        'openser-1.1': 'Bob|sip:a@b|x=1|Bob sip:a@b;x=1|15',
      },
    ],
    [
      '<sip:a@b>;x=',
      {
        'kamailio-6.1': '-|sip:a@b|x=|<sip:a@b>;x=|12',
        'opensips-2.4': 'parameter without a value at 12',
        'kamailio-5.6': '-|sip:a@b|x=|<sip:a@b>;x=|12',
        'openser-1.1': 'parameter without a value at 12',
      },
    ],
    [
      "<sip:a@b>;x='a;b'",
      {
        'kamailio-6.1': "-|sip:a@b|x=a;b|<sip:a@b>;x='a;b'|17",
        'opensips-2.4': "-|sip:a@b|x='a;b'=-|<sip:a@b>;x='a;b'|17",
        'kamailio-5.6': "-|sip:a@b|x=a;b|<sip:a@b>;x='a;b'|17",
        'openser-1.1': "-|sip:a@b|x='a;b'=-|<sip:a@b>;x='a;b'|17",
      },
    ],
    [
      '<a>',
      {
        'kamailio-6.1': 'contact without a URI, or with one that is too short at 0',
        'opensips-2.4': '-|a||<a>|3',
        'kamailio-5.6': '-|a||<a>|3',
        'openser-1.1': '-|a||<a>|3',
      },
    ],
    [
      'a:',
      {
        'kamailio-6.1': 'contact without a URI, or with one that is too short at 0',
        'opensips-2.4': '-|a:||a:|2',
        'kamailio-5.6': '-|a:||a:|2',
        'openser-1.1': '-|a:||a:|2',
      },
    ],
    [
      'bob;expires=60',
      {
        'kamailio-6.1': '-|bob|expires=60|bob;expires=60|14',
        'opensips-2.4': 'contact without a URI at 0',
        'kamailio-5.6': '-|bob|expires=60|bob;expires=60|14',
        'openser-1.1': 'contact without a URI at 0',
      },
    ],
  ])('%j', (text, expected) => {
    const found = servers.map((server) => [server, read(text, server)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
