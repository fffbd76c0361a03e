/** What happens to a text between the tool that wrote it and the one who reads it. */
export interface Damage {
  /** `layout`: every message must be read all the same, byte for byte; `loss`: something of it is gone. */
  readonly kind: 'layout' | 'loss';
  readonly apply: (text: string, next: (below: number) => number) => string | Buffer;
}

const layout = (apply: Damage['apply']): Damage => ({ kind: 'layout', apply });
const loss = (apply: Damage['apply']): Damage => ({ kind: 'loss', apply });
const lf = (text: string) => text.replaceAll('\r\n', '\n');
/** Puts something before each line. */
const before = (prefix: string | ((line: number) => string)): Damage =>
  layout((text) => {
    const lines = lf(text).replace(/\n$/, '').split('\n');
    return `${lines.map((line, at) => `${typeof prefix === 'string' ? prefix : prefix(at)}${line}`).join('\n')}\n`;
  });
const two = (number: number) => String(number % 60).padStart(2, '0');
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const lines = (text: string) => text.split('\n');

/** Damages that a text meets. */
export const damages: Readonly<Record<string, Damage>> = {
  none: layout((text) => text),
  'LF for CRLF': layout(lf),
  'CRLF for LF': layout((text) => lf(text).replaceAll('\n', '\r\n')),
  'CR CR LF': layout((text) => lf(text).replaceAll('\n', '\r\r\n')),
  '^M at the ends': layout((text) => text.replaceAll('\r\n', '^M\n')),
  'indented by four blanks': before('    '),
  'indented by a TAB': before('\t'),
  'every line doubled': layout((text) => lf(text).replaceAll('\n', '\n\n')),
  'quoted as in a mail': before('> '),
  'quoted twice': before('> > '),
  'docker compose': before('sbc-1  | '),
  'docker -t': before((line) => `2026-11-29T03:12:${two(line)}.123456789Z `),
  Kubernetes: before((line) => `2026-11-29T03:12:${two(line)}.123456789Z stdout F `),
  syslog: before((line) => `Nov 29 03:12:${two(line)} host app[4711]: `),
  'journald, ISO times': before((line) => `2026-11-29T03:12:${two(line)}+0000 host app[4711]: `),
  'RFC 5424': before((line) => `<13>1 2026-11-29T03:12:${two(line)}Z host app 4711 - - `),
  'grep --color': layout((text) => text.replace(/SIP\/2\.0|1001|INVITE/g, '\x1b[01;31m\x1b[K$&\x1b[m\x1b[K')),
  'first lines in colour': layout((text) =>
    text.replace(/^(?:[A-Z]+ \S+ SIP\/2\.0|SIP\/2\.0 \d+ [^\r\n]*)/gm, '\x1b[1;32m$&\x1b[0m'),
  ),
  'a byte order mark': layout((text) => `\xef\xbb\xbf${text}`),
  'UTF-16': layout((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  "HTML's escapes": layout((text) => escaped(lf(text))),
  'in a page': layout((text) => `<html><body><pre>\n${escaped(lf(text))}</pre></body></html>\n`),
  'in a page that breaks lines': layout(
    (text) => `<p>\n${escaped(lf(text)).replaceAll('\n', '<br />\n')}</p>\n`,
  ),
  'in one line of a page': layout((text) => `<p>${escaped(lf(text)).replaceAll('\n', '<br>')}</p>\n`),
  'in a fence': layout((text) => `Hello, this is what I see:\n\n\`\`\`text\n${text}\`\`\`\n\nAny idea?\n`),
  'prose around': layout((text) => `Hello,\nplease look at this:\n\n${text}\nThanks\nBob\n`),
  'a prompt and a command': layout((text) => `root@sbc:~# cat /tmp/trace.txt\n${text}root@sbc:~# \n`),
  'blanks at the ends': layout((text) => lf(text).replaceAll('\n', '  \n')),
  'no empty line at the end': layout((text) => text.replace(/[\r\n]{1,9}$/, '')),
  'twice in one file': layout((text) => text),
  'a length off by one to twenty': loss((text, next) =>
    text.replace(/Content-Length: (\d+)/g, (whole, length) =>
      next(2) === 0 ? whole : `Content-Length: ${Math.max(0, Number(length) + next(40) - 20)}`,
    ),
  ),
  'no empty line before SDP': loss((text) => text.replace(/\n\r?\n(?=v=0)/g, '\n')),
  'cut at the begin': loss((text, next) => text.slice(next(text.length / 2))),
  'cut at the end': loss((text, next) => text.slice(0, text.length / 2 + next(text.length / 2))),
  'a line dropped': loss((text, next) => {
    const all = lines(text);
    all.splice(next(all.length), 1);
    return all.join('\n');
  }),
  'ten lines dropped': loss((text, next) => {
    const all = lines(text);
    for (let count = 0; count < 10; count++) all.splice(next(all.length), 1);
    return all.join('\n');
  }),
  'a line twice': loss((text, next) => {
    const all = lines(text);
    const at = next(all.length);
    all.splice(at, 0, all[at] as string);
    return all.join('\n');
  }),
  'a line of a log in between': loss((text, next) => {
    const all = lines(text);
    all.splice(next(all.length), 0, '2026-11-29 03:12:50.123 [INFO] core.c:12 something else happened');
    return all.join('\n');
  }),
  'wrapped at 80 columns': loss((text) => lf(text).replace(/^(.{80})(?=.)/gm, '$1\n')),
  'addresses made others': loss((text) => text.replace(/198\.51\.100\.20/g, 'x.x.x.x')),
  'a byte changed': loss((text, next) => {
    const at = next(text.length);
    return `${text.slice(0, at)}${String.fromCharCode(33 + next(90))}${text.slice(at + 1)}`;
  }),
  'all empty lines dropped': loss((text) => lf(text).replace(/\n{2,}/g, '\n')),
};
