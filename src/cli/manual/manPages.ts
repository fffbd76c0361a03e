import { type CommandPage, commandPages, type OptionEntry, type OptionGroup } from './commandPage.js';
import { literalLines, roffBold, roffText, taggedParagraph } from './roff.js';

/**
 * The pages of the manual, section 1: one of the program and one of each command.
 * In: the program's version. Out: each page in roff, man(7), by the name of its file.
 */
export function manPages(version: string): ReadonlyMap<string, string> {
  const pages = commandPages.map((page): [string, string] => [
    `sipexec-${page.name}.1`,
    pageOfCommand(page, version),
  ]);
  return new Map([['sipexec.1', pageOfProgram(version)], ...pages]);
}

function pageOfProgram(version: string): string {
  return [
    title('sipexec', version),
    section(
      'NAME',
      text('sipexec - what an exec command of a SIP server would see, and what would come of it'),
    ),
    section('SYNOPSIS', `${roffBold('sipexec')} ${roffText('<command> [options] [input…]')}\n`),
    section(
      'DESCRIPTION',
      text(
        'A SIP proxy can hand a request to an external command: the exec module of OpenSER, Kamailio and OpenSIPS. ' +
          'sipexec reads a SIP request from a file, a pipe or a capture, computes the SIP_* environment, runs the command as the ' +
          'named server would, and prints the resulting URI set or status.',
      ),
    ),
    section(
      'COMMANDS',
      commandPages
        .map(({ name, describe }) => taggedParagraph(`${roffBold(`sipexec-${name}`)}(1)`, roffText(describe)))
        .join(''),
    ),
    section(
      'EXAMPLES',
      literalLines([
        'sipexec message --ruri sip:+49301@example.com > call.sip',
        'sipexec env --server kamailio call.sip',
        "sipexec dset 'echo sip:$rU@gw.example.net #' call.sip",
      ]),
    ),
    section('EXIT STATUS', exitStatuses),
    section('ENVIRONMENT', environment),
    section('FILES', files),
  ].join('');
}

function pageOfCommand(page: CommandPage, version: string): string {
  const { name, synopsis, describe, positionals, options, examples } = page;
  return [
    title(`sipexec-${name}`, version),
    section('NAME', text(`sipexec-${name} - ${describe}`)),
    section(
      'SYNOPSIS',
      `${roffBold(`sipexec ${name}`)}${roffText(synopsis.slice(`sipexec ${name}`.length))}\n`,
    ),
    section(
      'ARGUMENTS',
      positionals.map((one) => taggedParagraph(roffBold(one.name), roffText(one.describe))).join(''),
    ),
    section('OPTIONS', options.map(optionGroup).join('')),
    section(
      'EXAMPLES',
      examples.map(({ line, about }) => `${roffText(about)}:\n${literalLines([line])}`).join('.PP\n'),
    ),
    section('FILES', examples.some(({ line }) => line.includes('fixtures/')) ? files : ''),
    section('SEE ALSO', `${roffBold('sipexec')}(1)\n`),
  ].join('');
}

function optionGroup({ heading, entries }: OptionGroup): string {
  const title = heading === undefined ? '' : `.SS ${roffText(heading)}\n`;
  return title + entries.map(optionParagraph).join('');
}

function optionParagraph({ forms, describe }: OptionEntry): string {
  return taggedParagraph(forms.map(roffBold).join(', '), roffText(describe));
}

function title(name: string, version: string): string {
  return `.TH ${roffText(name.toUpperCase())} 1 "" "sipexec ${roffText(version)}" "sipexec manual"\n.ad l\n.nh\n`;
}

/** Nothing where there is nothing to say. */
function section(name: string, body: string): string {
  return body === '' ? '' : `.SH ${name}\n${body}`;
}

function text(line: string): string {
  return `${roffText(line)}\n`;
}

const exitStatuses = (
  [
    ['0', 'the function returned true for every message'],
    [
      '1 to 123',
      "one message: the command's own status; 1: dset without a URI, or one of several messages false",
    ],
    ['124', 'the exec timer ended the command'],
    ['125', 'sipexec itself failed: usage, unreadable input, not SIP, nothing selected, a reply'],
    ['126, 127', "the shell's: not executable, not found"],
    ['128+N', 'the command died of signal N'],
  ] as const
)
  .map(([status, meaning]) => taggedParagraph(roffBold(status), roffText(meaning)))
  .join('');

const environment = (
  [
    ['SIPEXEC_SERVER', 'the server that is meant where --server is not given'],
    ['NO_COLOR, FORCE_COLOR', 'whether output is coloured where --color is not given'],
  ] as const
)
  .map(([name, meaning]) => taggedParagraph(roffBold(name), roffText(meaning)))
  .join('');

const files = [
  taggedParagraph(
    roffBold('fixtures/'),
    roffText(
      "example messages, in the package's folder: $(npm root -g)/sipexec/fixtures where it was installed with npm install -g",
    ),
  ),
  taggedParagraph(
    roffBold('.sipexec.yaml'),
    roffText('the server and the surroundings that are meant in a folder and below it'),
  ),
].join('');
