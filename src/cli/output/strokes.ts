import { asciiStrokes, type Strokes, unicodeStrokes } from '../../report/pictures/pictures.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';

/** What drawings are made of: ASCII where `--ascii` or the locale (POSIX.1-2017 XBD 8.2) wants it, else Unicode. */
export function strokesFor(args: ParsedArguments, { environment }: Pick<CommandIo, 'environment'>): Strokes {
  const wish = args.value('ascii');
  if (wish !== undefined) return wish === 'yes' ? asciiStrokes : unicodeStrokes;
  const [locale = ''] = ['LC_ALL', 'LC_CTYPE', 'LANG'].flatMap(
    (name) => environment.find((entry) => entry.name === name)?.value.toString() || [],
  );
  return /utf-?8/i.test(locale) ? unicodeStrokes : asciiStrokes;
}
