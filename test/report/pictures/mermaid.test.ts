import { expect, test } from 'vitest';
import { mermaid } from '../../../src/report/pictures/mermaid.js';
import { callThroughProxy, row } from './rows.js';

test('messages become a sequence diagram of Mermaid', () => {
  expect(mermaid(callThroughProxy)).toBe(`sequenceDiagram
  participant p1 as 192.0.2.1:5060
  participant p2 as 192.0.2.2:5060
  participant p3 as 192.0.2.3:5062
  p1->>p2: INVITE sip:bob@biloxi.example.com
  p2-->>p1: 100 Trying
  p2->>p3: INVITE sip:bob@192.0.2.3:5062
  p3-->>p2: 486 Busy Here
  p2-->>p1: 486 Busy Here
`);
});

test('nothing of a message is read as part of the diagram', () => {
  const hostile = row(1, '2001:db8::1:5060', '192.0.2.2:1', 'INVITE sip:a;b#c<script>%%{end}@x');
  expect(mermaid([hostile])).toBe(`sequenceDiagram
  participant p1 as #91;2001:db8::1#93;:5060
  participant p2 as 192.0.2.2:1
  p1->>p2: INVITE sip:a#59;b#35;c#60;script#62;#37;#37;#123;#101;nd#125;@x
`);
});
