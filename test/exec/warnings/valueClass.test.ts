import { describe, expect, it } from 'vitest';
import { hasNoQuote, valueClassOf, variableParts } from '../../../src/exec/warnings/valueClass.js';
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

describe('a reference', () => {
  it.each([
    ['$rU', 'rU', undefined, undefined],
    ['$(rU)', 'rU', undefined, undefined],
    ['$to.user', 'to.user', undefined, undefined],
    ['$hdr(X-A)', 'hdr', 'X-A', undefined],
    ['$(hdr(X-A)[1])', 'hdr', 'X-A', undefined],
    ['$hdr()', 'hdr', '', undefined],
    ['$avp(s:x)', 'avp', 's:x', undefined],
    ['$avp($var(x))', 'avp', '$var(x)', undefined],
    ['$(rU{s.len})', 'rU', undefined, 's.len'],
    ['$(hdr(X){s.tolower}{s.len})', 'hdr', 'X', 's.len'],
    ['$(rU{s.substr,(,)})', 'rU', undefined, 's.substr,(,)'],
    ['$)x(', '', undefined, undefined],
    ['$hdr(X', 'hdr', undefined, undefined],
  ])('%s has a name, an argument and a last transformation', (written, name, argument, transformation) => {
    expect(variableParts(written)).toEqual({ name, argument, transformation });
  });

  it.each([
    ["$(rU{re.subst,/'//g})", true],
    ["$(rU{s.len}{re.subst,/'//g})", true],
    ["$(rU{re.subst,/'//g}{s.tolower})", false],
    ["$(rU{re.subst,/'//})", false],
    ["$(rU{re.subst,/'/'/g})", false],
    ["$(rU{xre.subst,/'//g})", false],
    ["$(rU{re.subst,/'//gx})", false],
    ['$rU', false],
  ])('%s has lost its quotes: %s', (written, isLost) => {
    expect(hasNoQuote(written)).toBe(isLost);
  });
});

describe('a value by its last transformation', () => {
  const harmless =
    's.len s.md5 s.sha256 s.sha512 s.crc32 s.corehash s.numeric s.encode.hexa s.encode.base58 s.encode.base64 s.encode.base64t s.encode.base64url s.b64encode s.urlencode.param uri.port param.count csv.count nameaddr.len s.int re.subst,/[^A-Z]//g re.subst,/[^a-z0-9]//g re.subst,/[^._+@:-]//g s.md5,x';
  const open =
    's.tolower s.lens xs.len s.encode s.encode.hex s.encode.hexab s.decode.hexa s.sha s.shax s.md5x uri.ports uri.user param.value re.subst,/[A-Z]//g re.subst,/[^A-Z]/x/g re.subst,/[^A-Z]//gx re.subst,/[^A-Z]// xre.subst,/[^A-Z]//g re.subst,/[^]//g re.subst,/[^A-Z;]//g s.encode.base58x s.b64encoded s.urlencode';
  it('is harmless where only numbers, letters and digits come of it, and is any bytes of the message elsewhere', () => {
    const profile = findServer('kamailio-5.6');
    const classes = (steps: string) =>
      steps.split(' ').map((step) => `${step} ${valueClassOf(`$(rU{${step}})`, profile)}`);
    expect(classes(harmless)).toEqual(harmless.split(' ').map((step) => `${step} harmless`));
    expect(classes(open)).toEqual(open.split(' ').map((step) => `${step} of-message`));
    // OpenSIPS prints what it cannot take for a number as it is.
    expect(valueClassOf('$(rU{s.int})', findServer('opensips-2.4'))).toBe('of-message');
    // What counts is the last one.
    expect(valueClassOf('$(rU{s.len}{s.tolower})', profile)).toBe('of-message');
  });
});

describe('a value by its name', () => {
  const server =
    '$si $src_ip $sp $Ri $Rp $RAi $RAp $Rn $Ru $Rut $RAu $RAut $fs $rp $op $dp $cl $mi $ml $mf $mF $mt $bf $bF $sf $sF $pp $pr $proto $rs $rc $retcode $Tf $Ts $Tb $TF $TS $sas $sid $su $conid $rmid $ruid $rz $ru_q $rUl $tUl $fUl $cfg_line $cfg_file $log_level $xlog_level $route $route.name $msg.is_request $msg.type $C(xy) $K(IPv4) $version(num) $time(year) $snd(ip) $sndto(ip) $socket_in(ip) $socket_out(ip) $hdrc(X) $expires(max) $stat(x) $def(X) $env(HOME) $cfg_get(a.b) $via0(port) $via1(port) $viaZ(port) $msg(len) $nh(p)';
  const script = '$var(x) $avp(x) $xavp(x) $xavu(x) $xavi(x) $shv(x) $sht(a=>b) $dbr(a=>b)';
  const message =
    '$rU $ru $si(x) $C $version $via0(host) $via2(port) $msg(buf) $nh(u) $msg(lens) $nothing $hdr(si)';
  it('is the server’s own, the script’s, or the message’s', () => {
    const classes = (names: string) =>
      names.split(' ').map((name) => `${name} ${valueClassOf(name, findServer('opensips-2.4'))}`);
    const all = (names: string, valueClass: string) =>
      names.split(' ').map((name) => `${name} ${valueClass}`);
    expect(classes(server)).toEqual(all(server, 'harmless'));
    expect(classes(script)).toEqual(all(script, 'of-script'));
    expect(classes(message)).toEqual(all(message, 'of-message'));
  });

  it('the host of a URI is harmless where the server checks its bytes', () => {
    for (const id of serverIds) {
      const profile = findServer(id);
      const expected = profile.uri.hostBytes === 'checked' ? 'harmless' : 'of-message';
      expect(['$rd', '$od'].map((name) => valueClassOf(name, profile))).toEqual([expected, expected]);
      expect(valueClassOf('$fd', profile)).toBe('of-message');
    }
  });
});
