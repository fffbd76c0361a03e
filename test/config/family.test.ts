import { describe, expect, it } from 'vitest';
import { newestOf, versionList } from '../../src/server/series.js';
import { scanText } from './scanText.js';

describe('the family and server of a configuration', () => {
  it.each([
    ['#!KAMAILIO\n', 'kamailio', 'its header in line 1: #!KAMAILIO'],
    ['#\n#!OPENSIPS\n', 'opensips', 'its header in line 2: #!OPENSIPS'],
    ['#!OPENSER\n', 'openser', 'its header in line 1: #!OPENSER'],
    ['#!SER\n', 'kamailio', 'its header in line 1: #!SER'],
    [
      '#!/usr/sbin/opensips -f\n',
      'opensips',
      'the program in its first line in line 1: #!/usr/sbin/opensips -f',
    ],
    [
      'loadmodule "/usr/lib/openser/modules/sl.so"\n',
      'openser',
      'the path of its modules in line 1: loadmodule "/usr/lib/openser/modules/sl.so"',
    ],
    [
      'mpath="/usr/lib64/opensips/modules/"\n',
      'opensips',
      'the path of its modules in line 1: mpath="/usr/lib64/opensips/modules/"',
    ],
    [
      '# kamailio?\nmpath="/usr/lib/opensips/modules/"\n',
      'opensips',
      'the path of its modules in line 2: mpath="/usr/lib/opensips/modules/"',
    ],
    ['request_route {\n', 'kamailio', 'a kind of route that only Kamailio has in line 1: request_route {'],
    [
      'loadmodule "proto_udp.so"\n',
      'opensips',
      'a module that only OpenSIPS has in line 1: loadmodule "proto_udp.so"',
    ],
    ['# loadmodule "proto_udp.so"\n', 'unknown', 'nothing in it names a server'],
    ['# $Id: openser.cfg $\nroute{\n', 'openser', 'a comment in line 1: # $Id: openser.cfg $'],
    ['route { exec("a", $var(b)); }\n', 'opensips', 'exec() in line 1: route { exec("a", $var(b)); }'],
    ['', 'unknown', 'nothing in it names a server'],
  ])('of %j is %s', (text, family, reason) => {
    const config = scanText(text);
    expect([config.family, config.familyReason]).toEqual([family, reason]);
  });

  it.each([
    ['#!KAMAILIO\n', 'kamailio'],
    ['#!KAMAILIO\n# Kamailio (OpenSER) SIP Server v5.4 - default configuration script\n', 'kamailio-5.4'],
    ['#!KAMAILIO\n# Kamailio SIP Server v6.0\n', 'kamailio-6.0'],
    ['#!KAMAILIO\n# Kamailio SIP Server v99.0\n', newestOf('kamailio').id],
    ['#!KAMAILIO\n# Kamailio SIP Server v4.1\n', 'kamailio-4.4'],
    ['#!OPENSIPS\n# OpenSIPS 3.3\n', 'opensips-3.3'],
    ['#!OPENSIPS\nroute { exec("a"); }', 'opensips'],
    ['#!OPENSIPS\nroute { exec("a"); exec_msg("b"); }', 'opensips-2.4'],
    ['#!OPENSIPS\nloadmodule "proto_udp.so"\nroute { exec_msg("b"); }', 'opensips-2.4'],
    ['#!OPENSIPS\nroute { exec_dset("b"); }', 'opensips-1.11'],
    ['#!OPENSIPS\n# OpenSIPS 1.4 configuration\nroute { exec_dset("b"); }', 'opensips-1.4'],
    ['#!OPENSIPS\n# OpenSIPS 1.11\n', 'opensips-1.11'],
    ['#!OPENSER\n', 'openser'],
    ['route { exec_cmd("a"); }', 'kamailio'],
    ['route { exec_msg("a"); }', 'documented'],
  ])('%j runs like %s', (text, server) => {
    expect(scanText(text).suggestedServer).toBe(server);
  });

  it('names a version that there is not', () => {
    const reason = scanText('#!KAMAILIO\n# Kamailio SIP Server v99.0\n').suggestedServerReason;
    expect(reason).toBe(
      `a comment names version 99.0, which sipexec does not know: kamailio has ${versionList('kamailio')}`,
    );
  });
});
