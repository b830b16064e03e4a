/** The one-way flow of docs/architecture.md, enforced. @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'sdk-only-where-aws-is-asked',
      comment: 'Only src/aws builds clients and only src/collect asks questions.',
      severity: 'error',
      from: { pathNot: '^src/(aws|collect)/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'files-only-in-cli-and-inventory',
      comment: 'Everything else is given its data, and gives data back.',
      severity: 'error',
      from: { pathNot: '^(src/(cli|inventory)|scripts)/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'rules-know-the-model-and-its-meaning',
      severity: 'error',
      from: { path: '^rules/' },
      to: { pathNot: '^(rules/|src/model/|src/semantics/)' },
    },
    {
      name: 'reports-know-the-model',
      comment: 'A reporter never judges and never writes. Built-ins that touch no files are fine.',
      severity: 'error',
      from: { path: '^reports/' },
      to: { pathNot: '^(reports/|src/model/|sarif$)', dependencyTypesNot: ['core'] },
    },
    {
      name: 'semantics-are-pure',
      severity: 'error',
      from: { path: '^src/semantics/' },
      to: { pathNot: '^src/(semantics|model)/' },
    },
    { name: 'model-knows-nothing', severity: 'error', from: { path: '^src/model/' }, to: { pathNot: '^src/model/' } },
    {
      name: 'nothing-calls-upstream',
      comment: 'The command line composes; nothing composes it.',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'only-the-cli-composes',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^(rules|reports)/' },
    },
    {
      name: 'collectors-do-not-know-the-engine',
      severity: 'error',
      from: { path: '^src/(aws|collect)/' },
      to: { path: '^src/(engine|inventory)/' },
    },
    {
      name: 'inventory-does-not-know-the-engine',
      severity: 'error',
      from: { path: '^src/inventory/' },
      to: { path: '^src/(engine|aws|collect)/' },
    },
    {
      name: 'the-sandbox-is-a-world-of-its-own',
      comment:
        'It knows the published rates, the partitions and sound formats, and nothing of how Trailgate asks or judges.',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: {
        path: '^(src|rules|reports)/',
        pathNot: '^src/(sandbox/|model/|aws/(rates|partitions)|semantics/access-log-format/audit-formats)',
      },
    },
    {
      name: 'only-the-cli-serves-the-sandbox',
      severity: 'error',
      from: { path: '^(src|rules|reports)/', pathNot: '^src/(cli|sandbox)/' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      // Types alone: npm has no package of this name.
      to: { couldNotResolve: true, pathNot: '^sarif$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
