import type { Expression } from './sourceExpressions.mjs';

export function digestOf(expression: Expression): string;
export function readVerdicts(): ReadonlySet<string>;
export function writeVerdicts(digests: Iterable<string>): void;
export function complaintOf(expression: Expression): Promise<string | undefined>;
