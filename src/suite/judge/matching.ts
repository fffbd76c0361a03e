import type { ListMatcher, Matcher } from '../suite.js';

/** Whether a text is as a matcher wants it. @throws PatternTimeoutError where its pattern takes too long */
export function matches(matcher: Matcher, text: string): boolean {
  switch (matcher.kind) {
    case 'equals':
      return text === matcher.text;
    case 'contains':
      return text.includes(matcher.text);
    case 'matches':
      return matcher.pattern.test(text);
  }
}

/** Whether texts are as a list matcher wants them. @throws PatternTimeoutError */
export function listMatches({ kind, items }: ListMatcher, texts: readonly string[]): boolean {
  if (kind === 'contains') return items.every((item) => texts.some((text) => matches(item, text)));
  return items.length === texts.length && items.every((item, i) => matches(item, texts[i] as string));
}

/** A matcher for people. */
export function matcherText(matcher: Matcher): string {
  switch (matcher.kind) {
    case 'equals':
      return matcher.text;
    case 'contains':
      return `(contains) ${matcher.text}`;
    case 'matches':
      return `(matches) ${matcher.pattern.source}`;
  }
}
