import { type Family, listed } from './transformedText.js';

/** Transformations of any text: of strings, to and from codes, of numbers, of lines. */
export const familiesOfText: readonly Family[] = [
  {
    name: 'strings',
    place: 'header',
    maxPieces: 8,
    pieces: listed(
      'a | b | A | Z | z | 1 | 0 | ab | xyz |   | \t | , | ; | : | = | @ | % | + | - | _ | . | / | ~ | ' +
        '( | ) | [ | ] | < | > | " | \' | \\ | \\" | \\\' | \\\\ | \\0 | \\n | \\r | \x7f | \x80 | ' +
        '\xff | \xe9 | \xc3\xa9',
    ),
    transformations: listed(
      's.len | s.tolower | s.toupper | s.numeric | s.trim | s.ltrim | s.rtrim | s.rmws | s.unquote | ' +
        's.unbracket | s.substr,0,0 | s.substr,1,2 | s.substr,-2,1 | s.substr,-3,0 | s.substr,2,99 | ' +
        's.substr,9,9 | s.substr,-9,1 | s.select,0,, | s.select,1,; | s.select,-1,a | s.select,-2,a | ' +
        's.select,9,: | s.strip,0 | s.strip,1 | s.strip,-1 | s.strip,4 | s.striptail,1 | s.striptail,4 | ' +
        's.striptail,99 | s.prefixes | s.prefixes,2 | s.prefixes.quoted | s.prefixes.quoted,0 | ' +
        's.replace,a,b | s.replace,ab, | s.replace, a , b | s.replace,aa,a | s.rm,a | s.rm,  | s.rm,ab | ' +
        's.before,a | s.before,, | s.after,a | s.after,;x | s.after, | s.rafter,a | s.count,a | ' +
        's.count, ; | s.before,@}{s.len',
    ),
    ofVersion6: listed(
      's.escape.csv}{s.rbefore,a | s.escape.csv}{s.rbefore,; | s.rafter,; | s.rmhdws | s.rmhlws',
    ),
  },
  {
    name: 'codes',
    place: 'body',
    maxPieces: 6,
    pieces: listed(
      'a | b | A | Z | z | 1 | 0 | ab | xyz |   | \t | , | ; | : | = | @ | % | + | - | _ | . | / | ~ | ' +
        '( | ) | [ | ] | < | > | " | \' | \\ | \\" | \\\' | \\\\ | \\0 | \\n | \\r | \x7f | \x80 | ' +
        '\xff | \xe9 | \xc3\xa9 | QUJD | QUI= | QQ== | = | 4142 | fF | 11 | 5Q | JxF | 2g',
    ),
    transformations: listed(
      's.encode.hexa | s.encode.7bit | s.encode.base58 | s.encode.base64 | s.encode.base64t | ' +
        's.encode.base64url | s.encode.base64urlt | s.decode.hexa}{s.encode.hexa | ' +
        's.decode.7bit}{s.encode.hexa | s.decode.base58}{s.encode.hexa | ' +
        's.decode.base64}{s.encode.hexa | s.decode.base64t}{s.encode.hexa | ' +
        's.decode.base64url}{s.encode.hexa | s.decode.base64urlt}{s.encode.hexa | ' +
        's.encode.base64}{s.decode.base64 | s.encode.hexa}{s.encode.7bit | $(hdr(X-B){s.encode.7bit}) | ' +
        's.encode.base64t}{s.decode.base64t}{s.len',
    ),
  },
  {
    name: 'digits that decode',
    place: 'header',
    maxPieces: 6,
    pieces: listed('1 | 2 | 12 | a | Q | f | F | 4 | z | = | == | + | / | - | _'),
    transformations: listed(
      's.decode.hexa}{s.encode.hexa | s.decode.7bit}{s.encode.hexa | s.decode.base58}{s.encode.hexa | ' +
        's.decode.base64}{s.encode.hexa | s.decode.base64t}{s.encode.hexa | ' +
        's.decode.base64url}{s.encode.hexa | s.decode.base64urlt}{s.encode.hexa',
    ),
  },
  {
    name: 'escapes',
    place: 'header',
    maxPieces: 6,
    pieces: listed(
      'a | b | A | Z | z | 1 | 0 | ab | xyz |   | \t | , | ; | : | = | @ | % | + | - | _ | . | / | ~ | ' +
        '( | ) | [ | ] | < | > | " | \' | \\ | \\" | \\\' | \\\\ | \\0 | \\n | \\r | \x7f | \x80 | ' +
        '\xff | \xe9 | \xc3\xa9 | %41 | %zz | %4 | %00 | % | + | " | ""',
    ),
    transformations: listed(
      's.escape.common | s.unescape.common}{s.encode.hexa | s.escape.common}{s.unescape.common | ' +
        's.escape.user | s.unescape.user}{s.encode.hexa | s.escape.param | ' +
        's.unescape.param}{s.encode.hexa | s.escape.csv | s.urlencode.param | ' +
        's.urldecode.param}{s.encode.hexa | s.urlencode.param}{s.urldecode.param',
    ),
    ofVersion6: listed('s.escape.crlf | s.unescape.crlf | val.json | val.jsonqe | val.n0 | val.ne'),
  },
  {
    name: 'hashes',
    place: 'header',
    maxPieces: 8,
    pieces: listed(
      'a | b | A | Z | z | 1 | 0 | ab | xyz |   | \t | , | ; | : | = | @ | % | + | - | _ | . | / | ~ | ' +
        '( | ) | [ | ] | < | > | " | \' | \\ | \\" | \\\' | \\\\ | \\0 | \\n | \\r | \x7f | \x80 | ' +
        '\xff | \xe9 | \xc3\xa9',
    ),
    transformations: listed(
      's.md5 | s.sha256 | s.sha384 | s.sha512 | s.corehash | s.corehash,16 | s.corehash,-1 | ' +
        's.corehash,7',
    ),
    ofVersion6: listed('s.sha3 | s.encode.hexa}{s.crc32'),
  },
  {
    name: 'numbers',
    place: 'header',
    maxPieces: 3,
    pieces: listed('1 | 0 | 9 | - | + |   | a | 2147483647 | 2147483648 | 4294967295 | . | 1 | 2'),
    transformations: listed(
      's.int | s.int}{s.len | s.int}{s.int | s.ftime,%Y-%m-%dT%H:%M:%S | ' +
        's.ftime,%a %A %b %B %c %C %d %D %e %F %g %G %h %I %j %k %l %m %M %n %p %P %r %R %s %t %T %u %U %V %w %W %x %X %y %% | ' +
        's.ftime, %Q %_d %-d %Ey %Od % | s.int}{s.ftime,%s | s.strip,$(hdr(X-A){s.int}) | ' +
        's.substr,$hdr(X-A),1 | s.substr,0,$(hdr(X-A){s.len})  | s.select,$hdr(X-A),1 | $(ml{s.int}) | ' +
        '$(ml{s.substr,0,1}) | $(ml{s.md5}) | $(rU{s.strip,$hdr(None)}) | $(hdr(None){s.len}) | ' +
        '$(hdr(None){s.ftime,%Y}) | $(hdr(None){param.count}) | line.at,$hdr(X-A) | ' +
        'param.name,$hdr(X-A) | s.prefixes,$hdr(X-A) | s.corehash,$hdr(X-A)',
    ),
    ofVersion6: listed(
      'num.fdigit | num.ldigit | s.int}{num.fdigit | s.int}{num.ldigit | s.len}{num.ldigit | ' +
        's.int}{val.n0}{num.ldigit | s.int}{val.json | $(ml{num.fdigit}) | $(hdr(None){val.n0}) | ' +
        '$(hdr(None){val.ne}) | $(hdr(None){val.jsonqe}) | $(hdr(None){num.fdigit}) | ' +
        '$(hdr(None){val.jsonqe}{s.len})',
    ),
  },
  {
    name: 'lines',
    place: 'body',
    maxPieces: 9,
    pieces: listed('a | b | ab | \n | \r\n | \r |   | \n\n | v=0 | m=audio | \xe9'),
    transformations: listed(
      'line.count | line.at,0 | line.at,1 | line.at,2 | line.at,-1 | line.at,-2 | line.at,-3 | ' +
        'line.at,99 | line.at,-99 | line.sw,a | line.sw, | line.sw, v= | line.sw,$hdr(X-B) | ' +
        'line.at,1}{s.before,= | s.trim | s.ltrim | s.rtrim | s.rmws | s.prefixes | s.urlencode.param | ' +
        's.escape.csv',
    ),
    ofVersion6: listed(
      's.rmhdws | s.rmhlws | s.escape.crlf | s.escape.crlf}{s.unescape.crlf | val.json | val.jsonqe',
    ),
  },
  {
    name: 'substitutions',
    place: 'body',
    maxPieces: 8,
    modules: ['textops'],
    pieces: listed(
      'a | b | A | ab | aa |   | \n | \r\n | 1 | 22 | / | . | sip: | @ | \xe9 | \xc9 | - | B | $ | \\',
    ),
    transformations: listed(
      're.subst,/\xe9/x/gi | re.subst,/[a-b-]/x/gi | re.subst,/[-A]/x/gi | re.subst,/[^A]/_/gi | ' +
        're.subst,/[[:upper:]]/x/gi | re.subst,/(a)\\1/x/gi | re.subst,/^A.*B$/x/gi | ' +
        're.subst,/a/x/ | re.subst,/a/x/g | re.subst,/a/x/gi | re.subst,/a.b/x/ | re.subst,/a.b/x/s | ' +
        're.subst,/(a)(b)/\\2\\1/g | re.subst,/^a/x/ | re.subst,/^a/x/g | re.subst,/b$/x/g | ' +
        're.subst,:a:b:g | re.subst,/a*/x/ | re.subst,/a*/x/g | re.subst,/$/x/g | re.subst,/^/x/g | ' +
        're.subst,/[0-9]+/<\\0>/g | re.subst,/[^a]/_/g | re.subst,/[[:space:]]+/_/g | ' +
        're.subst,/a{2}/x/g | re.subst,/(a|b)(b*)/[\\1,\\2]/ | re.subst,/a+?b/x/g | re.subst,/[]a]/x/g | ' +
        're.subst,/\\w+/x/g | re.subst,/a\\/b/x/ | re.subst,/\\./x/g | re.subst,/(b)\\1/x/g | ' +
        're.subst,/b/\\q\\// | re.subst,/a//g | re.subst,//x/ | re.subst,/b/$hdr(X-B)/ | ' +
        're.subst,/(z)?a/[\\1]/g | re.subst,/a/x\\n\\t\\\\/',
    ),
  },
];
