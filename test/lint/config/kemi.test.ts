import { describe, expect, it } from 'vitest';
import { sipexec } from '../../cli/program.js';
import { findings, messages } from '../findings.js';

/** A function of a KEMI script, by the end of its file's name. */
const FUNCTIONS: Readonly<Record<string, (lines: string) => string>> = {
  lua: (lines) => `function ksr_request_route()\n${lines}\nend\n`,
  py: (lines) =>
    `class kamailio:\n  def ksr_request_route(self, msg):\n    ${lines.replaceAll('\n', '\n    ')}\n`,
  js: (lines) => `function ksr_request_route() {\n${lines}\n}\n`,
  rb: (lines) => `def ksr_request_route()\n${lines}\nend\n`,
  nut: (lines) => `function ksr_request_route() {\n${lines}\n}\n`,
};

function codesOf(end: string, lines: string): string[] {
  const text = (FUNCTIONS[end] as (lines: string) => string)(lines);
  return findings(text, { name: `kemi.${end}` }).map((finding) => finding.replace(/ .*/, ''));
}

describe('a string that a KEMI script puts together of the message', () => {
  it.each([
    ['lua', 'KSR.exec.exec_msg("logger " .. KSR.pv.get("$rU"))', 'unquoted-variable'],
    ['lua', 'local u = KSR.pv.gete("$fU")\nKSR.exec.exec_msg("logger \'" .. u .. "\'")', 'quoted-variable'],
    [
      'lua',
      'local c = "logger " .. KSR.hdr.get("X-A")\nc = c .. " x"\nKSR.exec.exec_msg(c)',
      'unquoted-variable',
    ],
    ['lua', 'KSR.exec.exec_msg(string.format("logger \'%s\'", KSR.kx.get_ruser()))', 'quoted-variable'],
    ['lua', 'KSR.exec.exec_msg("logger " .. (KSR.pv.get("$rU") or "none"))', 'unquoted-variable'],
    ['lua', 'KSR.exec.exec_msg("logger " .. string.lower(KSR.pv.get("$rU")))', 'unquoted-variable'],
    [
      'lua',
      'local u = KSR.pv.get("$rU")\nif u == nil then u = "x" end\nKSR.exec.exec_msg("l " .. u)',
      'unquoted-variable',
    ],
    ['py', 'KSR.exec.exec_msg("logger " + KSR.pv.get("$rU"))', 'unquoted-variable'],
    ['py', 'KSR.exec.exec_msg(f"logger \\"{KSR.pv.get(\'$rU\')}\\"")', 'double-quoted-variable'],
    ['py', 'KSR.exec.exec_msg("logger %s %d" % (KSR.pv.get("$rU"), 1))', 'unquoted-variable'],
    ['py', 'KSR.exec.exec_msg("logger {0}".format(KSR.pv.get("$rU")))', 'unquoted-variable'],
    ['py', 'c = "logger "\nc += KSR.pv.get("$rU")\nKSR.exec.exec_msg(c)', 'unquoted-variable'],
    ['py', 'KSR.exec.exec_msg("sh -c \'x " + KSR.pv.get("$rU") + "\'")', 'nested-shell'],
    ['py', 'KSR.exec.exec_msg(KSR.hdr.get("X-Command"))', 'unquoted-variable'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is JavaScript's own
    ['js', 'KSR.exec.exec_msg(`logger ${KSR.pv.get("$rU")}`);', 'unquoted-variable'],
    ['js', 'KSR.exec.exec_msg("eval x=" + KSR.pv.get("$rU"));', 'eval-variable'],
    ['rb', 'KSR::EXEC.exec_msg("logger #{KSR::PV.get("$rU")}")', 'unquoted-variable'],
    ['nut', 'KSR.exec.exec_msg("logger " + KSR.pv.get("$rU"));', 'unquoted-variable'],
    ['lua', 'KSR.exec.exec_msg(build())', undefined],
  ])('%s: %j', (end, lines, code) => {
    expect(codesOf(end, lines)).toEqual(code === undefined ? [] : [code]);
  });

  it.each([
    ['lua', 'local c = "/opt/x.sh"\nKSR.exec.exec_msg(c .. " a")'],
    ['lua', 'KSR.exec.exec_msg("logger " .. KSR.pv.get("$si") .. " " .. os.time())'],
    ['lua', 'local u = tonumber(KSR.pv.get("$rU"))\nKSR.exec.exec_msg("logger " .. u)'],
    [
      'lua',
      'local u = KSR.pv.get("$rU")\nif not u:match("^%d+$") then return end\nKSR.exec.exec_msg("l " .. u)',
    ],
    ['py', 'KSR.exec.exec_msg("logger " + shlex.quote(KSR.pv.get("$rU")))'],
    ['py', 'u = re.sub("[^0-9]", "", KSR.pv.get("$rU"))\nKSR.exec.exec_msg("logger " + u)'],
    ['py', 'KSR.exec.exec_msg("x # " + KSR.pv.get("$rU"))'],
    ['js', 'var u = KSR.pv.get("$rU");\nKSR.exec.exec_msg("logger " + u.length);'],
    ['rb', "KSR::EXEC.exec_msg('logger #{1}')"],
  ])('is no finding where a number, a check or quoting makes it harmless, %s: %j', (end, lines) => {
    expect(codesOf(end, lines)).toEqual([]);
  });

  it('is told what a caller can do and how the command gets the value instead', () => {
    const lines = 'KSR.exec.exec_msg("logger " .. KSR.pv.get("$rU"))';
    expect(messages(FUNCTIONS.lua?.(lines) ?? '', { name: 'kemi.lua' })).toEqual([
      'KSR.pv.get("$rU") is not quoted: the shell splits its value, and runs what stands behind a ; in it; write "$SIP_USER" for KSR.pv.get("$rU") (with its quotes within the string: each " as \\" between double quotes)',
    ]);
    const followed = 'KSR.exec.exec_msg("logger \\"$SIP_USER\\"")';
    expect(codesOf('lua', followed)).toEqual([]);
  });

  it('is followed to the command that it holds', async () => {
    const script =
      'function ksr_request_route()\nlocal c = "echo \\"$SIP_USER\\""\nKSR.exec.exec_msg(c)\nend\n';
    const run = await sipexec(['scan', '-'], script);
    expect(run.stdout).toContain('exec_msg("echo \\"$SIP_USER\\"")');
  });
});
