import type { AddressRules } from '../../../sip/headers/address/addressRules.js';
import type { ContactRules } from '../../../sip/headers/contact/contactRules.js';
import type { ContentLengthRules } from '../../../sip/headers/contentLengthRules.js';

/** The parsers that OpenSER wrote, as OpenSIPS has them to this day. */

export const openserAddress: AddressRules = {
  comma: 'ordinary',
  emptyTag: 'refused',
  quotedPair: 'accepted',
  quotedTagEnd: 'one-byte-early',
  atMessageEnd: 'unfinished',
  semicolonInWords: 'accepted',
  foldAfterWords: 'in-name',
  byteBehindLineEnd: 'refused',
};

export const openserContact: ContactRules = {
  nameBeforeBareUri: 'counted-twice',
  uriWithoutColon: 'refused',
  minUriBytes: 1,
  textAfterAsterisk: 'refused',
  parameterList: 'strict',
};

export const openserContentLength: ContentLengthRules = { foldAtCrlf: 'not-seen', overflow: 'wraps' };
