import { describe, expect, test } from 'vitest';
import { sipexec } from '../program.js';

describe('--server show', () => {
  test('prints every rule of a server with its section', async () => {
    const run = await sipexec(['--server', 'show', 'openser-1.1']);
    expect(run.status).toBe(0);
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain(
      [
        'openser-1.1: OpenSER 1.1.0',
        'functions: exec_dset, exec_msg (docs/servers.md §0)',
        '',
        'Before the script (reception)',
        '  skippedBeforeFirstLine: line-ends (§10)',
        "      What is skipped before the first line, and stays in the command's input: line ends",
      ]
        .join('\n')
        .replaceAll('§', '\xc2\xa7'),
    );
    expect(run.stdout).toContain('\n      How many URIs exec_dset takes: 12\n');
  });

  test.each([
    ['as one word', ['--server=show', 'kamailio']],
    ['as a short option', ['-s', 'show', 'kamailio']],
    ['with --json before it', ['--json', '--server', 'show', 'kamailio']],
  ])('takes a family for its newest server, %s', async (_, words) => {
    const run = await sipexec(words);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('kamailio-6.1');
  });

  test.each([
    ['no id', [], 'sipexec: --server show wants the id of a server; --server list shows all\n'],
    ['an unknown id', ['kamailo-6.1'], "sipexec: unknown server 'kamailo-6.1'; did you mean kamailio-6.1?\n"],
  ])('with %s is a mistake', async (_, ids, message) => {
    const run = await sipexec(['--server', 'show', ...ids]);
    expect({ ...run, stdoutBytes: undefined }).toEqual({
      status: 125,
      stdout: '',
      stderr: message,
      stdoutBytes: undefined,
    });
  });
});
