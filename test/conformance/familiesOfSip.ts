import { type Family, listed } from './transformedText.js';

/** Transformations of what a SIP header holds: URIs, parameters, addresses. */
export const familiesOfSip: readonly Family[] = [
  {
    name: 'URIs',
    place: 'header',
    maxPieces: 7,
    pieces: listed(
      'sip: | sips: | tel: | urn: | SIP: | a | bob | @ | @b | example.com | : | 5060 | :0 | ; | ;a | ' +
        ';a=1 | ;lr | ;transport=tcp | ;transport=TLS | ;transport=ws | ;user=phone | ;maddr=1.2.3.4 | ' +
        ';r2=on | ;ttl=1 | ;method=x | ? | ?h=1 | &i=2 | +1 | [::1] |   | < | " | %41 | = | , | ~',
    ),
    transformations: listed(
      'uri.user | uri.passwd | uri.host | uri.port | uri.params | uri.headers | uri.scheme | ' +
        'uri.param,a | uri.param, lr  | uri.param, | uri.param,$(hdr(X-B){s.substr,0,1}) | ' +
        'uri.transport | uri.ttl | uri.uparam | uri.maddr | uri.method | uri.lr | uri.r2 | ' +
        'uri.tosocket | urialias.encode | uri.params}{param.count | uri.params}{param.value,a | ' +
        'uri.user}{s.unescape.user}{s.toupper',
    ),
    ofVersion6: listed(
      'uri.saor | uri.suri | uri.duri | uri.rmparam,a | uri.rmparam,LR | uri.rmparam,transport',
    ),
  },
  {
    name: 'whole URIs',
    place: 'header',
    maxPieces: 5,
    before: listed(
      'sip:a@b | sip:a@b:5070 | sips:b:0 | sips:b | sip:a:p@b | tel:+1 | sip:[::1] | urn:service:sos | ' +
        'sips:+1;x=2@h | sip:@b',
    ),
    pieces: listed(
      ';a | ;a=1 | ;lr | ;transport=tcp | ;transport=TLS | ;transport=ws | ;transport=wss | ' +
        ';transport=sctp | ;transport=udp | ;transport= | ;transport=x | ;a="x" | ;a= | ;b | ?h=1 | ; | ' +
        '= | ;user=phone',
    ),
    transformations: listed(
      'uri.host | uri.port | uri.params | uri.param,a | uri.transport | uri.tosocket | urialias.encode',
    ),
    ofVersion6: listed(
      'uri.saor | uri.suri | uri.duri | uri.rmparam,a | uri.rmparam,LR | uri.rmparam,transport',
    ),
  },
  {
    name: 'parameters',
    place: 'header',
    maxPieces: 8,
    pieces: listed(
      'a | b | A | = | ; |   | " | , | x= | b=1 | a= | "q" | \' | \'r\' | \\ | \t | < | @ | ? | & | ' +
        '1 | ;a=2 | &a=3',
    ),
    transformations: listed(
      'param.count | param.count,& | param.count,, | param.count,  | ' +
        'param.count,$(hdr(X-A){s.substr,0,1}) | param.name,0 | param.name,1 | param.name,-1 | ' +
        'param.name,-2 | param.name,9 | param.name,0,& | param.valueat,0 | param.valueat,1 | ' +
        'param.valueat,-1 | param.valueat,1,& | param.value,a | param.value, B | param.value,a,& | ' +
        'param.value,,; | param.value, | param.in,a | param.in,a,& | param.in, | param.value,a}{s.len',
    ),
  },
  {
    name: 'addresses',
    place: 'header',
    maxPieces: 7,
    pieces: listed(
      '"Bob" | Bob | " |   | > | sip:a@b | sip:a:p@b:5060;lr | tel:+1 | ; | ;tag=1 | ;tag | ;x=y | ' +
        ';x="a;b" | , | <sip:a@b> | a | @ | \\ | : | = | ? | \t | <> | \'',
    ),
    transformations: listed(
      'nameaddr.name | nameaddr.uri | nameaddr.len | tobody.uri | tobody.tag | tobody.display | ' +
        'tobody.user | tobody.host | tobody.params | nameaddr.uri}{uri.user | nameaddr.name}{s.unquote | ' +
        'tobody.params}{param.value,x',
    ),
  },
];
