#!/usr/bin/env node
'use strict';
try {
  require('./load.cjs').load(require('node:path').join(__dirname, '../dist/cli.cjs'));
} catch (error) {
  require('node:fs').writeSync(2, `sipexec: cannot start: ${error.message}\n`);
  process.exit(125);
}
