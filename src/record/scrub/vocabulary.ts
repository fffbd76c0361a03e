/**
 * Words that protocols, servers and shells use themselves. A user of such a name is replaced where a user stands, and
 * the word is left alone everywhere else.
 */
export const vocabulary: ReadonlySet<string> = new Set(
  `sip sips tel udp tcp tls sctp wss invite ack bye cancel options register subscribe notify publish message info prack refer
update via from contact route record max forwards content length type application sdp text plain html xml json multipart mixed
transport user phone lr tag branch rport received maddr ttl method expires date subject organization server agent supported require
allow accept encoding language event state subscription privacy none session header critical anonymous unknown invalid localhost
true false yes not the and for digest realm nonce response algorithm opaque auth stale uri username password audio video rtp avp
savp rtpmap fmtp pcmu pcma sendrecv sendonly recvonly inactive inline usr bin etc lib opt var home root local tmp share echo printf
cat bash dash env grep awk sed test exit kamailio opensips openser exec example com net org gateway script sh busybox python perl`.split(
    /\s+/,
  ),
);
