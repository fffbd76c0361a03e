import type { CallFacts, QuotingAdvice } from './quotingAdvice.js';

/** What is wrong with how exec_dset appends the request URI. */
export interface UriAdvice extends Pick<QuotingAdvice, 'danger' | 'cure'> {
  readonly code: 'bare-uri' | 'quoted-uri';
}

/**
 * Judges the request URI that a server appends to the command of exec_dset (servers.md §4): between `'` and `'`, which a
 * `'` in the URI ends, or bare. Out: undefined where the function appends none, or as a word that is proof against
 * whatever it holds.
 */
export function appendedUriAdvice({
  function: name,
  profile,
  setvars,
  strings,
}: CallFacts): UriAdvice | undefined {
  const { dsetArgument } = profile.running;
  if (name !== 'exec_dset' || dsetArgument === 'shell-quoted') return undefined;
  const means = setvars ? '' : 'set modparam("exec", "setvars", 1), ';
  const dollar = strings === 'raw' ? '$' : '$$';
  const cure = `${means}write "${dollar}SIP_RURI" in the command where it is wanted, and end the command with " #", which keeps the appended one away`;
  if (dsetArgument === 'bare') {
    const danger = `${profile.id} appends the request URI bare: the shell splits it, and runs what stands behind a ; in it`;
    return { code: 'bare-uri', danger, cure };
  }
  const danger = `${profile.id} appends the request URI between quotes, and a ' in the URI ends them: the shell runs what a caller wrote behind it`;
  return { code: 'quoted-uri', danger, cure };
}
