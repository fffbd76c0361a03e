/**
 * The text without those of `characters` that end it. A loop, since a regular expression that is tied to the end would try
 * each run of them from each of its characters.
 */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] as string)) end--;
  return text.slice(0, end);
}
