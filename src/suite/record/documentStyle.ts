import type { ToStringOptions } from 'yaml';

/** How a text is laid out as YAML, so that what is written anew looks as if its author had written it. */
export function documentStyle(text: string): ToStringOptions {
  return {
    lineWidth: 0,
    indent: /^( +)\S/m.exec(text.replace(/^#.*$/gm, ''))?.[1]?.length ?? 2,
    indentSeq: !/^( *)[^\s#-][^\n]*:[ ]*\n\1- /m.test(text),
    flowCollectionPadding: !/\{[^\s}]/.test(text),
    singleQuote: (text.match(/: '/g)?.length ?? 0) >= (text.match(/: "/g)?.length ?? 0),
  };
}
