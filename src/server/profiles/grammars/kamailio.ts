import type { AddressRules } from '../../../sip/headers/address/addressRules.js';

/** The parsers of Kamailio. */

export const kamailioAddress: AddressRules = {
  comma: 'only-in-tag',
  emptyTag: 'accepted',
  quotedPair: 'refused',
  quotedTagEnd: 'at-quote',
  atMessageEnd: 'complete',
  semicolonInWords: 'refused',
  foldAfterWords: 'skipped',
  byteBehindLineEnd: 'refused',
};

/** An address in a list. */
export const kamailioListedAddress: AddressRules = {
  ...kamailioAddress,
  comma: 'ends-address',
};
