import type { Ran } from '../../exec/execResult.js';
import type { CallStory } from '../../run/call/callStory.js';
import type { RecordText } from './recordText.js';

/**
 * What `--json -v` adds to a record as `story`, in the order in which it happens (cli.md, "JSON records").
 * @param texts makes the strings, and notes those that are no UTF-8
 */
export function storyRecord(
  story: CallStory,
  serverFrom: string,
  result: Ran,
  texts: RecordText,
): Record<string, unknown> {
  const { source, destination, transport, transportFrom, surroundings } = story;
  const { user, uid, gid, workingDirectory: folder, path, umask, shell } = surroundings;
  const { trace } = result;
  return {
    serverFrom,
    source,
    destination,
    transport: { name: transport, from: transportFrom },
    expanded: story.expanded.map(({ name, value }, i) => ({
      name,
      value: texts.of(`story.expanded.${i}.value`, value),
    })),
    process: { user, uid, gid, folder, path, umask, shell },
    inputBytes: trace?.input,
    outputBytes: trace?.output?.outputBytes,
    lines: trace?.output?.lines.map(({ text, ...line }, i) => ({
      text: texts.of(`story.lines.${i}.text`, text),
      ...line,
    })),
    moreLines: trace?.output?.moreLines || undefined,
    why: trace?.why,
  };
}
