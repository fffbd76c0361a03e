import { type Family, listed } from './transformedText.js';

/** Transformations of OpenSIPS on text of any kind. */
export const familiesOfOpensipsText: readonly Family[] = [
  {
    name: 'strings',
    place: 'header',
    maxPieces: 8,
    pieces: listed(
      'a | b | A | Z | x | 1 | 0 | 12 | - | + |   | \t | , | ; | = | \x7f | \x80 | \xe9 | abc | ab',
    ),
    transformations: listed(
      's.len | s.tolower | s.toupper | s.trim | s.triml | s.trimr | s.substr,0,2 | s.substr,1,0 | s.substr,-2,0 | ' +
        's.substr,-3,2 | s.substr,9,1 | s.substr,-9,2 | s.substr,+1, 2  | s.substr,-,- | s.substr,4294967297,1 | ' +
        's.substr,$ml,1 | s.substr,$(hdr(X-A){s.len}),0 | s.substr,0,$(hdr(X-A){s.int}) | s.substr,$(hdr(X-A){s.int}),1 | ' +
        's.substr,$hdr(X-A),1 | s.substr,0,$hdr(None) | s.select,0,a | s.select,1,a | s.select,-1,a | s.select,-2,b | ' +
        's.select,9,a | s.select,-9,a | s.select,1,, | s.select,1,  | s.select,0,} | s.select,0,( | s.select,0,) | ' +
        's.select,$(hdr(X-A){s.int}),1 | s.select,$hdr(X-A),1 | s.index,a | s.index,ab | s.index, | s.index,zz | ' +
        's.index,a,1 | s.index,a,9 | s.index,a,-1 | s.index,a,-3 | s.index,b,-20 | s.index, a , 2  | ' +
        's.index,a,$(hdr(X-A){s.int}) | s.index,a,$hdr(X-A) | s.index,$hdr(None) | s.index,$(hdr(X-A){s.substr,1,2}) | ' +
        's.rindex,a | s.rindex,ab | s.rindex, | s.rindex,a,1 | s.rindex,a,9 | s.rindex,a,-1 | s.rindex,b,-3 | ' +
        's.rindex,ab,-20 | s.rindex,a,0 | s.rindex,$(hdr(X-A){s.substr,1,2}),$(hdr(X-A){s.int})',
    ),
  },
  {
    name: 'fillings',
    place: 'header',
    maxPieces: 6,
    pieces: listed('a | b | 1 | 0 | 12 | - |   | xyz | \xe9 | abc'),
    transformations: listed(
      's.fill.left,0,5 | s.fill.left,ab,7 | s.fill.left, abc, 8  | s.fill.left,0,0 | s.fill.left,0,-3 | s.fill.left,a b,9 | ' +
        's.fill.left,(,4 | s.fill.left,x ,9 | s.fill.right,0,5 | s.fill.right,ab,7 | s.fill.right, abc , 8 | s.fill.right,xyz,40 | ' +
        's.width,1 | s.width,4 | s.width, 12  | s.width,0 | s.width,- | s.width,$ml | s.width,$(hdr(X-A){s.int}) | ' +
        's.width,$hdr(X-A) | s.width,$hdr(None) | $(ml{s.fill.left,0,6}) | $(ml{s.width,2}) | $(cs{s.fill.right,0,4}) | ' +
        's.fill.left,0,5}{s.fill.left,1,8 | s.fill.left,0,5}{s.fill.right,1,8 | s.fill.right,0,5}{s.fill.left,1,8 | ' +
        's.tolower}{s.fill.left,1,9 | s.toupper}{s.fill.right,1,9 | s.width,9}{s.fill.left,1,12 | s.fill.left,1,9}{s.width,12 | ' +
        's.fill.left,1,9}{s.substr,2,0}{s.fill.left,x,12 | s.len}{s.fill.left,x,4 | s.len}{s.width,4',
    ),
  },
  {
    name: 'numbers',
    place: 'header',
    maxPieces: 4,
    pieces: listed(
      '1 | 0 | 9 | - | + |   | a | f | F | 0x | 2147483647 | 2147483648 | 4294967295 | . | 7 | g',
    ),
    transformations: listed(
      's.int | s.int}{s.len | s.int}{s.dec2hex | s.dec2hex | s.hex2dec | s.int}{s.hex2dec | s.hex2dec}{s.dec2hex | ' +
        's.dec2hex}{s.hex2dec | s.len}{s.dec2hex | s.int}{s.int}{s.dec2hex | s.hex2dec}{s.int}{s.dec2hex | ' +
        's.index,0}{s.dec2hex | s.select,1,1}{s.int}{s.dec2hex | s.select,1,1}{s.dec2hex | s.select,1,1}{s.hex2dec | ' +
        's.hex2dec}{s.len | s.hex2dec}{s.width,3 | $(ml{s.dec2hex}) | $(ml{s.hex2dec}) | $(cs{s.dec2hex}) | $(ml{s.int}) | ' +
        '$(hdr(None){s.len}) | $(hdr(None){s.int}) | $(hdr(None){s.int}{s.len}) | $(ml{s.md5}) | $(ml{s.substr,1,1}) | ' +
        '$(rp{s.dec2hex}) | $(cl{s.dec2hex}) | $(rU{s.substr,$cl,1}) | $(rU{s.substr,$cs,1}) | $(rU{s.width,$hdr(None)}{s.len})',
    ),
  },
  {
    name: 'codes',
    place: 'header',
    maxPieces: 6,
    pieces: listed('1 | 2 | 12 | a | Q | f | F | 4 | z | = | == | + | / | - | _ | QUJD |   | *'),
    transformations: listed(
      's.encode.hexa | s.decode.hexa}{s.encode.hexa | s.decode.hexa | s.b64encode | s.b64decode}{s.encode.hexa | ' +
        's.b64decode}{s.len | s.decode.hexa}{s.len | s.b64encode}{s.b64decode | s.encode.hexa}{s.decode.hexa | ' +
        's.encode.hexa}{s.encode.hexa | s.b64encode}{s.b64encode | s.tolower}{s.b64encode | s.tolower}{s.encode.hexa | ' +
        's.md5 | s.tolower}{s.md5 | s.md5}{s.encode.hexa | s.xor,a}{s.encode.hexa | s.xor,abc}{s.encode.hexa | ' +
        's.xor,$ru}{s.encode.hexa | s.xor,$hdr(None)}{s.len | s.xor, \x01 }{s.len | s.encode.hexa}{s.xor,abc}{s.len',
    ),
  },
  {
    name: 'escapes',
    place: 'header',
    maxPieces: 6,
    pieces: listed(
      'a | b | A | Z | z | 1 | 0 | xyz |   | \t | , | ; | : | = | @ | + | - | _ | . | / | ~ | ( | ) | [ | ] | < | > | " | ' +
        "' | \\ | \\\" | \\' | \\\\ | \\0 | \\n | \x7f | \x80 | \xff | %41 | %zz | %4 | %00 | %7f | %80 | %7E | % | ? | & | $ | # | !",
    ),
    transformations: listed(
      's.escape.common | s.unescape.common}{s.encode.hexa | s.unescape.common}{s.len | s.escape.common}{s.unescape.common | ' +
        's.escape.user | s.unescape.user | s.escape.param | s.unescape.param | s.escape.user}{s.unescape.user | ' +
        's.tolower}{s.escape.user | s.tolower}{s.escape.param | s.toupper}{s.escape.common | s.unescape.user}{s.escape.user',
    ),
  },
  {
    name: 'lists',
    place: 'header',
    maxPieces: 8,
    pieces: listed('a | b | , | , |   | "q" | "a,b" | "a""b" | 1 | ; | \t | \xe9'),
    transformations: listed(
      'csv.count | csv.value,0 | csv.value,1 | csv.value,2 | csv.value,-1 | csv.value, -2  | csv.value,9 | csv.value,-9 | ' +
        'csv.value,- | csv.value,$(hdr(X-A){s.int}) | csv.value,$hdr(X-A) | csv.value,$(hdr(X-A){csv.count}) | ' +
        'csv.count}{s.dec2hex | csv.value,0}{csv.count | $(ml{csv.count})',
    ),
  },
  {
    name: 'IP addresses',
    place: 'header',
    maxPieces: 7,
    pieces: listed(
      '1 | 2 | 10 | 255 | 256 | 01 | . | . | .3 | : | : | :: | a | ffff | g | [ | ] | 1.2.3 | 1:2:3:4:5:6 |   | 0',
    ),
    transformations: listed(
      'ip.isip | ip.pton}{s.encode.hexa | ip.pton}{ip.ntop | ip.pton}{ip.family | ip.pton}{s.len | ip.isip}{s.dec2hex | ' +
        '$(si{ip.isip}) | $(si{ip.pton}{ip.ntop}) | $(si{ip.resolve}) | $(ml{ip.isip}) | $(hdr(None){ip.isip}) | ' +
        '$(ci{s.len}{ip.isip}) | $(rd{ip.pton}) | $(rd{ip.family}) | $(rd{ip.ntop})',
    ),
  },
  {
    name: 'SDP lines',
    place: 'body',
    maxPieces: 9,
    pieces: listed(
      'v=0\r\n | m=audio 1\r\n | a=b | a= | m | \r\n | \n | \r | x |   | m=v\r\na=1\r\n | \r\na= | \xe9',
    ),
    transformations: listed(
      'sdp.line,m | sdp.line,m,0 | sdp.line,m,1 | sdp.line,a,2 | sdp.line,a=b | sdp.line,v | sdp.line, | sdp.line,A | ' +
        'sdp.line,a,$ml | sdp.line,m}{s.len | sdp.line,zz}{s.len | sdp.line,$rd | sdp.line,$hdr(None) | sdp.line,a,$hdr(X-B) | ' +
        'sdp.line,a, +1  | s.len | s.trim | s.triml | s.trimr | s.encode.hexa | s.tolower | csv.count | s.width,5',
    ),
  },
  {
    name: 'substitutions',
    place: 'body',
    maxPieces: 8,
    pieces: listed('a | b | A | ab | aa |   | \n | \r\n | 1 | 22 | / | . | sip: | @ | \xe9 | $ | \\'),
    transformations: listed(
      're.subst,/a/x/ | re.subst,/a/x/g | re.subst,/a/x/gi | re.subst,/a.b/x/ | re.subst,/a.b/x/s | ' +
        're.subst,/(a)(b)/\\2\\1/g | re.subst,/^a/x/ | re.subst,/^a/x/g | re.subst,/b$/x/g | ' +
        're.subst,:a:b:g | re.subst,/a*/x/ | re.subst,/a*/x/g | re.subst,/$/x/g | re.subst,/^/x/g | ' +
        're.subst,/[0-9]+/<\\0>/g | re.subst,/[^a]/_/g | re.subst,/[[:space:]]+/_/g | ' +
        're.subst,/(a|b)(b*)/[\\1]/ | re.subst,/a+?b/x/g | re.subst,/[]a]/x/g | ' +
        're.subst,/\\w+/x/g | re.subst,/a\\/b/x/ | re.subst,/\\./x/g | re.subst,/(b)\\1/x/g | ' +
        're.subst,/b/\\q\\// | re.subst,/a//g | re.subst,//x/ | re.subst,/b/$rd/ | re.subst,/(z)?a/[\\1]/g | ' +
        're.subst,/a/x\\n\\t\\\\/ | re.subst,/a/x/gg | ' +
        're.subst, /a/b/  | re.subst,|a|b|g',
    ),
  },
];

/** Transformations of OpenSIPS on what SIP headers hold. */
export const familiesOfOpensipsHeaders: readonly Family[] = [
  {
    name: 'URIs',
    place: 'header',
    maxPieces: 7,
    pieces: listed(
      'sip: | sips: | tel: | urn: | SIP: | a | bob | @ | @b | example.com | : | 5060 | :0 | ; | ;a | ;a=1 | ;lr | ' +
        ';transport=tcp | ;transport=TLS | ;transport=ws | ;user=phone | ;maddr=1.2.3.4 | ;r2=on | ;ttl=1 | ;method=x | ? | ' +
        '?h=1 | &i=2 | +1 | [::1] |   | < | " | %41 | = | , | ~',
    ),
    transformations: listed(
      'uri.user | uri.host | uri.domain | uri.passwd | uri.port | uri.params | uri.headers | uri.schema | uri.param,a | ' +
        'uri.param, lr  | uri.param, | uri.param,$(hdr(X-B){s.substr,0,1}) | uri.transport | uri.ttl | uri.uparam | ' +
        'uri.maddr | uri.method | uri.lr | uri.r2 | uri.params}{param.count | uri.user}{s.len | uri.passwd}{s.len | uri.port}{s.dec2hex',
    ),
  },
  {
    name: 'whole URIs',
    place: 'header',
    maxPieces: 5,
    before: listed(
      'sip:a@b | sip:a@b:5070 | sips:b:0 | sips:b | sip:a:p@b | tel:+1 | sip:[::1] | urn:service:sos | sips:+1;x=2@h | sip:@b',
    ),
    pieces: listed(
      ';a | ;a=1 | ;lr | ;transport=tcp | ;transport=TLS | ;transport=ws | ;transport=wss | ;transport=udp | ;transport= | ' +
        ';transport=x | ;a="x" | ;a= | ;b | ?h=1 | ; | = | ;user=phone | ;A=3 | ,',
    ),
    transformations: listed(
      'uri.host | uri.port | uri.params | uri.param,a | uri.param,b | uri.transport | uri.lr | uri.uparam | uri.headers | uri.schema',
    ),
  },
  {
    name: 'parameters',
    place: 'header',
    maxPieces: 8,
    pieces: listed(
      'a | b | A | = | ; |   | " | , | x= | b=1 | a= | "q" | \' | \'r\' | \\ | \t | < | @ | ? | & | 1 | ;a=2 | ;b="2;3" | tag',
    ),
    transformations: listed(
      'param.count | param.name,0 | param.name,1 | param.name,-1 | param.name,-2 | param.name,9 | param.name,-9 | param.name,- | ' +
        'param.valueat,0 | param.valueat,1 | param.valueat,-1 | param.valueat,$(hdr(X-A){s.int}) | param.valueat,$hdr(X-A) | ' +
        'param.value,a | param.value, B  | param.value, | param.value,$(hdr(X-B){s.substr,0,1}) | param.value,$hdr(None) | ' +
        'param.exist,a | param.exist,tag | param.exist, | param.exist,$hdr(None) | param.value,a}{s.len | param.count}{s.dec2hex',
    ),
  },
  {
    name: 'addresses',
    place: 'header',
    maxPieces: 7,
    pieces: listed(
      '"Bob" | Bob | " |   | > | sip:a@b | sip:a:p@b:5060;lr | tel:+1 | ; | ;tag=1 | ;tag | ;x=y | ;x="a;b" | , | ' +
        "<sip:a@b> | a | @ | \\ | : | = | ? | \t | <> | '",
    ),
    transformations: listed(
      'nameaddr.name | nameaddr.uri | nameaddr.len | nameaddr.params | nameaddr.param,x | nameaddr.param,X | nameaddr.param,tag | ' +
        'nameaddr.param, | nameaddr.uri}{uri.user | nameaddr.params}{param.value,x | nameaddr.name}{s.len | nameaddr.params}{s.len | ' +
        'nameaddr.len}{s.dec2hex',
    ),
  },
  {
    name: 'Via headers',
    place: 'header',
    maxPieces: 5,
    before: listed(
      'SIP/2.0/UDP a | SIP/2.0/TCP [::1]:5061 | sip / 2.0 / tls b:5 | SIP/2.0/UDP a;branch=1 | SIP/2.0/XYZ 1.2.3.4;rport',
    ),
    pieces: listed(
      ';x | ;x=1 | ;X="q" | ;branch=z9 | ;rport | ;rport=12 | ;received=1.2.3.4 | ;y=2 | , SIP/2.0/UDP c;z=1 |  , SIP/2.0/UDP c | ;i=3 | ;alias | ;ttl=1 | ;maddr=m',
    ),
    transformations: listed(
      'via.name | via.version | via.transport | via.host | via.domain | via.port | via.comment | via.params | via.param,x | ' +
        'via.param,RPORT | via.param, | via.param,branch | via.branch | via.received | via.rport | via.port}{s.dec2hex | ' +
        'via.comment}{s.len | via.params}{param.count | $(hdr(Via){via.branch}) | $(hdr(None){via.host}) | via.rport}{s.dec2hex',
    ),
  },
  {
    name: 'Via comments',
    place: 'header',
    maxPieces: 1,
    before: listed(
      'SIP/2.0/UDP a | SIP/2.0/TCP [::1]:5061;x=1 | SIP/2.0/UDP a;y="q" | SIP/2.0/UDP a;rport=1;z=2',
    ),
    pieces: listed(' (c) | (x y) |  (a(b)c) |  () | \t(c)\t | (c), SIP/2.0/UDP b | (c) (d) | (;)'),
    transformations: listed(
      'via.comment | via.params | via.host | via.port | via.comment}{s.len | via.params}{s.len',
    ),
  },
];
