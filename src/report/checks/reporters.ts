import { github } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { readable } from './readable.js';
import type { MakeReporter } from './reporter.js';
import { tap } from './tap.js';

/** Every reporter by its name on the command line. */
export const reporters = { readable, tap, junit, json, github, html, markdown } as const satisfies Record<
  string,
  MakeReporter
>;

/** What `--reporter` takes. */
export type ReporterName = keyof typeof reporters;

/** The formats that are read by programs as a whole: nothing else may stand between their lines. */
export const exclusiveReporters: readonly ReporterName[] = ['tap', 'junit', 'json', 'html', 'markdown'];
