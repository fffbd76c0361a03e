import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { execa } from 'execa';
import { expect } from 'vitest';
import { parseDocument } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the YAML of our pages may hold. Keys of the services stand under the names that these have for them. */
interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

/**
 * Runs what a block of YAML has of commands, as the service would: in a project that has sipexec among its `devDependencies` and
 * the example suite in `checks/`. A suite is held against its schema.
 * @throws where it is none of the kinds that are known
 */
export async function expectYaml(text: string): Promise<void> {
  const document = parseDocument(text);
  expect(document.errors, text).toEqual([]);
  const content = document.toJS();
  if (content.cases !== undefined) expectSuite(content);
  else if (content.tasks !== undefined) await expectSipssertTasks(content.tasks);
  else if (Array.isArray(content)) await expectGithubSteps(content);
  else if (content.jobs !== undefined)
    for (const job of Object.values<{ steps: Step[] }>(content.jobs)) await expectGithubSteps(job.steps);
  else if (Object.values<{ script?: string[] }>(content).every((job) => job?.script !== undefined))
    for (const job of Object.values<{ script: string[]; artifacts?: { reports?: { junit: string } } }>(
      content,
    ))
      await expectSteps(job.script, [job.artifacts?.reports?.junit ?? []].flat());
  else throw new Error(`no test knows this YAML: ${text}`);
}

/** Runs the `sh` steps of a pipeline, and expects the files that it hands to Jenkins. */
export async function expectJenkinsSteps(text: string): Promise<void> {
  const steps = [...text.matchAll(/\bsh '([^']*)'/g)].map((match) => match[1] as string);
  const files = [...text.matchAll(/\b(?:junit|artifacts:) '([^']*)'/g)].map((match) => match[1] as string);
  expect([steps.length, files.length], text).toEqual([
    expect.toSatisfy((n) => n > 0),
    expect.toSatisfy((n) => n > 0),
  ]);
  await expectSteps(steps, files);
}

function expectSuite(suite: unknown): void {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(join(root, 'src/suite/suite.schema.json'), 'utf8')),
  );
  validate(suite);
  if (validate.errors) throw new Error(JSON.stringify(validate.errors));
}

async function expectGithubSteps(steps: readonly Step[]): Promise<void> {
  const { inputs } = parseDocument(readFileSync(join(root, 'action.yml'), 'utf8')).toJS();
  const ofOurs = steps.filter(({ uses }) => uses?.includes('/sipexec@'));
  for (const step of ofOurs)
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  await expectSteps(
    [
      // The action runs what it is given, as its own test shows.
      ...ofOurs.map((step) => `npm ci && npx sipexec ${step.with?.args}`),
      ...steps.flatMap((step) =>
        step.run === undefined
          ? []
          : [step['continue-on-error'] ? `{ ${step.run}; } || [ $? = 1 ]` : step.run],
      ),
    ],
    steps.flatMap(({ uses, with: given }) =>
      uses?.includes('upload-sarif') ? [given?.sarif_file ?? ''] : [],
    ),
  );
}

/** SIPssert mounts the folder of the scenario at `/home`, and hands `args` to the image, whose program is sipexec. */
async function expectSipssertTasks(
  tasks: readonly { image?: string; args?: string; name: string }[],
): Promise<void> {
  const ofOurs = tasks.filter(({ image }) => image === 'sipexec');
  expect(ofOurs.length).toBeGreaterThan(0);
  await expectSteps(
    ofOurs.map(({ args = '' }) => `npm ci && npx sipexec ${args.replaceAll('/home/', 'checks/')}`),
    [],
  );
}

/** Runs steps with bash as the services do, each ending the job where it fails. In: the files that must be there afterwards. */
async function expectSteps(steps: readonly string[], files: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sipexec-project-'));
  try {
    makeProject(folder);
    const script = steps.some((step) => step.startsWith('npm ci')) ? steps : ['npm ci', ...steps];
    const { all, exitCode } = await execa('bash', ['-e', '-o', 'pipefail', '-c', script.join('\n')], {
      cwd: folder,
      // The link to this very project is set up already: nothing is fetched, and nothing built anew.
      env: {
        npm_config_ignore_scripts: 'true',
        npm_config_offline: 'true',
        npm_config_update_notifier: 'false',
      },
      reject: false,
      all: true,
    });
    expect([exitCode, steps], all).toEqual([0, steps]);
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function makeProject(folder: string): void {
  cpSync(join(root, 'fixtures/example'), join(folder, 'checks'), { recursive: true });
  cpSync(join(root, 'fixtures/route.sh'), join(folder, 'scripts/route.sh'));
  cpSync(join(root, 'fixtures/kamailio.cfg'), join(folder, 'kamailio.cfg'));
  const project = { name: 'project', version: '1.0.0', devDependencies: { sipexec: `file:${root}` } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  execFileSync(
    'npm',
    ['install', '--package-lock-only', '--ignore-scripts', '--offline', '--no-audit', '--no-fund'],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
}
