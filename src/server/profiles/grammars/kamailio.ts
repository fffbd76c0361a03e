import { APOSTROPHE, QUOTE, SEMICOLON } from '../../../sip/characters.js';
import type { AddressRules } from '../../../sip/headers/address.js';
import type { ListForm } from '../../../sip/headers/parameterList.js';

/** The parsers of Kamailio. */

export const kamailioAddress: AddressRules = {
  comma: 'ordinary',
  commaInParameters: 'in-tag',
  tagWithoutValue: 'accepted',
  startOfTagAlone: 'accepted',
  quotedPair: 'refused',
  quotedTagEnd: 'at-quote',
  atMessageEnd: 'complete',
  semicolonInWords: 'refused',
  foldAfterWords: 'skipped',
};

/** An address in a list. */
export const kamailioListedAddress: AddressRules = {
  ...kamailioAddress,
  comma: 'ends-address',
  commaInParameters: 'ends-address',
};

export const kamailioParameterList: ListForm = {
  separator: SEMICOLON,
  quotes: [QUOTE, APOSTROPHE],
  emptyLastValue: true,
};
