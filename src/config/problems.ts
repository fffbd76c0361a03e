import type { ConfigPlace, ConfigProblem } from './scannedConfig.js';
import type { SourceFile } from './sourceFile.js';

/** Collects what is wrong with a configuration while it is read; what a file that is included again has again, once. */
export class ProblemList {
  readonly all: ConfigProblem[] = [];
  private readonly found = new Set<string>();

  add(code: string, message: string, file: SourceFile, offsetBytes: number): void {
    this.addAt(code, message, file.placeAt(offsetBytes));
  }

  addAt(code: string, message: string, place: ConfigPlace): void {
    const { file, line, column } = place;
    const key = `${line}:${column} ${code} ${file}\n${message}`;
    if (this.found.has(key)) return;
    this.found.add(key);
    this.all.push({ code, message, place });
  }

  /** A list whose entries nobody sees: for text that the server does not read. */
  silent(): ProblemList {
    return new ProblemList();
  }
}
