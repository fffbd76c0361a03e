import { describe, expect, test } from 'vitest';
import { ruleGroups } from '../../../src/server/rules/ruleGroups.js';
import { serverPage } from '../../../src/server/rules/serverPage.js';
import { findServer, serverIds } from '../../../src/server/servers.js';

function groupNamed(id: string, name: string) {
  return serverPage(findServer(id)).groups.find((group) => group.name === name);
}

describe('the page of a server', () => {
  test('tells of each rule its case, what it decides, what the server does, and the section', () => {
    expect(groupNamed('kamailio-5.6', 'contentLength')).toEqual({
      name: 'contentLength',
      title: 'Content-Length',
      rules: [
        {
          name: 'foldAtCrlf',
          value: 'followed',
          effect: 'A blank behind the CR LF that follows the number',
          meaning: 'continues the header, as behind a lone LF',
          section: '17',
          cases: ruleGroups.contentLength.rules.foldAtCrlf.cases,
        },
        {
          name: 'overflow',
          value: 'refused',
          effect: 'A number of more than 31 bits',
          meaning: 'does not parse',
          section: '17',
          cases: ruleGroups.contentLength.rules.overflow.cases,
        },
      ],
    });
  });

  test('shows limits with their unit', () => {
    const meanings = ['documented', 'openser-1.1', 'kamailio-6.1'].map(
      (id) => groupNamed(id, 'running')?.rules.find(({ name }) => name === 'maxCommandBytes')?.meaning,
    );
    expect(meanings).toEqual(['no limit', '1023 bytes, 1022 bytes in exec_msg', '30000 bytes']);
  });

  test('shows kinds of headers with their compact forms, and the release', () => {
    const meaning = (id: string, group: string, rule: string) =>
      groupNamed(id, group)?.rules.find(({ name }) => name === rule)?.meaning;
    const kinds = meaning('kamailio-6.1', 'headers', 'kinds')?.split(' ');
    expect(kinds).toEqual(expect.arrayContaining(['to', 't=to', 'subject', 's=subject', 'www-authenticate']));
    expect(kinds).not.toContain('to=to');
    expect(meaning('kamailio-5.6', 'pseudoVariables', 'release')).toBe('5.6.3 (x86_64/linux)');
  });

  test('has a group for each kind of header that is taken in a way of its own', () => {
    const kinds = serverPage(findServer('kamailio-6.1')).groups.filter(({ name }) =>
      name.startsWith('identities'),
    );
    expect(kinds.map(({ title }) => title)).toEqual([
      'Identities: diversion',
      'Identities: p-asserted-identity',
      'Identities: p-preferred-identity',
    ]);
  });

  test('leaves out transformations of other families, and rules about pseudo-variables that the server has not', () => {
    const { groups } = serverPage(findServer('opensips-3.6'));
    expect(groups.map(({ name }) => name)).not.toContain('kamailioTransformations');
    expect(groups.flatMap(({ rules }) => rules.map(({ effect }) => effect)).join('\n')).not.toContain(
      '$hfl(Contact)',
    );
  });

  test.each(serverIds)('gives every rule of %s a meaning', (id) => {
    for (const { name, rules } of serverPage(findServer(id)).groups) {
      for (const rule of rules) {
        expect(rule.meaning, `${name}.${rule.name}`).toEqual(expect.stringMatching(/./));
        if (rule.cases !== undefined) expect(Object.keys(rule.cases)).toContain(String(rule.value));
      }
    }
  });
});
