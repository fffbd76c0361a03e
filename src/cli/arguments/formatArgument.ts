import type { ParsedArguments } from './parsedArguments.js';
import { UsageError } from './usageError.js';

/** What `--format` asks for; `--json` is another way to say json. @throws UsageError where they contradict each other */
export function formatArgument(args: ParsedArguments): string | undefined {
  const format = args.value('format');
  if (!args.flag('json')) return format;
  if (format !== undefined && format !== 'json')
    throw new UsageError(`--json and --format ${format}: give one of them`);
  return 'json';
}
