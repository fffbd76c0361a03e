import type { Token } from '../lexer/token.js';
import type { RouteBlock } from '../scannedConfig.js';
import { readable } from '../sourceFile.js';

const ROUTE_WORD = /^(?:[a-z]+_)?route$/;

/** Follows the braces of a configuration, to tell in which route block a token stands. */
export class BlockTracker {
  private depth = 0;
  private current: RouteBlock | undefined;
  private announced: RouteBlock | undefined;
  private name: string | undefined;

  get block(): RouteBlock | undefined {
    return this.depth > 0 ? this.current : undefined;
  }

  copy(): BlockTracker {
    return Object.assign(new BlockTracker(), this);
  }

  read(token: Token): void {
    if (token.kind === 'symbol' && token.text === '{') {
      if (this.depth === 0) this.current = this.announced;
      this.depth++;
    } else if (token.kind === 'symbol' && token.text === '}') {
      this.depth = Math.max(0, this.depth - 1);
      if (this.depth === 0) this.forget();
    } else if (this.depth === 0) {
      this.readOutside(token);
    }
  }

  private readOutside(token: Token): void {
    if (this.name !== undefined) {
      this.readName(token);
    } else if (token.kind === 'word' && ROUTE_WORD.test(token.text)) {
      this.announced = { kind: token.text, place: token.file.placeAt(token.start) };
    } else if (token.text === '[' && this.announced !== undefined) {
      this.name = '';
    } else {
      this.forget();
    }
  }

  /** A name may have several parts, as in `event_route[tm:local-request]` and `timer_route[clean, 60]`. */
  private readName(token: Token): void {
    if (token.text !== ']' || token.kind !== 'symbol') {
      this.name += token.text === ',' ? ', ' : token.text;
      return;
    }
    this.announced = { ...(this.announced as RouteBlock), name: readable(this.name as string) };
    this.name = undefined;
  }

  private forget(): void {
    this.announced = undefined;
    this.current = undefined;
    this.name = undefined;
  }
}
