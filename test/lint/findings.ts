import { type LintOptions, lintFile } from '../../src/lint/lintFile.js';

/** Lints a text; each finding in one line: `code 3:5`. */
export function findings(text: string, options: LintOptions & { readonly name?: string } = {}): string[] {
  const { name = 'test', ...rest } = options;
  return lintFile(name, Buffer.from(text, 'latin1'), rest).map(
    ({ code, place }) => `${code} ${place.line}:${place.column}`,
  );
}

/** The messages of all findings. */
export function messages(text: string, options: LintOptions & { readonly name?: string } = {}): string[] {
  const { name = 'test', ...rest } = options;
  return lintFile(name, Buffer.from(text, 'latin1'), rest).map(({ message }) => message);
}
