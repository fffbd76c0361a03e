/** The transformations that each family accepts (servers.md §8): one string a server, split when it is needed. */
const common =
  's.len s.int s.md5 s.substr s.select s.encode.hexa s.decode.hexa s.escape.common s.unescape.common ' +
  's.escape.user s.unescape.user s.escape.param s.unescape.param s.tolower s.toupper ' +
  'uri.user uri.passwd uri.host uri.port uri.params uri.headers uri.param uri.transport uri.ttl uri.uparam ' +
  'uri.maddr uri.method uri.lr uri.r2 param.value param.valueat param.name param.count ' +
  'nameaddr.name nameaddr.uri nameaddr.len ';

export const transformationsOfOpensips14 = `${common}uri.domain`;

export const transformationsOfOpensips111 =
  `${transformationsOfOpensips14} s.index s.rindex s.fill.left s.fill.right s.dec2hex s.hex2dec ` +
  'param.exist nameaddr.param nameaddr.params uri.schema re.subst via.name via.version via.transport via.host ' +
  'via.domain via.port via.comment via.params via.param via.branch via.received via.rport ' +
  'ip.pton ip.ntop ip.isip ip.family ip.resolve csv.count csv.value sdp.line';

export const transformationsOfOpensips24 = `${transformationsOfOpensips111} s.b64encode s.b64decode s.xor s.width s.trim s.triml s.trimr`;

export const transformationsOfOpensips32 =
  `${transformationsOfOpensips24} s.reverse s.eval s.date2unix ` +
  'ip.isip4 ip.isip6 ip.isprivate ip.matches sdp.stream sdp.stream-delete';

export const transformationsOfOpensips36 =
  `${transformationsOfOpensips32} s.sha1 s.sha224 s.sha256 s.sha384 s.sha512 ` +
  's.sha1_hmac s.sha224_hmac s.sha256_hmac s.sha384_hmac s.sha512_hmac';

export const transformationsOfOpensips41 = `${transformationsOfOpensips36} s.crc32`;

/** Those of the module pv, and re.subst of textops. */
export const transformationsOfKamailio56 =
  `${common}s.sha256 s.sha384 s.sha512 s.encode.7bit s.decode.7bit s.encode.base58 s.decode.base58 s.encode.base64 ` +
  's.decode.base64 s.encode.base64t s.decode.base64t s.encode.base64url s.decode.base64url s.encode.base64urlt ' +
  's.decode.base64urlt s.escape.csv s.urlencode.param s.urldecode.param s.strip s.striptail s.prefixes ' +
  's.prefixes.quoted s.replace s.rm s.trim s.ltrim s.rtrim s.rmws s.numeric s.before s.after s.rbefore s.rafter ' +
  's.ftime s.corehash s.unquote s.unbracket s.count uri.scheme uri.saor uri.suri uri.tosocket uri.duri param.in ' +
  'urialias.encode urialias.decode tobody.uri tobody.tag tobody.display tobody.user tobody.host tobody.params ' +
  'line.count line.at line.sw re.subst';

export const transformationsOfKamailio61 =
  `${transformationsOfKamailio56} s.sha3 s.crc32 s.rmhdws s.rmhlws s.escape.crlf s.unescape.crlf uri.rmparam ` +
  'val.json val.jsonqe val.n0 val.ne num.fdigit num.ldigit';
