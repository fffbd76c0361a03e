import type { AddressRules } from '../../../sip/headers/address.js';
import type { ContactRules } from '../../../sip/headers/contact.js';
import type { ContentLengthRules } from '../../../sip/headers/contentLength.js';
import { strictList } from '../../../sip/headers/parameterList.js';

/** The parsers that OpenSER wrote, as OpenSIPS has them to this day. */

export const openserAddress: AddressRules = {
  comma: 'ordinary',
  commaInParameters: 'ordinary',
  tagWithoutValue: 'refused',
  startOfTagAlone: 'refused',
  quotedPair: 'accepted',
  quotedTagEnd: 'one-byte-early',
  atMessageEnd: 'unfinished',
  semicolonInWords: 'accepted',
  foldAfterWords: 'in-name',
};

export const openserContact: ContactRules = {
  nameBeforeBareUri: 'counted-twice',
  uriWithoutColon: 'refused',
  shortestUriBytes: 1,
  textAfterAsterisk: 'refused',
  parameters: strictList,
};

export const openserContentLength: ContentLengthRules = { foldAtCrlf: 'not-seen', overflow: 'wraps' };
