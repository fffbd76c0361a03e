import { describe, expect, test } from 'vitest';
import { nearestVariable } from '../../../src/exec/warnings/nearestVariable.js';
import { findServer } from '../../../src/server/servers.js';

const nearest = (written: string, server = 'kamailio-6.1') => {
  const found = nearestVariable(written, findServer(server));
  return found === undefined ? undefined : `${found.name}, ${found.holds}`;
};

describe('the variable that has the value of a pseudo-variable', () => {
  test.each([
    ['$rU', 'SIP_USER'],
    ['$oU', 'SIP_OUSER'],
    ['$ru', 'SIP_RURI'],
    ['$ruri', 'SIP_RURI'],
    ['$ou', 'SIP_ORUI'],
    ['$ouri', 'SIP_ORUI'],
    ['$tt', 'SIP_DID'],
    ['$ci', 'SIP_HF_CALLID'],
    ['$ct', 'SIP_HF_CONTACT'],
    ['$cT', 'SIP_HF_CONTENT_TYPE'],
    ['$ua', 'SIP_HF_USER_AGENT'],
    ['$hdr(X-Route-To)', 'SIP_HF_X_ROUTE_TO'],
    ['$hfl(Subject)', 'SIP_HF_SUBJECT'],
    ['$hdr(call-id)', 'SIP_HF_CALLID'],
    ['$hdr(i)', 'SIP_HF_CALLID'],
  ])('%s: %s', (written, name) => {
    expect(nearest(written)).toBe(`${name}, the-same`);
  });

  test('is named as the server names it', () => {
    expect([nearest('$ou', 'openser-1.1'), nearest('$ou', 'documented')]).toEqual(
      ['openser-1.1', 'documented'].map(
        (server) => `${findServer(server).environment.originalUriNames[0]}, the-same`,
      ),
    );
  });
});

describe('the least of the message that has the value within', () => {
  // biome-ignore format: a list
  const partsOf = {
    FROM: '$fu $from $fU $fd $fn $ft', TO: '$tu $to $to.user $tU $td $tn', CSEQ: '$cs', DIVERSION: '$di $dir $dip', REFER_TO: '$rt',
    REMOTE_PARTY_ID: '$re', P_ASSERTED_IDENTITY: '$ai', P_PREFERRED_IDENTITY: '$pu $pU $pd $pn', AUTHORIZATION: '$au $aU $ar $ad $an $aa $adu $auth.nonce $auth.resp',
  };
  test.each(Object.entries(partsOf))('a header: %s of %s', (header, written) => {
    const found = written.split(' ').map((one) => nearest(one));
    expect(found).toEqual(written.split(' ').map(() => `SIP_HF_${header}, whole-header`));
  });

  test('a URI', () => {
    expect(['$rd', '$rp', '$rP'].map((one) => nearest(one))).toEqual(Array(3).fill('SIP_RURI, whole-uri'));
    expect(['$od', '$op', '$oP'].map((one) => nearest(one))).toEqual(Array(3).fill('SIP_ORUI, whole-uri'));
  });

  test('what a transformation made of it is in no variable', () => {
    expect(nearest('$(rU{s.tolower})')).toBe('SIP_USER, whole-uri');
    expect(nearest('$(hdr(X-A){s.len})')).toBe('SIP_HF_X_A, whole-header');
    expect(nearest('$(ua{s.len})')).toBe('SIP_HF_USER_AGENT, whole-header');
  });
});

test.each(['$var(x)', '$hdr(X A)', '$hdr($var(x))', '$si', '$rm', '$(avp(x){s.len})', '$T_reply_code'])(
  'no variable holds %s',
  (written) => {
    expect(nearest(written)).toBeUndefined();
  },
);
