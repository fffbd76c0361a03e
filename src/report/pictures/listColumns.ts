/** The columns of a list, by the names that `--columns` takes. */
export const listColumns = [
  'number',
  'input',
  'frame',
  'time',
  'transport',
  'source',
  'destination',
  'method',
  'uri',
  'from',
  'to',
  'cseq',
  'call-id',
] as const;

export type ListColumn = (typeof listColumns)[number];

/** The columns that are shown unless others are asked for. */
export const usualColumns: readonly ListColumn[] = [
  'number',
  'time',
  'source',
  'destination',
  'method',
  'uri',
  'call-id',
];
