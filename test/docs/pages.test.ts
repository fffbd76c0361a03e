import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { expectExamples } from './examples.js';

/** The pages that people wrote. Those of warnings have a test of their own, and generated ones are not there yet. */
const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !/^(?:node_modules|reference|warnings|\.vitepress)\//.test(name))
  .map((name) => join('docs', name))
  .sort();

describe('the examples of a page print what the page shows, and leave nothing behind', () => {
  test.each(pages)('%s', expectExamples);
});
