#!/usr/bin/env node
'use strict';
// Written so that a Node of any age can read it, down to the line that says which one is needed.
var version = process.versions.node.split('.');
if (version[0] < 20 || (version[0] === '20' && version[1] < 19)) {
  process.stderr.write('sipexec: needs Node 20.19 or later; this is Node ' + process.versions.node + '\n');
  process.exit(125);
}
try {
  require('../dist/start.cjs');
} catch (error) {
  require('fs').writeSync(2, 'sipexec: cannot start: ' + error.message + '\n');
  process.exit(125);
}
