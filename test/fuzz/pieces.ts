// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what shells and servers read
/** Pieces of texts, of which inputs are put together that look like some. */

// biome-ignore format: a list
export const config = [
  '#!define A ', 'A', '#!define B ', '#!ifdef A\n', '#!ifndef A\n', '#!ifexp A == 1\n', '#!else\n', '#!endif\n', '#!subst "/a(b*)/c\\1/g"\n',
  '#!subst "/a/aa/g"\n', '#!substdef "!S!$ru!g"\n', '"', "'", '\\', '\n', ' ', '(', ')', '{', '}', '[', ']', ',', ';', '$', '$var(x)', '$var(c) = ', '/*', '*/', '//',
  '#', '!!', 'exec_msg("a $rU");', 'exec_dset("', 'exec("a", "b")', 'modparam("exec", "setvars", 0)\n', 'route[A] {\n', 'route {\n', 'include_file "self"\n',
  'import_file "x"\n', 'loadmodule "exec.so"\n', 'loadmodule "async.so"\n', '\\x4', '\0', '\xe9', 'if (', ') {', '} else {', 'switch(', 'case 1:', 'break;', '+ ',
  'async(exec("a"), A)', 'failure_route[', 'event_route[a:b] {', '$(hdr(X){s.len})', '\r\n', 'define(`x\', `y\')dnl\n', '#!KAMAILIO\n', '#!/usr/bin/env python3\nKSR.exec.exec_msg("',
];

// biome-ignore format: a list
export const suite = [
  'cases:\n', '  - name: a\n', '    message: a.sip\n', "    dset: 'x #'\n", '    msg: x\n', '    expect: { uris: [a, b] }\n', '    expect:\n      returnCode: 1\n', '      stdout: { matches: "(a+)+$" }\n',
  '      exitStatus: 3\n', 'defaults:\n', '  server: kamailio-5.6\n', 'include: self\n', 'suite: self\n', '    each:\n      - { a: 1, b: 2 }\n', "'{{a}}'", '{{a}}', '&a ', '*a', '<<: *a\n', '<<: [*a, *a]\n', '[', ']',
  '{', '}', ': ', '- ', '\n', '  ', '"', "'", '|\n', '>-\n', '# x\n', '!!binary ', '? ', '\t', '\0', '\xe9', '\xff\xfe', '---\n', '...\n', '~', 'null', '0x7fffffffffffffff', '1e999', 'skip: ', 'isolate: true\n',
  'env: { A: b }\n', 'timeout: 1\n', 'messages:\n', 'ruri: sip:a@b\n', 'method: INVITE\n', 'watch: [a]\n', '%YAML 1.2\n', 'x-mine: 1\n', '__proto__: 1\n', 'constructor: {}\n',
];

// biome-ignore format: a list
export const script = [
  '$SIP_USER', '$SIP_ORURI', '${SIP_USER:-', '${', '}', '$(', ')', '((', '))', '`', '"', "'", '\\', '\n', ' ', ';', ';;', '&&', '|', '<', '<<E\n', '<<-"E"\n', 'E\n', '>', '[[', ']]', '[', 'case',
  ' in ', 'esac', 'for i ', 'do\n', 'done\n', 'if ', 'then\n', 'fi\n', '{', 'eval ', 'sh -c ', 'export ', 'X=', 'x', '#', '(', '\xe9', '#!/bin/bash\n', '#!/bin/sh\n', '#!KAMAILIO\n', 'exec_msg("', '")', '$$', '$',
  '#!/usr/bin/python3\n', 'os.environ["SIP_ORURI"]', 'os.system("', 'subprocess.run(', '#!/usr/bin/perl\n', '$ENV{SIP_USER}', 'system("', '<?php\n', 'getenv("SIP_USER")', '#!/usr/bin/ruby\n', 'ENV["SIP_USER"]',
  '#!/usr/bin/env node\n', 'process.env.SIP_USER', 'function f() {', 'read -r a\n', 'trap ', "$'", '&', '2>&1', '<(', '>(', '/*', '*/', '//', '"""', 'r"', '=~', '\r\n', '\0', '%s', 'while ',
];

// biome-ignore format: a list
export const command = [
  '$ru', '$rU', '$$', '$', '$hdr(X)', '$(hdr(X)[1])', '$(ru{uri.host})', '{s.len}', '{s.substr,1,2}', '{re.subst,/(a+)+$/x/g}', '{s.select,1,;}', '{param.value,x}', '{uri.param,y}', '{nameaddr.uri}', '{s.eval}', '$avp(a)', '$var(b)',
  '$(', ')', '{', '}', '[', ']', ',', '/', '\\', "'", '"', '`', ' ', ';', '#', '|', '&', '\n', '-1', '99999999999', '*', '$fn', '$ct', '$rb', '$(rb{s.md5})', '$T_reply_code', '$xavp(a=>b)', '$sel(ruri)', '$C(rg)', '%', '\xe9', '\0', 'x',
  'eval ', 'sh -c ', '<<E\n', 'E\n', '$((', '))', '$SIP_USER', '${SIP_USER}', '$$SIP_USER', '$(($ru))', '$time(x)', '$cnt(y)', '$(avp(a)[*])', '$hdr(', '$x_hdr(', '$msg.is_request', '$pr', '$rr', '{csv.value,1}', '{via.host}', '{ip.pton}',
];
