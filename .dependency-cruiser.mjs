// The rules that keep the house in order (docs: architecture). `npm run deps` checks them.
// Test code: specs, and folders named test or testing.
const TEST = '(\\.spec\\.ts$|/test/|/testing/|^test/)';
// Type-only imports count as well: what a lib's types name, it knows of.

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that import each other cannot be read, tested or moved one at a time.',
      severity: 'error',
      from: {},
      // A cycle of types alone is gone when the program runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'libs-do-not-know-apps',
      comment: 'Dependencies point inwards: apps to libs.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-know-each-other',
      comment: 'What two apps share is a lib or an event. Only apps/ehc, their composition, imports them.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/ehc/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'apps-are-entered-by-the-front-door',
      comment: 'apps/ehc uses what an app exports from its index.',
      severity: 'error',
      from: { path: '^apps/ehc/', pathNot: TEST },
      to: { path: '^apps/', pathNot: ['^apps/ehc/', '^apps/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'libs-are-entered-by-the-front-door',
      comment: "A lib's other files are its own business.",
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/', pathNot: TEST },
      to: { path: '^libs/', pathNot: ['^$1/$2/', '^libs/[^/]+/(src|testing)/index\\.ts$'] },
    },
    {
      name: 'pathway-stands-alone',
      comment: 'The shared language knows nothing of ours, not even the law.',
      severity: 'error',
      from: { path: '^libs/pathway/', pathNot: TEST },
      to: { path: '^(apps|libs)/', pathNot: '^libs/pathway/' },
    },
    {
      name: 'statutory-clock-knows-only-the-language',
      comment: 'The law and its arithmetic are pure.',
      severity: 'error',
      from: { path: '^libs/statutory-clock/', pathNot: TEST },
      to: { path: '^(apps|libs)/', pathNot: '^libs/(statutory-clock|pathway)/' },
    },
    {
      name: 'the-pure-is-pure',
      comment: 'Neither the language nor the law touches a framework, a database, a broker, files or the network.',
      severity: 'error',
      from: { path: '^libs/(pathway|statutory-clock)/', pathNot: TEST },
      to: {
        path: [
          'node_modules/(@nestjs|@eventstore|express|pg|typeorm|kafkajs|rxjs)/',
          '^(node:)?(fs|fs/promises|net|http|https|http2|child_process|worker_threads|dgram|tls|dns)$',
        ],
      },
    },
    {
      name: 'kafka-is-behind-its-port',
      comment: 'Only the partner feed knows Kafka.',
      severity: 'error',
      from: { pathNot: ['^apps/partners/', TEST] },
      to: { path: 'node_modules/(kafkajs|@platformatic/kafka)/' },
    },
    {
      name: 'eventstoredb-is-behind-its-port',
      comment: 'Only its adapter knows the client, so that a change of client is a change of one folder.',
      severity: 'error',
      from: { pathNot: ['^libs/event-store/', TEST] },
      to: { path: 'node_modules/@(eventstore|kurrent)/' },
    },
    {
      name: 'no-test-code-at-run-time',
      comment: 'What runs in production imports no test code.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'An installation without development packages must run.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: [TEST, '/make/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unknown-packages',
      comment: 'A package that package.json does not name comes and goes with another.',
      severity: 'error',
      from: { path: '^(apps|libs|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'nothing-is-missing',
      comment: 'An import leads to nothing.',
      severity: 'error',
      from: { path: '^(apps|libs|test)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'libs-do-not-use-cqrs',
      comment: 'Its sagas and EventBus lose events; its CommandBus carries the steps that libs/recording records.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/recording/' },
      to: { path: 'node_modules/@nestjs/cqrs/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.cache/', '/data/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
