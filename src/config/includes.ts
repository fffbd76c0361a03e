import type { ProblemList } from './problems.js';
import { readable, SourceFile } from './sourceFile.js';

/** Reads a file; undefined where there is none that can be read. */
export type FileSource = (path: string) => Buffer | undefined;

/** More files than any configuration has: a guard against files that include each other in great numbers. */
const MAX_INCLUDES = 1000;
/** How much text of files that were included before: more than any configuration has of it, and read in a second. */
const MAX_REPEATED_BYTES = 1024 * 1024;

/** Where an `include_file` stands. */
export interface IncludeUse {
  readonly file: SourceFile;
  readonly start: number;
  readonly openFiles: readonly string[];
}

/** Finds the files that a configuration includes. */
export class Includes {
  private readonly problems: ProblemList;
  private readonly read: FileSource;
  private readonly maxDepth: number;
  private count = 0;
  private readonly included = new Set<string>();
  private repeatedBytes = 0;
  private isTooMuch = false;

  /** @param maxDepth how deep files may include files */
  constructor(problems: ProblemList, read: FileSource, maxDepth: number) {
    this.problems = problems;
    this.read = read;
    this.maxDepth = maxDepth;
  }

  /**
   * Opens an included file: by its name as it is, else beside the file that includes it. A missing file is a problem
   * for `include_file`, not for `import_file`. Out: undefined where nothing is to be read.
   */
  open(written: string, kind: 'include' | 'import', use: IncludeUse): SourceFile | undefined {
    const name = readable(written);
    const { file, start, openFiles } = use;
    const refuse = (code: string, message: string) => {
      this.problems.add(code, message, file, start);
      return undefined;
    };
    if (name === '') return refuse('unreadable-directive', `${kind}_file needs a file name in double quotes`);
    if (this.isTooMuch) return undefined;
    const tooMuch = (what: string) => {
      this.isTooMuch = true;
      return refuse('too-many-includes', `${what}; what follows is not included`);
    };
    this.count++;
    if (this.count > MAX_INCLUDES) return tooMuch(`more than ${MAX_INCLUDES} files are included`);
    if (openFiles.length > this.maxDepth) {
      return refuse('include-too-deep', `files include each other more than ${this.maxDepth} deep`);
    }
    for (const path of candidatePaths(name, file.name)) {
      if (openFiles.includes(path)) return refuse('include-loop', `${path} includes itself`);
      const bytes = this.read(path);
      if (bytes === undefined) continue;
      if (this.included.has(path)) this.repeatedBytes += bytes.length;
      if (this.repeatedBytes > MAX_REPEATED_BYTES)
        return tooMuch('files are included again and again, with more than 1 MiB in all');
      this.included.add(path);
      return new SourceFile(path, bytes);
    }
    return kind === 'import' ? undefined : refuse('missing-include', `cannot read the included file ${name}`);
  }
}

function candidatePaths(name: string, includedBy: string): string[] {
  const folder = includedBy.slice(0, includedBy.lastIndexOf('/') + 1);
  return name.startsWith('/') || folder === '' ? [name] : [name, `${folder}${name}`];
}
