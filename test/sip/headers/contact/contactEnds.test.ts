import { expect, test } from 'vitest';
import { findServer } from '../../../../src/server/servers.js';
import { parseContacts } from '../../../../src/sip/headers/contact/contact.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

const servers = ['openser-1.1', 'opensips-3.6', 'kamailio-5.6', 'kamailio-6.1'];

/** The contacts as `name|URI|parameters|whole|where the parameters end`, or what is wrong, and where, by the servers that agree. */
function read(text: string, behind: string): Record<string, string> {
  const bytes = Buffer.from(text + behind, 'latin1');
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const byResult = new Map<string, string[]>();
  for (const server of servers) {
    const contacts = parseContacts(bytes, 0, text.length, findServer(server).contact);
    const result = isMalformed(contacts)
      ? `${contacts.malformed} at ${contacts.at}`
      : contacts
          .map(({ name, uri, parameters, whole, parametersEnd }) => {
            const list = parameters.map((one) => `${show(one.name)}=${show(one.value)}`).join(';');
            return `${show(name)}|${show(uri)}|${list}|${show(whole)}|${parametersEnd}`;
          })
          .join(' + ');
    byResult.set(result, [...(byResult.get(result) ?? []), server]);
  }
  return Object.fromEntries([...byResult].map(([result, names]) => [names.join(' '), result]));
}

// docs/servers.md §14: a name before a URI without angle brackets is miscounted, so that the header ends elsewhere.
test.each<[string, string, Record<string, string>]>([
  [
    'B sip:a@b',
    '\r\nXYZ',
    {
      'openser-1.1 opensips-3.6': 'B|sip:a@b||B sip:a@b|9',
      'kamailio-5.6 kamailio-6.1': 'B|sip:a@||B sip:a@|8',
    },
  ],
  [
    'Bo sip:a@b',
    '\r\nXYZ',
    {
      'openser-1.1 opensips-3.6': 'Bo|sip:a@b||Bo sip:a@b\r|11',
      'kamailio-5.6 kamailio-6.1': 'Bo|sip:a@||Bo sip:a@|9',
    },
  ],
  [
    'Bob sip:a@b',
    '\r\nXYZ',
    {
      'openser-1.1 opensips-3.6': 'Bob|sip:a@b||Bob sip:a@b\r\n|13',
      'kamailio-5.6 kamailio-6.1': 'Bob|sip:a@||Bob sip:a@|10',
    },
  ],
  [
    'Bobby sip:a@b',
    '\r\nXYZ',
    {
      'openser-1.1 opensips-3.6': 'Bobby|sip:a@b\r\nXY||Bobby sip:a@b\r\nXY|17',
      'kamailio-5.6 kamailio-6.1': 'Bobby|sip:a@||Bobby sip:a@|12',
    },
  ],
  [
    'Bobby sip:a@b',
    '\r',
    {
      'openser-1.1 opensips-3.6': 'Bobby|sip:a@b||Bobby sip:a@b\r|14',
      'kamailio-5.6 kamailio-6.1': 'Bobby|sip:a@||Bobby sip:a@|12',
    },
  ],
  [
    '"B" sip:a@b',
    '\r\nXYZ',
    {
      'openser-1.1 opensips-3.6': '"B"|sip:a@b||"B" sip:a@b\r\n|13',
      'kamailio-5.6 kamailio-6.1': '"B"|sip:a@||"B" sip:a@|10',
    },
  ],
  [
    'Bob sip:a@b, sip:c@d',
    '\r\nXYZ',
    {
      'openser-1.1 opensips-3.6': 'Bob|sip:a@b||Bob sip:a@b|11 + -|sip:c@d||sip:c@d\r\n|22',
      'kamailio-5.6 kamailio-6.1': 'Bob|sip:a@b||Bob sip:a@b|11 + -|sip:c@||sip:c@|19',
    },
  ],
  [
    'a\nb:c',
    '\r\n',
    {
      'openser-1.1 opensips-3.6': 'a|b:c||a\nb:c|5',
      'kamailio-5.6': 'a|b:||a\nb:|4',
      'kamailio-6.1': 'contact without a URI, or with one that is too short at 2',
    },
  ],
  [
    'a\tb:c',
    '\r\n',
    {
      'openser-1.1 opensips-3.6': 'a|b:c||a\tb:c|5',
      'kamailio-5.6': 'a|b:||a\tb:|4',
      'kamailio-6.1': 'contact without a URI, or with one that is too short at 2',
    },
  ],
  [
    '"a:b" c:d',
    '\r\n',
    {
      'openser-1.1 opensips-3.6': '"a:b"|c:d||"a:b" c:d\r\n|11',
      'kamailio-5.6': '"a:b"|c:||"a:b" c:|8',
      'kamailio-6.1': 'contact without a URI, or with one that is too short at 6',
    },
  ],
  [
    '**',
    '\r\n',
    { 'openser-1.1 opensips-3.6': 'text after a * at 1', 'kamailio-5.6 kamailio-6.1': '-|-||**|2' },
  ],
  [
    'a b:c;d e',
    '',
    {
      'openser-1.1 opensips-3.6': 'text after a parameter at 8',
      'kamailio-5.6 kamailio-6.1': 'a|b:c|d=-|a b:c;d |7',
    },
  ],
  [
    '<ab>',
    '',
    {
      'openser-1.1 opensips-3.6 kamailio-5.6': '-|ab||<ab>|4',
      'kamailio-6.1': 'contact without a URI, or with one that is too short at 0',
    },
  ],
  [
    ':',
    '',
    {
      'openser-1.1 opensips-3.6 kamailio-5.6': '-|:||:|1',
      'kamailio-6.1': 'contact without a URI, or with one that is too short at 0',
    },
  ],
  [
    ';x',
    '',
    {
      'openser-1.1 opensips-3.6': 'contact without a URI at 0',
      'kamailio-5.6 kamailio-6.1': 'contact without a URI, or with one that is too short at 0',
    },
  ],
])('%j, with %j behind it, depends on the server', (text, behind, expected) => {
  expect(read(text, behind)).toEqual(expected);
});

test.each([
  [' sip:a@b', '\r\nX', '-|sip:a@b||sip:a@b|8'],
  ['"a\\" <sip:a@b>', '\r\n', 'quoted name without an end at 0'],
  ['"a\\\\" <sip:a@b>', '\r\n', 'quoted name without an end at 0'],
  ['a\rb:c', '\r\n', '-|a\rb:c||a\rb:c|5'],
  ['<sip:a@b', '>\r\n', 'contact without an end at 8'],
  ['sip:a@b;', 'x\r\n', 'parameter expected at 8'],
  ['*', '\r\n', '-|-||*|1'],
  ['\t\r\n *', '', '-|-||*|5'],
  ['sip:a@b,', 'sip:c\r\n', 'contact expected after the comma at 8'],
  ['<sip:a,b;c>;d', '', '-|sip:a,b;c|d=-|<sip:a,b;c>;d|13'],
  ['sip:a"b;c"d;e', '', '-|sip:a"b;c"d|e=-|sip:a"b;c"d;e|13'],
  ['<a><b', '>', 'contact without an end at 5'],
  ['<<a>>', '', 'unexpected angle bracket in a contact at 1'],
  ['>a:b', '', 'unexpected angle bracket in a contact at 0'],
  ['a:b>', '', 'unexpected angle bracket in a contact at 3'],
  ['"a:b', '', 'quoted name without an end at 0'],
  ['<a:b>;c="d', '', 'quoted value without an end at 8'],
  ['<abc>', '', '-|abc||<abc>|5'],
  ['a:b', '', '-|a:b||a:b|3'],
  ['<  >', '', 'contact without a URI, or with one that is too short at 0'],
  ['< a:b\r\n >', '', '-|a:b||< a:b\r\n >|9'],
  ['Bob\r\n <a:b>', '', 'Bob|a:b||Bob\r\n <a:b>|11'],
])('%j, with %j behind it, is for every server %j', (text, behind, expected) => {
  expect(read(text, behind)).toEqual({ [servers.join(' ')]: expected });
});
