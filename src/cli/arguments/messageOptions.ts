import { transports } from '../../sip/endpoint.js';
import type { OptionSpec } from './optionTable.js';

/** What `message` makes a request of. */
export const messageOptions: readonly OptionSpec[] = [
  { name: 'method', kind: 'value', placeholder: 'METHOD', describe: 'the method (default: INVITE)' },
  {
    name: 'ruri',
    kind: 'value',
    placeholder: 'URI',
    describe: "the request URI (default: sip:bob@example.com; of a REGISTER, From's domain)",
  },
  {
    name: 'from',
    kind: 'value',
    placeholder: 'ADDRESS',
    describe: 'a URI, or a name and a URI in angle brackets; a tag is added',
  },
  {
    name: 'to',
    kind: 'value',
    placeholder: 'ADDRESS',
    describe: 'likewise, without a tag (default: the request URI; of a REGISTER, From)',
  },
  {
    name: 'header',
    alias: ['H'],
    kind: 'list',
    placeholder: "'NAME: VALUE'",
    describe: 'a further header, or another value for one that would be there',
  },
  { name: 'body', kind: 'value', placeholder: 'FILE', describe: 'its body ("-" is standard input)' },
  {
    name: 'transport',
    kind: 'value',
    choices: transports,
    placeholder: 'NAME',
    describe: 'what Via and Contact say of the transport (default: udp)',
  },
  {
    name: 'via',
    kind: 'list',
    placeholder: 'HOST[:PORT]',
    describe:
      'a host that it passed, the last one first (default: 192.0.2.10:5060); or the whole value of a Via',
  },
  { name: 'call-id', kind: 'value', placeholder: 'ID', describe: 'the Call-ID (default: a random one)' },
  { name: 'cseq', kind: 'value', placeholder: 'NUMBER', describe: 'the number of CSeq (default: 1)' },
  {
    name: 'cancel',
    kind: 'value',
    placeholder: 'FILE',
    describe: 'instead, the CANCEL of the INVITE in this file',
  },
  {
    name: 'ack',
    kind: 'value',
    placeholder: 'FILE',
    describe: 'instead, the ACK for an INVITE in this file that was refused',
  },
  {
    name: 'in-dialog',
    kind: 'value',
    placeholder: 'FILE',
    describe: 'instead, a request within the dialog of the one in this file (default method: BYE)',
  },
  {
    name: 'random-seed',
    kind: 'value',
    placeholder: 'NUMBER',
    describe: 'the same number makes the same branch, tag and Call-ID each time',
  },
];
