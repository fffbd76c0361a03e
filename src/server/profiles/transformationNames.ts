/** The transformations that each family accepts (servers.md §8): one string a server, split when it is needed. */
const common =
  's.len s.int s.md5 s.substr s.select s.encode.hexa s.decode.hexa s.escape.common s.unescape.common ' +
  's.escape.user s.unescape.user s.escape.param s.unescape.param s.tolower s.toupper ' +
  'uri.user uri.passwd uri.host uri.port uri.params uri.headers uri.param uri.transport uri.ttl uri.uparam ' +
  'uri.maddr uri.method uri.lr uri.r2 param.value param.valueat param.name param.count ' +
  'nameaddr.name nameaddr.uri nameaddr.len ';

export const transformationsOfOpensips14 = common;

export const transformationsOfOpensips111 =
  `${common}s.index s.rindex s.fill.left s.fill.right s.dec2hex s.hex2dec ` +
  'param.exist nameaddr.param nameaddr.params uri.schema re.subst';

export const transformationsOfOpensips24 = `${transformationsOfOpensips111} s.b64encode s.b64decode s.width s.trim s.triml s.trimr`;

export const transformationsOfKamailio =
  `${common}s.encode.base64 s.decode.base64 s.strip s.striptail s.prefixes s.replace s.rm s.trim s.ltrim s.rtrim ` +
  's.rmws s.numeric s.before s.after s.rbefore s.rafter uri.scheme param.in ' +
  'tobody.uri tobody.tag tobody.display tobody.user tobody.host tobody.params re.subst';
