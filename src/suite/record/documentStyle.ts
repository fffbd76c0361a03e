import type { ToStringOptions } from 'yaml';

/** How a text is laid out as YAML, so that what is written anew looks as if its author had written it. */
export function documentStyle(text: string): ToStringOptions {
  return {
    lineWidth: 0,
    indent: /^( +)\S/m.exec(text.replace(/^#.*$/gm, ''))?.[1]?.length ?? 2,
    indentSeq: !hasFlushList(text.split('\n')),
    flowCollectionPadding: !/\{[^\s}]/.test(text),
    singleQuote: (text.match(/: '/g)?.length ?? 0) >= (text.match(/: "/g)?.length ?? 0),
  };
}

/** Whether the items of some list stand as far to the left as its key. */
function hasFlushList(lines: readonly string[]): boolean {
  return lines.some((line, at) => {
    const indent = /^ *(?=[^\s#-])/.exec(line)?.[0];
    return indent !== undefined && lines[at + 1]?.startsWith(`${indent}- `) && isKeyAlone(line);
  });
}

/** Whether a line ends with a key's colon, but for blanks. */
function isKeyAlone(line: string): boolean {
  let end = line.length;
  while (line[end - 1] === ' ') end--;
  return line[end - 1] === ':' && line.slice(0, end).trim().length > 1;
}
