/**
 * Finds the name that a misspelt one was most likely meant to be.
 * Out: the candidate with the fewest single-character edits (Levenshtein), letter case counting little; undefined
 * where even the nearest differs in more than one character and more than a third of them.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const farthest = Math.max(1, name.length / 3, candidate.length / 3);
    // So many letters have to be put in or left out: a name may be a hundred thousand letters long.
    if (Math.abs(name.length - candidate.length) > farthest) continue;
    const sameCase = editDistance(name, candidate);
    const anyCase = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const distance = anyCase + (sameCase - anyCase) * 0.1;
    if (distance < bestDistance && anyCase <= farthest) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}
