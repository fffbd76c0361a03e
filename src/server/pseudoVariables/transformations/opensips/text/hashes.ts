import { Md5 } from '../../../../message/md5.js';
import { crc32 } from '../../numbers/crc32.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation } from '../../transformation.js';
import type { TransformationTable } from '../../transformationRule.js';

const md5: Transformation = (value, { workspace }) => {
  const hash = new Md5();
  hash.update(value, 0, value.length);
  return workspace.put(bytesOf(hash.hex()));
};

const algorithms = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

function sha(algorithm: string): Transformation {
  // Loaded when it is used: most runs do without.
  return (value, { workspace }) =>
    workspace.put(
      bytesOf(process.getBuiltinModule('node:crypto').createHash(algorithm).update(value).digest('hex')),
    );
}

/** A message authentication code (RFC 2104) with the argument as its key. */
function hmac(algorithm: string): Transformation {
  return (value, call) => {
    const { createHmac } = process.getBuiltinModule('node:crypto');
    const key = call.arguments[0] as Buffer;
    return call.workspace.put(bytesOf(createHmac(algorithm, key).update(value).digest('hex')));
  };
}

/** The hashes. */
export function hashTransformations(): TransformationTable {
  return {
    ...taking('none', {
      's.md5': md5,
      's.crc32': (value) => bytesOf(String(crc32(value))),
      ...Object.fromEntries(algorithms.map((name) => [`s.${name}`, sha(name)])),
    }),
    ...taking('word', Object.fromEntries(algorithms.map((name) => [`s.${name}_hmac`, hmac(name)]))),
  };
}
