import { describe, expect, it } from 'vitest';
import { fileKindOf } from '../../src/lint/fileKind.js';

describe('what a file is', () => {
  it.each([
    ['route.sh', '#!/bin/sh\n', 'shell sh'],
    ['route', '#! /bin/bash -e\n', 'shell bash'],
    ['route', '#!/usr/bin/env -S bash -e\n', 'shell bash'],
    ['route', '#!/usr/bin/env VAR=1 dash\n', 'shell sh'],
    ['route.sh', '#!/usr/bin/env python3.11\n', 'script'],
    ['route', '#!/usr/bin/perl -w\n', 'script'],
    ['x', '#!/usr/sbin/kamailio -f\n', 'configuration'],
    ['x', '#!KAMAILIO\n', 'configuration'],
    ['opensips.cfg', '', 'configuration'],
    ['routing.inc', 'route[A] {\n}\n', 'configuration'],
    ['modules.inc', 'loadmodule "exec.so"\n', 'configuration'],
    ['route.py', 'import os\n', 'script'],
    ['route.bash', 'echo\n', 'shell bash'],
    ['route', '# a script for kamailio\necho "$SIP_USER"\n', 'shell sh'],
    ['', '', 'shell sh'],
  ])('%s with %j is %s', (name, text, expected) => {
    const kind = fileKindOf(name, text);
    expect(kind.kind === 'shell' ? `shell ${kind.dialect}` : kind.kind).toBe(expected);
  });
});
