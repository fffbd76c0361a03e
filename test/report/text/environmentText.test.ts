import { expect, test } from 'vitest';
import { environmentFormats } from '../../../src/report/text/environmentText.js';

const entries = [
  { name: 'SIP_A', value: Buffer.from("it's") },
  { name: 'SIP_B', value: Buffer.from([0xe9]) },
];

test.each<[keyof typeof environmentFormats, string]>([
  ['text', "SIP_A=it's\nSIP_B=\xe9\n"],
  ['sh', "export SIP_A='it'\\''s'\nexport SIP_B='\xe9'\n"],
  ['null', "SIP_A=it's\0SIP_B=\xe9\0"],
])('%s keeps every byte', (format, expected) => {
  expect(environmentFormats[format](entries).toString('latin1')).toBe(expected);
});
