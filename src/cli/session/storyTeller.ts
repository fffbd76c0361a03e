import type { ExecResult } from '../../exec/execResult.js';
import type { CallToRun } from '../../exec/prepareCall.js';
import type { RecordText } from '../../report/json/recordText.js';
import { storyRecord } from '../../report/json/storyRecord.js';
import { beginningText, endText } from '../../report/text/storyText.js';
import type { CallSettings } from '../../run/call/callRunner.js';
import { type CallStory, storyOf } from '../../run/call/callStory.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import type { ServerState } from '../../server/serverState.js';
import { identityOf } from '../input/identity.js';
import type { Printer } from './printer.js';

/** Tells the story of each call (`-v`): what it is made of when it starts, and what came of it when it has ended. */
export class StoryTeller {
  private readonly stories = new WeakMap<InputMessage, CallStory>();

  /**
   * @param serverFrom where the server's name came from
   * @param isLive whether the beginning is written when the command starts. Not so where several run side by side, or where a
   * record holds it all: it is then written together with the end
   */
  constructor(
    private readonly settings: CallSettings,
    private readonly serverFrom: string,
    private readonly printer: Printer,
    private readonly isLive: boolean,
  ) {}

  begin(prepared: CallToRun, message: InputMessage, state: ServerState): void {
    const story = storyOf(message, state, this.settings, prepared);
    this.stories.set(message, story);
    if (this.isLive) this.tellBeginning(message, story);
  }

  /** In: a message's result. A call that ran nothing has no story: the reason is printed anyway. */
  end(message: InputMessage, result: ExecResult): void {
    const story = this.stories.get(message);
    if (story === undefined || result.outcome !== 'ran') return;
    if (!this.isLive) this.tellBeginning(message, story);
    this.printer.story(endText(result));
  }

  /** What a record says of it; undefined where nothing ran. */
  record(message: InputMessage, result: ExecResult, texts: RecordText): Record<string, unknown> | undefined {
    const story = this.stories.get(message);
    if (story === undefined || result.outcome !== 'ran') return undefined;
    return storyRecord(story, this.serverFrom, result, texts);
  }

  private tellBeginning(message: InputMessage, story: CallStory): void {
    this.printer.story(beginningText(story, identityOf(message), this.serverFrom));
  }
}
