import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusalOf.js';

const reasonOf = (...call: Parameters<typeof refusalOf>) => refusalOf(...call)?.reason;

const runs = (code: string, byte: string) =>
  `the shell would run what came with the message: ${JSON.stringify(code)}; ${byte} begins it`;

describe('a call in which a byte of the message would run as shell', () => {
  it.each([
    ['route «a;reboot»', runs('reboot', '; (0x3B) at byte 2 of $hdr(X)')],
    ["route '«a';reboot;'»'", runs('reboot', "' (0x27) at byte 2 of $hdr(X)")],
    ['route «a|mail x»', runs('mail x', '| (0x7C) at byte 2 of $hdr(X)')],
    ['route # «a\nreboot»', runs('reboot', '0x0A at byte 2 of $hdr(X)')],
    [
      'A=«b reboot» route',
      runs('reboot route', ' (0x20) at byte 2 of $hdr(X)')
        .replace(' (0x20)', 'r (0x72)')
        .replace('byte 2', 'byte 3'),
    ],
    ['«reboot» now', runs('reboot now', 'r (0x72) at byte 1 of $hdr(X)')],
    ['./«../sh» now', runs('./../sh now', '. (0x2E) at byte 1 of $hdr(X)')],
    ["sh -c 'route «a;reboot»'", runs('reboot', '; (0x3B) at byte 2 of $hdr(X)')],
    ["eval 'route «a;reboot»'", runs('reboot', '; (0x3B) at byte 2 of $hdr(X)')],
    ['cat <<E\n«a\nE\nreboot\n»\nE', undefined],
  ] as const)('%s is told with what would run', (line, reason) => {
    if (reason === undefined) expect(reasonOf(line)).toMatch(/begins it$/);
    else expect(reasonOf(line)).toBe(reason);
  });

  it.each([
    'route "«$(reboot)»"',
    'route "«`reboot`»"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
    'route «${x:=y}»',
    'route $((«x»))',
  ])('%s would be expanded', (line) => {
    expect(reasonOf(line)).toMatch(/^the shell would expand what came with the message: .* begins it$/);
  });

  it.each(['route «<sip:a@b>»', 'route «a>P»', 'route «(a)»', 'route «a;;b»'])(
    '%s would be taken for syntax',
    (line) => {
      expect(reasonOf(line)).toMatch(/^the shell would take for its own syntax what came with the message: /);
    },
  );

  it('is told also where a value makes commands of the author’s own words', () => {
    expect(reasonOf("route '«'»' 'a;reboot' '«'»'")).toBe(
      `the shell would take for its own syntax what came with the message: ";reboot'"; ' (0x27) at byte 1 of $hdr(X) begins it`,
    );
    expect(reasonOf('«» route')).toBe('the shell would run what came with the message: "route"');
  });

  it('is told with what would run, whole, and where it begins', () => {
    const long = `reboot ${'x'.repeat(60)}`;
    expect(refusalOf(`route «a;${long}»`)).toEqual({
      reason: runs(`${long.slice(0, 60)}…`, '; (0x3B) at byte 2 of $hdr(X)'),
      code: Buffer.from(long),
      value: '$hdr(X)',
      byte: 2,
    });
    expect(refusalOf('eval "route $SIP_USER"', { SIP_USER: 'a\x1f&b' })).toMatchObject({
      code: Buffer.from('b'),
      value: '$SIP_USER',
      byte: 3,
    });
    expect(refusalOf('«» route')).toEqual({
      reason: 'the shell would run what came with the message: "route"',
      code: Buffer.from('route'),
      value: 'an empty value',
    });
  });

  it('is told where the command evaluates a variable of the message', () => {
    const reason = runs('reboot', '; (0x3B) at byte 2 of $SIP_USER');
    expect(reasonOf('eval "route $SIP_USER"', { SIP_USER: 'a;reboot' })).toBe(reason);
    expect(reasonOf('route "$SIP_USER"', { SIP_USER: 'a;reboot' })).toBeUndefined();
  });
});

describe('a value that the command hands on', () => {
  const values = { SIP_USER: 'reboot', SIP_HF_X: 'a=b reboot' };

  it('is told where the command keeps it in a variable of its own, and runs that', () => {
    const reason = runs('$u now', 'r (0x72) at byte 1 of $SIP_USER');
    expect(reasonOf('u=$SIP_USER; $u now', values)).toBe(reason);
    expect(reasonOf('u="$SIP_USER"\n[ "$u" ] && $u now', values)).toBe(reason);
    expect(reasonOf('u=$SIP_USER; route "$u"', values)).toBeUndefined();
    expect(reasonOf('u=route; $u "$SIP_USER"', values)).toBeUndefined();
  });

  it('is told where env takes a program of it, or what programs are found by', () => {
    expect(reasonOf('env $SIP_HF_X', values)).toBe(runs('env $SIP_HF_X', 'a (0x61) at byte 1 of $SIP_HF_X'));
    expect(reasonOf('env "«PATH=/tmp»" route')).toMatch(/begins it$/);
    expect(reasonOf('env X="$SIP_HF_X" route', values)).toBeUndefined();
  });
});

describe('a call that runs', () => {
  it.each([
    ['blanks split it', 'route «a b  c»'],
    ['patterns of file names', 'route «*?[a]~»'],
    ['quotes that begin and end in the value', 'route «"Alice"»'],
    ['a quote that the shell finds no end for: it runs nothing', "route '«o'brien;reboot»'"],
    ['variables', 'route «$HOME $x»'],
    ['a comment', 'route «#a;reboot»'],
    ['a word between quotes', "route '«a;reboot $(reboot)»'"],
    ['a piece that only sets a variable', 'route «sip:a;transport=tcp;user=phone»'],
    ['the same before another command that does not read it', 'route «sip:a;transport=tcp»; logger done'],
    ['a line of a quoted here-document', "cat <<'E'\n«$(reboot)»\nE"],
    ['part of the name of a program', './route-«INVITE».sh'],
    ['a pattern of case', 'case x in «a») route;; esac'],
    ['the value of a list', 'for i in «a b»; do route $i; done'],
  ])('%s', (_, line) => {
    expect(reasonOf(line)).toBeUndefined();
  });

  it.each([
    ['the path of programs', 'route «sip:a;PATH=/tmp»; logger done'],
    ['a variable that the command reads', 'route «sip:a;x=reboot»; $x'],
    ['a variable that programs inherit', 'route «sip:a;http_proxy=evil»; curl x'],
  ])('is none where a piece sets %s, and more runs behind it', (_, line) => {
    expect(reasonOf(line)).toMatch(/begins it$/);
    expect(reasonOf(line.replace(/»; .*/, '»'))).toBeUndefined();
  });
});
