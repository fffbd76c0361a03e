/**
 * The pseudo-variables that no message and no option tells of: places in the configuration and its routes, settings that
 * change while the server runs, counters, connections. They print as those without a value, with a warning. `()` ends the
 * names that take an argument. Every other name of a profile is computed (docs/servers.md §18.5).
 */
export const onlyOnServer: ReadonlySet<string> = new Set([
  'cfg_file',
  'cfg_line',
  'conid',
  'def()',
  'hdr_name',
  'log_level',
  'route',
  'route.name',
  'sdp()',
  'sel()',
  'stat()',
  'xlog_level',
]);
