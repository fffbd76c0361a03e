// Which way imports go: down the floors, never up, never in a circle. Types count like everything else.
const floors = [
  'start',
  'cli',
  'report',
  'suite',
  'record',
  'run',
  'lint',
  'config',
  'exec',
  'server',
  'capture',
  'sip',
];

const doors = '^src/(library|libraryArguments|libraryOptions|index)[.]ts$';

const downOnly = floors.map((floor, index) => {
  const above = floors.slice(0, index);
  return {
    name: `${floor}-imports-only-down`,
    severity: 'error',
    comment: `src/${floor} may import the floors below it, not ${['the library', ...above].join(', ')}`,
    from: { path: `^src/${floor}/` },
    to: { path: [doors, ...above.map((name) => `^src/${name}/`)] },
  };
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'two files that need each other are one file, or need a third',
      from: {},
      to: { circular: true },
    },
    ...downOnly,
    {
      name: 'common-imports-no-floor',
      severity: 'error',
      comment: 'what stands in src itself serves all floors, and needs none',
      from: { path: '^src/[^/]+[.]ts$', pathNot: doors },
      to: { path: '^src/[^/]+/' },
    },
    {
      name: 'every-floor-is-known',
      severity: 'error',
      comment: 'a new folder of src needs its place among the floors',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: floors.map((name) => `^src/${name}/`) },
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser knows; swc reads the same imports, types included.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
