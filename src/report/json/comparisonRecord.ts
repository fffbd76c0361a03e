import type { Comparison } from '../comparison/serverComparison.js';
import { type MessageIdentity, messageRecordLine } from './messageRecord.js';

/** The JSON record of `compare` for one message, without its line end. */
export function comparisonRecordLine(
  identity: MessageIdentity,
  { servers, differences }: Comparison,
): string {
  return messageRecordLine(identity, (texts) => ({
    servers: Object.fromEntries(
      servers.map(({ id, outcome, reason, seen }) => {
        const environment = seen.map(({ name, value }) => [
          name,
          texts.of(`servers.${id}.environment.${name}`, value),
        ]);
        return [
          id,
          outcome === 'ran' ? { outcome, environment: Object.fromEntries(environment) } : { outcome, reason },
        ];
      }),
    ),
    differences: Object.fromEntries(
      differences.map(({ name, values }) => [
        name,
        Object.fromEntries(
          servers.flatMap(({ id, outcome }, i) => {
            const value = values[i];
            if (outcome !== 'ran') return [];
            return [[id, value === undefined ? null : texts.of(`differences.${name}.${id}`, value)]];
          }),
        ),
      ]),
    ),
  }));
}
