import { textValue, type Variable, type VariableContext, type VariableValue } from '../../context.js';
import { pick } from './headers.js';
import { currentUri } from './uris.js';

function branchesOf(context: VariableContext): readonly Buffer[] {
  return context.state.branches ?? [];
}

/** `$ds`: the request URI and the branches, as a Contact header would name them (servers.md §4). */
function destinationSet(context: VariableContext): VariableValue {
  const branches = branchesOf(context);
  const first = currentUri(context);
  if (branches.length === 0 || first === undefined) return undefined;
  const brackets = context.profile.pseudoVariables.destinationSet === 'in-angle-brackets';
  const shown = [first, ...branches].map((uri) =>
    brackets ? `<${uri.toString('latin1')}>` : uri.toString('latin1'),
  );
  return textValue(`Contact: ${shown.join(', ')}`);
}

const branchUri: Variable = (context, argument, index) => {
  if (argument !== 'uri') return undefined;
  return pick(branchesOf(context), index, context.profile.pseudoVariables);
};

/** `$bR` joins the branches alike on all servers. */
const inOneLine = { joinAll: ', ', maxJoinedBytes: Number.POSITIVE_INFINITY };

/** The branches that exec_dset appended. */
export function branchVariables(): Record<string, Variable> {
  return {
    br: (context) => branchesOf(context)[0],
    bR: (context) => pick(branchesOf(context), 'all', inOneLine) ?? 'no-part',
    ds: destinationSet,
    branch: (context) => branchesOf(context)[0],
    'branch()': branchUri,
  };
}
