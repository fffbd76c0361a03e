import { describe, expect, it } from 'vitest';
import { valueClassOf } from '../../../src/exec/warnings/valueClass.js';
import { NotSipError } from '../../../src/server/errors.js';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import type { ServerProfile } from '../../../src/server/profile.js';
import { expandFormat } from '../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import type { Format } from '../../../src/server/pseudoVariables/reference.js';
import type { ServerState } from '../../../src/server/serverState.js';
import { findServer, serverIds } from '../../../src/server/servers.js';

const MESSAGE =
  'INVITE sip:bob:pw@biloxi.example.com:5070;transport=tcp;x=1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5066;branch=z9hG4bKn;rport=77\r\n' +
  'To: "Bob" <sip:bob@b.com:44;transport=udp>;tag=tt\r\nFrom: "A" <sip:alice@a.com:22>;tag=19\r\nCall-ID: a84\r\nCSeq: 31 INVITE\r\n' +
  'Contact: <sip:c@d:99>;expires=33\r\nDiversion: <sip:d@e:1>;reason=r\r\nAuthorization: Digest username="u@r.com",realm="r"\r\n' +
  'Expires: 60\r\nContent-Type: application/sdp\r\nContent-Length: 4\r\n\r\nv=0\n';

const STATE: ServerState = {
  source: { ip: '192.0.2.1', port: 5066 },
  destination: { ip: '127.0.0.1', port: 5060 },
  transport: 'udp',
  route: 'request',
  avps: [],
  vars: [],
};

const WITH_MORE = [
  '$hdrc(Via)', '$via0(port)', '$expires(min)', '$msg(len)', '$nh(p)', '$(fU{s.len})', '$(fU{s.int})', '$(fU{s.md5})', '$(ru{s.encode.hexa})', '$(ru{uri.port})',
  '$(fU{s.encode.base64})', '$(fU{s.urlencode.param})', '$(fU{s.b64encode})', '$(fU{s.numeric})', '$(fU{re.subst,/[^A-Za-z0-9._-]//g})', '$(fU{s.sha256})',
]; // biome-ignore format: a list

/** The variables that a server knows and that are said to be harmless, ready to be expanded. */
function harmlessOf(id: string): [written: string, format: Format][] {
  const profile = findServer(id);
  const names = profile.pseudoVariables.names
    .filter((name) => !name.endsWith('()'))
    .map((name) => `$${name}`);
  return [...names, ...WITH_MORE].flatMap((written): [string, Format][] => {
    if (valueClassOf(written, profile) !== 'harmless') return [];
    try {
      return [[written, parseFormat(Buffer.from(written), profile)]];
    } catch {
      return [];
    }
  });
}

/** Undefined where the message is none any more. */
function receivedBy(profile: ServerProfile, text: string) {
  try {
    return receiveMessage(profile, Buffer.from(text, 'latin1'));
  } catch (error) {
    if (error instanceof NotSipError) return undefined;
    throw error;
  }
}

describe('values that are said to be harmless', () => {
  it.each(serverIds)('hold no quote, wherever in a message one stands, in %s', (id) => {
    const profile = findServer(id);
    const variables = harmlessOf(id);
    expect(variables.length).toBeGreaterThan(15);
    const broken: string[] = [];
    for (let at = 0; at < MESSAGE.length; at++) {
      const text = `${MESSAGE.slice(0, at)}'\`;${MESSAGE.slice(at + 1)}`;
      const received = receivedBy(profile, text);
      if (received?.outcome !== 'script') continue;
      for (const [written, format] of variables) {
        const expansion = expandFormat(format, received.message, profile, STATE);
        if (expansion.outcome === 'expanded' && /['`]/.test(expansion.bytes.toString('latin1')))
          broken.push(`${written} at ${at}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it.each([
    '$rU',
    '$ru',
    '$fU',
    '$fd',
    '$td',
    '$rm',
    '$ci',
    '$cs',
    '$rP',
    '$hdr(X)',
    '$ct',
    '$rb',
    '$(ru{s.escape.common})',
    '$(fU{re.subst,/a/b/})',
  ])('%s is none of them', (written) => {
    expect(valueClassOf(written, findServer('kamailio-5.6'))).toBe('of-message');
  });
});
