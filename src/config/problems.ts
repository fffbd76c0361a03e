import type { ConfigPlace, ConfigProblem } from './scannedConfig.js';
import type { SourceFile } from './sourceFile.js';

/** Collects what is wrong with a configuration while it is read. */
export class ProblemList {
  readonly all: ConfigProblem[] = [];

  add(code: string, message: string, file: SourceFile, offsetBytes: number): void {
    this.addAt(code, message, file.placeAt(offsetBytes));
  }

  addAt(code: string, message: string, place: ConfigPlace): void {
    this.all.push({ code, message, place });
  }

  /** A list whose entries nobody sees: for text that the server does not read. */
  silent(): ProblemList {
    return new ProblemList();
  }
}
