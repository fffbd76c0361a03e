/** The look of pages, light or dark as the reader's system is, narrow screens included. */
export const htmlStyle = `
:root { --ink: #1c1e21; --faint: #5f6670; --paper: #fff; --box: #f4f5f7; --line: #d9dce1;
  --good: #0a6b2f; --bad: #b3141f; --gone: #fde8e8; --come: #e2f5e7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e6ea; --faint: #a0a6b0; --paper: #16181c; --box: #202329;
  --line: #363b44; --good: #5fd38d; --bad: #ff7b82; --gone: #43191d; --come: #12371f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
header { border-left: .4rem solid; padding: .2rem 1rem; background: var(--box); }
header.passed { border-color: var(--good); } header.failed { border-color: var(--bad); }
h1 { font-size: 1.4rem; margin: .3rem 0; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; overflow-wrap: anywhere; }
p { margin: .3rem 0; } small, header p { color: var(--faint); font-weight: normal; font-size: .9rem; }
details { border: 1px solid var(--line); border-radius: .3rem; padding: .5rem .8rem; margin: .5rem 0; }
details.check { border-left: .4rem solid var(--bad); }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid var(--line); padding: .15rem .5rem; text-align: left; vertical-align: top; }
th { color: var(--faint); font-weight: normal; }
.difference { table-layout: fixed; font: .9rem/1.4 ui-monospace, monospace; } .difference td { white-space: pre-wrap; overflow-wrap: anywhere; }
del, ins { text-decoration: none; } .missing { background: var(--gone); } .extra { background: var(--come); } .none { background: var(--box); }
.checks td { overflow-wrap: anywhere; } .checks td:first-child { width: 5rem; white-space: nowrap; }
.number { text-align: right; width: 5rem; white-space: nowrap; color: var(--faint); }
.comparison th { vertical-align: top; font-family: ui-monospace, monospace; } .comparison td { font: .9rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.comparison .servers { color: var(--faint); width: 35%; overflow-wrap: break-word; }
@media (max-width: 44rem) { .comparison thead { display: none; }
  .comparison, .comparison tbody, .comparison tr, .comparison th, .comparison td { display: block; width: auto; border: 0; padding: 0; }
  .comparison tr { border-top: 1px solid var(--line); padding: .3rem 0; } .comparison tr:has(> th) { margin-top: .8rem; }
  .comparison th { color: var(--ink); font-weight: 600; overflow-wrap: anywhere; } .comparison td { padding-left: .8rem; }
  .comparison td.servers { width: auto; padding-left: 1.6rem; } .comparison td.servers::before { content: "on "; } }
td.passed { color: var(--good); } td.failed { color: var(--bad); font-weight: 600; } .remark { color: var(--bad); }
pre { background: var(--box); padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .9rem/1.4 ui-monospace, monospace; margin: .3rem 0; }
`;
