/** The transformations that the oldest server of each family accepts (servers.md §8, §19). */

const common =
  's.len s.int s.md5 s.substr s.select s.encode.hexa s.decode.hexa s.escape.common s.unescape.common ' +
  's.escape.user s.unescape.user s.escape.param s.unescape.param s.tolower s.toupper ' +
  'uri.user uri.passwd uri.host uri.port uri.params uri.headers uri.param uri.transport uri.ttl uri.uparam ' +
  'uri.maddr uri.method uri.lr uri.r2 param.value param.valueat param.name param.count ' +
  'nameaddr.name nameaddr.uri nameaddr.len ';

export const transformationsOfOpensips14 = `${common}uri.domain`;

/** Those of the module pv, and re.subst of textops. */
export const transformationsOfKamailio44 =
  `${common}s.sha256 s.sha384 s.sha512 s.encode.7bit s.decode.7bit s.encode.base58 s.decode.base58 s.encode.base64 ` +
  's.decode.base64 s.encode.base64t s.decode.base64t s.encode.base64url s.decode.base64url s.encode.base64urlt ' +
  's.decode.base64urlt s.escape.csv s.urlencode.param s.urldecode.param s.strip s.striptail s.prefixes ' +
  's.prefixes.quoted s.replace s.rm s.trim s.ltrim s.rtrim s.rmws s.numeric s.before s.after s.rbefore s.rafter ' +
  's.ftime s.corehash s.unquote s.unbracket s.count uri.scheme uri.saor uri.suri uri.tosocket uri.duri param.in ' +
  'urialias.encode urialias.decode tobody.uri tobody.tag tobody.display tobody.user tobody.host tobody.params ' +
  'line.count line.at line.sw re.subst';
