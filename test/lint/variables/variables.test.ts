import { describe, expect, it } from 'vitest';
import { serversWith } from '../../../src/server/serverRanges.js';
import { findServer } from '../../../src/server/servers.js';
import { findings, messages } from '../findings.js';

describe('names of environment variables', () => {
  it.each([
    [
      'SIP_ORURI',
      `no released server sets SIP_ORURI; use SIP_ORUI, which openser-1.1, opensips-1.4 to opensips-2.4, ${serversWith(({ family }) => family === 'kamailio')} set`,
    ],
    ['SIP_USR', 'no released server sets SIP_USR; use SIP_USER, which'],
    ['sip_ruri', 'no released server sets sip_ruri; use SIP_RURI, which'],
    ['SIP_XYZZY_PLUGH', 'no released server sets SIP_XYZZY_PLUGH'],
    ['SIP_HF_CALL_ID', 'no released server sets SIP_HF_CALL_ID; use SIP_HF_CALLID'],
    ['SIP_HF_CONTENTTYPE', 'no released server sets SIP_HF_CONTENTTYPE; use SIP_HF_CONTENT_TYPE'],
    ['SIP_HF_Subject', 'no released server sets SIP_HF_Subject: names are in capitals; use SIP_HF_SUBJECT'],
    ['SIP_HF_*', 'SIP_HF_ is no variable, and SIP_HF_* no pattern for variables'],
    [
      'SIP_HF_I',
      'no released server sets SIP_HF_I: a header in compact form has its long name; use SIP_HF_CALLID',
    ],
    [
      'SIP_HF_USERAGENT',
      'SIP_HF_USERAGENT is set only for a header of that name, which no standard knows; did you mean SIP_HF_USER_AGENT?',
    ],
  ])('%s is reported with what to use', (name, message) => {
    expect(messages(`echo "$${name}"`)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    'SIP_USER',
    'SIP_OUSER',
    'SIP_RURI',
    'SIP_ORUI',
    'SIP_TID',
    'SIP_DID',
    'SIP_SRCIP',
    'SIP_HF_CALLID',
    'SIP_HF_X_FOO',
    'SIP_HF_SUBJECT',
    'SIP_HF_S',
    'SIP_HF_P_ASSERTED_IDENTITY',
    'OSIPS_EXEC_0',
    'HOME',
    'USER',
    'sipuser',
  ])('%s is fine', (name) => {
    // biome-ignore format: a list
    expect(messages(`echo "$${name}"`)).toEqual([]);
  });

  it.each([
    ['printenv SRCIP', 'SRCIP; did you mean SIP_SRCIP?'],
    ['python3 -c \'import os; print(os.environ["ORURI"])\'', 'ORURI; did you mean SIP_ORUI?'],
    ['printenv HF_FROM', 'HF_FROM; did you mean SIP_HF_FROM?'],
  ])('that lack their beginning are found where the environment is read: %s', (text, advice) => {
    expect(messages(text)).toEqual([expect.stringContaining(advice)]);
    expect(messages(`#!KAMAILIO\nroute { exec_msg("${text.replaceAll('"', '\\"')}"); }`)).toEqual([
      expect.stringContaining(advice),
    ]);
    expect(messages('printenv USER; printenv DID; echo "$RURI"')).toEqual([]);
  });

  it('that are wrong are told right in the advice to quote them, too', () => {
    expect(messages('echo $SIP_ORURI')).toEqual([
      expect.stringContaining('use SIP_ORUI'),
      expect.stringContaining('write "$SIP_ORUI"'),
    ]);
    expect(findings('echo $SIP_HF_*')).toEqual(['unset-variable 1:6']);
  });

  it('is fine where the script sets the variable, or has a default for it', () => {
    const text = `SIP_FOO=1; echo "$SIP_FOO" "\${SIP_ORURI:-$SIP_ORUI}"; read -r SIP_BAR; echo "$SIP_BAR"; for SIP_X in 1; do echo "$SIP_X"; done`;
    expect(findings(text)).toEqual([]);
  });

  it('is judged by one server where that is given', () => {
    expect(messages('echo "$SIP_USER"', { server: findServer('opensips-3.6') })).toEqual([
      expect.stringContaining('opensips-3.6 sets no SIP_* variables at all'),
    ]);
    expect(messages('echo "$OSIPS_EXEC_0"', { server: findServer('kamailio-6.1') })).toEqual([
      'kamailio-6.1 never sets OSIPS_EXEC_0: only exec() of OpenSIPS does',
    ]);
    expect(messages('echo "$SIP_ORURI"', { server: findServer('documented') })).toEqual([]);
  });

  it.each([
    ['Python', '#!/usr/bin/env python3\nx = os.environ["SIP_ORURI"]', '2:17'],
    ['Python with get', '#!/usr/bin/python3\nx = os.environ.get(\'SIP_ORURI\', "")', '2:21'],
    ['Python with getenv', '#!/usr/bin/python\nos.getenv("SIP_ORURI")', '2:12'],
    ['Perl', '#!/usr/bin/perl -w\nprint $ENV{SIP_ORURI};', '2:12'],
    ['Perl with quotes', "#!/usr/bin/env -S perl -w\nprint $ENV{'SIP_ORURI'};", '2:13'],
    ['Node', '#!/usr/bin/env node\nprocess.env.SIP_ORURI', '2:13'],
    ['Node with brackets', "#!/usr/bin/env node\nprocess.env['SIP_ORURI']", '2:14'],
    ['PHP', "#!/usr/bin/php\n<?php echo getenv('SIP_ORURI');", '2:20'],
    ['awk within a shell script', `#!/bin/sh\nawk 'BEGIN { print ENVIRON["SIP_ORURI"] }'`, '2:29'],
    ['perl within a shell script', `#!/bin/sh\nperl -e 'print $ENV{SIP_ORURI}'`, '2:21'],
    ['Ruby', "#!/usr/bin/ruby\nENV['SIP_ORURI']", '2:6'],
  ])('are found in %s', (_language, text, place) => {
    expect(findings(text)).toEqual([`unset-variable ${place}`]);
  });

  it('are passed over in comments of other languages, and where a name is no reading', () => {
    expect(findings('#!/usr/bin/python3\n# os.environ["SIP_ORURI"]\nx = "SIP_ORURI"')).toEqual([]);
  });
});
