/** What only m4 sources have: its macros with a quoted argument, and `dnl` at a line's end. In: one character per byte. */
const M4 =
  /^[ \t]*(?:m4_)?(?:define|undefine|ifdef|ifelse|include|sinclude|divert|changequote|changecom)\([-`'[A-Za-z0-9,]|\bdnl[ \t]*$/m;

/**
 * Whether a configuration is the source of one, which m4 makes into a configuration.
 * Out: the offset of the first thing that only m4 has; undefined where there is no such thing.
 */
export function m4SourceAt(file: string, text: string): number | undefined {
  const match = M4.exec(text);
  if (match !== null && (/\.m4$/.test(file) || /`[^`'\n]*'|\bdnl[ \t]*$/m.test(text.slice(match.index))))
    return match.index;
  return undefined;
}
