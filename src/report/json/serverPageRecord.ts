import type { ServerPage } from '../../server/rules/serverPage.js';
import { recordLine } from './recordText.js';

/** The page of a server as one JSON object: limits that there are not are null. */
export function serverPageRecord({ profile, groups }: ServerPage): string {
  const { id, title, family, functions } = profile;
  return recordLine({
    id,
    title,
    family,
    functions,
    groups: groups.map((group) => ({
      ...group,
      rules: group.rules.map(({ value = null, ...rule }) => ({ ...rule, value })),
    })),
  });
}
