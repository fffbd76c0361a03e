import { bare, both, each, inHtml, lf, linesOf, ofPeer, type Pasted, peer, way } from './writing.js';

const dashes = '-'.repeat(72);

/** Messages as terminals, shells, editors, mails and pages have them when they were copied. */
export const copies: Readonly<Record<string, Pasted>> = {
  'a typescript of sngrep -T': both(
    (m) =>
      `2026/11/23 00:16:35.302109 ${m.source} -> ${m.destination}\r\n${m.text.replaceAll('\n', '\r\n')}\r\n\r\n`,
    {
      head: 'Script started on 2026-11-23 00:16:30+01:00 [TERM="xterm-256color" COLUMNS="120" LINES="40"]\n\x1b[?2004hroot@sbc:~# sngrep -T\r\n\x1b[?2004l',
      tail: '\x1b[?2004hroot@sbc:~# exit\r\nScript done on 2026-11-23 00:17:00+01:00 [COMMAND_EXIT_CODE="0"]\n',
    },
  ),
  'less -R of a coloured ngrep': both(
    (m) =>
      `\x1b[1;34mU 2026/11/23 00:16:35.302109 ${m.source} -> ${m.destination} #${m.at}\x1b[0m\n${m.text.replaceAll('\r\n', '\x1b[35m.\x1b[0m\n')}\n\n`,
  ),
  'the title of a window and other codes between messages': bare(
    (m) => `\x1b]0;root@sbc: ~\x07\x1b(B\x1b[m\x1b[K${lf(m.text)}\x1b[?25h\n`,
  ),
  'a Windows console, padded to its width': bare(
    (m) =>
      `${linesOf(m)
        .map((line) => line.padEnd(120))
        .join('\r\n')}\r\n${' '.repeat(120)}\r\n`,
  ),
  'findstr /n': bare(
    (m) =>
      `${linesOf(m)
        .map((line, at) => `${at + m.at * 30}:${line}\r\n`)
        .join('')}${m.at * 30 + 29}:\r\n`,
  ),
  'grep -n -A': bare((m) => `${each(m, (at) => `${at + m.at * 30}${at === 0 ? ':' : '-'}`)}--\n`),
  'grep -H -A': bare((m) => `${each(m, (at) => `logs/trace.log${at === 0 ? ':' : '-'}`)}--\n`),
  'grep -H -n -A': bare(
    (m) => `${each(m, (at) => (at === 0 ? `trace.log:${m.at}:` : `trace.log-${m.at + at}-`))}--\n`,
  ),
  'cat -A': bare((m) => m.text.replaceAll('\r\n', '^M$\n')),
  'cat -e of a text without carriage returns': bare((m) => lf(m.text).replaceAll('\n', '$\n')),
  nl: bare((m) =>
    linesOf(m)
      .map((line, at) => (line === '' ? '       \n' : `${String(at + 1).padStart(6)}  ${line}\n`))
      .join(''),
  ),
  'a unified diff': bare((m) => `@@ -1,1 +1,1 @@\n${each(m, '+')}`),
  'a box that a terminal drew (traceSM, dialog)': bare((m) => {
    const bar = '\xe2\x94\x82';
    return `${'\xe2\x94\x80'.repeat(72)}\n${linesOf(m)
      .map((line) => `${bar}${line.padEnd(70)}${bar}\n`)
      .join('')}${'\xe2\x94\x80'.repeat(72)}\n`;
  }),
  'a mail, quoted-printable': bare((m) => `${quotedPrintable(m.text)}\r\n`, {
    head: 'From: bob@example.com\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello,\r\n\r\n',
  }),
  'quoted-printable, without the header of its mail': bare((m) => `${quotedPrintable(m.text)}\r\n`),
  'a mail of Outlook, with bars': bare((m) => each(m, '| ')),
  'a mail, quoted without a blank': bare((m) => each(m, '>')),
  'a page with a span around each line': bare(
    (m) =>
      `<div class="highlight"><pre><span></span>${linesOf(m)
        .map((line) => `<span class="line">${inHtml(line)}</span>`)
        .join('\n')}\n</pre></div>\n`,
  ),
  'blanks that do not break': bare((m) => lf(m.text).replaceAll(' ', '\xc2\xa0')),
  'a block of reStructuredText': bare(
    (m) => `.. code-block:: text\n\n${each(m, '    ').replaceAll('    \n', '\n')}\n\nText.\n\n`,
  ),
  'Jira, Confluence': bare((m) => `{noformat}\n${lf(m.text)}{noformat}\nplease check\n`),
  'a forum with tags': bare((m) => `[CODE]${lf(m.text)}[/CODE]\nplease check\n`),
  'a chat': bare((m) => `[23.11.26, 00:16:35] Bob: ${lf(m.text)}`),
  xxd: bare(
    (m) =>
      `${rows(m.text, (at, hex, shown) => `${at}: ${(hex.join('').match(/.{1,4}/g) ?? []).join(' ').padEnd(39)}  ${shown}`)}\n`,
  ),
  'hexdump -C': bare(
    (m) =>
      `${rows(m.text, (at, hex, shown) => `${at}  ${hex.slice(0, 8).join(' ').padEnd(23)}  ${hex.slice(8).join(' ').padEnd(23)}  |${shown}|`)}${m.text.length.toString(16).padStart(8, '0')}\n`,
  ),
  "Wireshark, the SIP layer's bytes as a dump": bare(
    (m) => `${rows(m.text, (at, hex, shown) => `${at.slice(4)}   ${hex.join(' ').padEnd(48)}  ${shown}`)}\n`,
  ),
  'a remote console of Asterisk, with its prompt': ofPeer(
    (m) =>
      `\r\x1b[0Ksip*CLI> \r\x1b[0K<--- ${way(m, 'Received', 'Transmitting')} SIP ${m.text.startsWith('SIP/') ? 'response' : 'request'} (${m.text.length} bytes) ${way(m, 'from', 'to')} UDP:${peer(m)} --->\r\n${m.text}\r\n`,
  ),
  'FreeSWITCH through journald': ofPeer((m) => {
    const before = 'Nov 23 00:16:35 fs freeswitch[99]: ';
    const [address, port] = peer(m).split(':');
    return `${before}${way(m, 'recv', 'send')} ${m.text.length} bytes ${way(m, 'from', 'to')} udp/[${address}]:${port} at 00:16:35.302109:\n${before}${dashes}\n${each(m, before)}${before}\n`;
  }),
};

/** The rows of a dump, 16 bytes each: their offset, their bytes in hex, and what can be printed of them. */
function rows(text: string, row: (offset: string, hex: readonly string[], shown: string) => string): string {
  const bytes = Buffer.from(text, 'latin1');
  let dump = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const shown = part.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    dump += `${row(
      at.toString(16).padStart(8, '0'),
      [...part].map((byte) => byte.toString(16).padStart(2, '0')),
      shown,
    )}\n`;
  }
  return dump;
}

/** Quoted-printable (RFC 2045 §6.7), with lines of at most 60 characters before the soft line break. */
function quotedPrintable(text: string): string {
  return text
    .replaceAll('=', '=3D')
    .split('\r\n')
    .map((line) => (line.match(/(?:=3D|[^=]){1,60}/g) ?? ['']).join('=\r\n'))
    .join('\r\n');
}
