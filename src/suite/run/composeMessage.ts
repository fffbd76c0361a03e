import { isAbsolute, join } from 'node:path';
import { SipexecError } from '../../errors.js';
import { bytesOf } from '../../rawWords.js';
import { readBounded } from '../../readBounded.js';
import { ComposeError } from '../../sip/compose/composeError.js';
import { composeRequest, parseHeaderText } from '../../sip/compose/composeRequest.js';
import { composeFollowUp } from '../../sip/compose/followUp.js';
import { systemReason } from '../../systemReason.js';
import { SuiteError } from '../problems.js';
import type { ComposedMessage } from '../suite.js';

/** A file that a message is made with cannot be read. */
class PartError extends SipexecError {}

/**
 * Makes a request of the fields that a suite gives, as `sipexec message` would.
 * @throws SuiteError with the place of the field that is at fault; SipexecError for a file that cannot be read
 */
export function composeMessage(source: ComposedMessage, folder: string): Buffer {
  const { fields, followUp, body, randomSeed, place, places } = source;
  const latin1 = (text: string) => bytesOf(text).toString('latin1');
  const given = (text: string | undefined) => (text === undefined ? undefined : latin1(text));
  try {
    const requestFields = {
      method: given(fields.method),
      requestUri: given(fields.requestUri),
      from: given(fields.from),
      to: given(fields.to),
      transport: fields.transport,
      callId: given(fields.callId),
      cseq: fields.cseq,
      via: (fields.via ?? []).map(latin1),
      headers: (fields.headers ?? []).map((text) => parseHeaderText(latin1(text))),
      randomSeed,
      body:
        body === undefined
          ? undefined
          : body.kind === 'text'
            ? Buffer.from(body.text)
            : readPart(folder, body.text),
    };
    return followUp === undefined
      ? composeRequest(requestFields)
      : composeFollowUp(followUp.kind, readPart(folder, followUp.path), requestFields);
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    const message = `${suiteNames[error.field] ?? error.field}: ${error.reason}`;
    throw new SuiteError([{ message, place: places.get(error.field) ?? place }]);
  }
}

/** What a suite calls the composer's fields. */
const suiteNames: Readonly<Record<string, string>> = {
  requestUri: 'ruri',
  headers: 'header',
  request: 'message',
};

function readPart(folder: string, path: string): Buffer {
  try {
    return readBounded(isAbsolute(path) ? path : join(folder, path));
  } catch (error) {
    throw new PartError(`cannot read ${path}: ${systemReason(error)}`);
  }
}
