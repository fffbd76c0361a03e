export interface Expression {
  readonly source: string;
  readonly flags: string;
}
export const madeAtRunTime: Readonly<Record<string, { readonly count: number; readonly bound: string }>>;
export function sourceExpressions(): Promise<{
  readonly expressions: readonly (Expression & { readonly file: string })[];
  readonly unknown: readonly string[];
}>;
export function expressionsIn(text: string): {
  readonly literals: readonly Expression[];
  readonly made: number;
};
