/** An attribute or text of XML 1.0. Characters that XML cannot hold, even escaped, are written `\x07`. */
export function xmlText(text: string): string {
  return text
    .replace(NOT_XML, (character) => {
      const hex = (character.codePointAt(0) as number).toString(16).toUpperCase();
      return hex.length > 2 ? `\\u{${hex}}` : `\\x${hex.padStart(2, '0')}`;
    })
    .replace(SPECIAL, (character) => ESCAPES[character] ?? `&#${character.codePointAt(0)};`)
    .replace(/##(?=\[|vso\[|teamcity\[)/g, '#&#35;');
}

/** XML 1.0 §2.2, production 2. */
const NOT_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/gu;

/** Markup, what attributes do not keep, and what a terminal obeys. */
const SPECIAL =
  /[&<>"\t\r\n\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\r': '&#13;',
  '\n': '&#10;',
};

/** An element on lines of its own, its attributes in order, undefined ones left out. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] | string = [],
): string[] {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  if (typeof content === 'string') return [`<${name}${given}>${xmlText(content)}</${name}>`];
  if (content.length === 0) return [`<${name}${given}/>`];
  return [`<${name}${given}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}
