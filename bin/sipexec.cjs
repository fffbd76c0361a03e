#!/usr/bin/env node
'use strict';
try {
  require('./load.cjs').run('cli.cjs');
} catch (error) {
  require('node:fs').writeSync(2, `sipexec: cannot start: ${error.message}\n`);
  process.exit(125);
}
