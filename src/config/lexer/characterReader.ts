import type { SourceFile } from '../sourceFile.js';

/** A text that is being read: a file, or what a define stands for. */
interface Frame {
  readonly kind: 'file' | 'define';
  readonly file: SourceFile;
  readonly text: string;
  readonly end: number;
  at: number;
  /** For a define: its name, and the offsets in `file` of the word that it replaces. */
  readonly define?: { readonly name: string; readonly start: number; readonly end: number };
}

/**
 * Reads the characters of a configuration: files within files, and the texts of defines in the place of their
 * names, as the server's own reader sees them. A comment or string that begins in a define goes on behind it.
 */
export class CharacterReader {
  private readonly frames: Frame[] = [];

  openFile(file: SourceFile, start = 0, end = file.text.length): void {
    this.frames.push({ kind: 'file', file, text: file.text, at: start, end });
  }

  /** Puts a define's text in the place of its name, which was just read and began at `start`. */
  openDefine(name: string, text: string, start: number): void {
    const { file, define, at } = this.top();
    const use = define ?? { start, end: at };
    this.frames.push({
      kind: 'define',
      file,
      text,
      at: 0,
      end: text.length,
      define: { name, start: use.start, end: use.end },
    });
  }

  /** The character `ahead` of the next one; '' at the end of the file. */
  peek(ahead = 0): string {
    let left = ahead;
    for (let i = this.frames.length - 1; i >= 0; i--) {
      const frame = this.frames[i] as Frame;
      const available = frame.end - frame.at;
      if (left < available) return frame.text[frame.at + left] as string;
      if (frame.kind === 'file') return '';
      left -= available;
    }
    return '';
  }

  /** Goes on by `count` characters, the end of the file at most. */
  skip(count = 1): void {
    let left = count;
    while (left > 0) {
      this.closeDefines();
      const frame = this.top();
      const step = Math.min(left, frame.end - frame.at);
      if (step === 0) return;
      frame.at += step;
      left -= step;
    }
  }

  /** The text that a sticky expression matches here, within the define or file being read. Does not go on. */
  match(expression: RegExp): RegExpExecArray | undefined {
    this.closeDefines();
    const frame = this.top();
    expression.lastIndex = frame.at;
    const match = expression.exec(frame.text);
    return match === null || frame.at + match[0].length > frame.end ? undefined : match;
  }

  /** Closes the file being read and goes on in the one that includes it. Out: false where there is none. */
  closeFile(): boolean {
    this.closeDefines();
    this.frames.pop();
    return this.frames.length > 0;
  }

  get file(): SourceFile {
    return this.top().file;
  }

  /** Offset in `file` of the next character; within a define, of the word that it replaces. */
  get offset(): number {
    this.closeDefines();
    const { define, at } = this.top();
    return define === undefined ? at : define.start;
  }

  /** Offset in `file` just behind the last character read. */
  get endOffset(): number {
    const { define, at } = this.top();
    return define === undefined ? at : define.end;
  }

  /** Offset just behind what is read of this file (not of the files that it includes). */
  get limit(): number {
    return this.top().end;
  }

  isWithinDefine(name?: string): boolean {
    this.closeDefines();
    return this.frames.some(
      ({ define }) => define !== undefined && (name === undefined || define.name === name),
    );
  }

  get defineDepth(): number {
    return this.frames.filter(({ kind }) => kind === 'define').length;
  }

  /** Names of the files being read, the outermost first. */
  get openFiles(): string[] {
    return this.frames.filter(({ kind }) => kind === 'file').map(({ file }) => file.name);
  }

  private closeDefines(): void {
    while (this.top().kind === 'define' && this.top().at >= this.top().end) this.frames.pop();
  }

  private top(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }
}
