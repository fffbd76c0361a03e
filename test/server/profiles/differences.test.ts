import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../../src/exec/environment.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { findServer, serverIds } from '../../../src/server/servers.js';
import { mandatory, plainState, request } from '../requests.js';

const outcome = (server: string, lines: readonly string[], firstLine?: string) =>
  receiveMessage(findServer(server), request(lines, firstLine)).outcome;

/** For each server what it takes of some candidates. */
function takenBy(candidates: readonly string[], takes: (server: string, candidate: string) => boolean) {
  return Object.fromEntries(
    serverIds.map((id) => [id, candidates.filter((candidate) => takes(id, candidate)).join(' ')]),
  );
}

/** The same answer for all servers of some series. */
function each(servers: string, answer: string): Record<string, string> {
  return Object.fromEntries(servers.split(' ').map((id) => [id, answer]));
}

const opensips3 = 'opensips-3.2 opensips-3.4 opensips-3.5 opensips-3.6 opensips-4.1';
const kamailios = 'kamailio-4.4 kamailio-5.6 kamailio-5.8 kamailio-6.0 kamailio-6.1 kamailio-6.2-dev';

describe('what the servers tell apart, all of them', () => {
  test('what they are called, and the release that $version() tells', () => {
    const called = serverIds.map((id) => {
      const { title, pseudoVariables } = findServer(id);
      return [id, title, pseudoVariables.release?.number, pseudoVariables.release?.system];
    });
    expect(called).toEqual([
      ['documented', 'the exec module as its manual describes it', undefined, undefined],
      ['openser-1.1', 'OpenSER 1.1.0', undefined, undefined],
      ['opensips-1.4', 'OpenSIPS 1.4.5', undefined, undefined],
      ['opensips-1.11', 'OpenSIPS 1.11.11', undefined, undefined],
      ['opensips-2.4', 'OpenSIPS 2.4.11', undefined, undefined],
      ['opensips-3.2', 'OpenSIPS 3.2.19', undefined, undefined],
      ['opensips-3.4', 'OpenSIPS 3.4.18', undefined, undefined],
      ['opensips-3.5', 'OpenSIPS 3.5.9', undefined, undefined],
      ['opensips-3.6', 'OpenSIPS 3.6.8', undefined, undefined],
      ['opensips-4.1', 'OpenSIPS 4.1.0-dev', undefined, undefined],
      ['kamailio-4.4', 'Kamailio 4.4.7', '4.4.7', 'x86_64/linux'],
      ['kamailio-5.6', 'Kamailio 5.6.3', '5.6.3', 'x86_64/linux'],
      ['kamailio-5.8', 'Kamailio 5.8.8', '5.8.8', 'x86_64/Linux'],
      ['kamailio-6.0', 'Kamailio 6.0.7', '6.0.7', 'x86_64/Linux'],
      ['kamailio-6.1', 'Kamailio 6.1.4', '6.1.4', 'x86_64/Linux'],
      ['kamailio-6.2-dev', 'Kamailio 6.2-dev of August 2026', '6.2.0-dev0', 'x86_64/Linux'],
    ]);
  });

  test('bytes in a method beside letters and digits (docs/servers.md, 10)', () => {
    const bytes = [...'!"#$%&\'()*+-./:;<=>?@[\\]^_`{|}~'];
    const taken = takenBy(
      bytes,
      (server, byte) => outcome(server, mandatory, `AB${byte}CD sip:b@c SIP/2.0`) === 'script',
    );
    expect(taken).toEqual({
      ...each(`documented ${kamailios}`, bytes.join(' ')),
      ...each('openser-1.1 opensips-1.4 opensips-1.11 opensips-2.4', '% * + - . _ ~'),
      ...each(opensips3, "! % ' * + - . _ ` ~"),
    });
  });

  test('transports in a Via (docs/servers.md, 11)', () => {
    const transports = ['UDP', 'udp', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS', 'X'];
    const withTransport = (transport: string) =>
      mandatory.map((line) => line.replace('SIP/2.0/UDP', `SIP/2.0/${transport}`));
    const taken = takenBy(
      transports,
      (server, transport) => outcome(server, withTransport(transport)) === 'script',
    );
    const all = transports.join(' ');
    expect(taken).toEqual({
      ...each(`documented opensips-1.11 opensips-2.4 ${opensips3} ${kamailios}`, all),
      ...each('openser-1.1', 'UDP udp TCP TLS'),
      ...each('opensips-1.4', 'UDP udp TCP TLS SCTP'),
    });
  });

  test('schemes of a request URI, as whose user is found', () => {
    const uris = { sip: 'sip:u@h', sips: 'sips:u@h', tel: 'tel:u', urn: 'urn:service:u', mailto: 'mailto:u' };
    const hasUser = (server: string, scheme: string) => {
      const profile = findServer(server);
      const uri = uris[scheme as keyof typeof uris];
      const received = receiveMessage(profile, request(mandatory, `INVITE ${uri} SIP/2.0`));
      if (received.outcome !== 'script') return false;
      const environment = environmentOf(received.message, profile, { ...plainState, setvars: true });
      return environment.outcome === 'set' && environment.entries.some(({ name }) => name === 'SIP_USER');
    };
    expect(takenBy(Object.keys(uris), hasUser)).toMatchObject({
      'openser-1.1': 'sip sips tel',
      'opensips-1.4': 'sip sips tel',
      'opensips-2.4': 'sip sips tel urn',
      ...each(kamailios, 'sip sips tel urn'),
      documented: 'sip sips tel urn',
    });
  });

  test('the functions of the module (docs/servers.md, 22)', () => {
    const functions = Object.fromEntries(serverIds.map((id) => [id, findServer(id).functions.join(' ')]));
    expect(functions).toEqual({
      documented: 'exec_dset exec_msg exec_avp exec_cmd exec',
      'openser-1.1': 'exec_dset exec_msg',
      ...each('opensips-1.4 opensips-1.11', 'exec_dset exec_msg exec_avp'),
      'opensips-2.4': 'exec_dset exec_msg exec_avp exec',
      ...each(opensips3, 'exec'),
      'kamailio-4.4': 'exec_dset exec_msg exec_avp',
      ...each(kamailios.replace('kamailio-4.4 ', ''), 'exec_dset exec_msg exec_avp exec_cmd'),
    });
  });

  test('the variables of the original request URI', () => {
    const names = (server: string) => {
      const profile = findServer(server);
      const received = receiveMessage(profile, request(mandatory));
      if (received.outcome !== 'script') return received.outcome;
      const environment = environmentOf(received.message, profile, { ...plainState, setvars: true });
      if (environment.outcome !== 'set') return environment.outcome;
      return environment.entries.flatMap(({ name }) => (/^SIP_OR/.test(name) ? [name] : [])).join(' ');
    };
    expect(Object.fromEntries(serverIds.map((id) => [id, names(id)]))).toMatchObject({
      documented: 'SIP_ORUI SIP_ORURI',
      ...each(`openser-1.1 opensips-1.4 opensips-1.11 opensips-2.4 ${kamailios}`, 'SIP_ORUI'),
    });
  });
});
