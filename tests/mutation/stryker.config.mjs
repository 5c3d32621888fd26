/**
 * Mutation testing of the pure rules: what decides from data, a clock value and a rule pack. Every file of every context is
 * in, but for those whose name says that they do something else, so a later context is in by itself.
 */
const notRules = [
  '**/letters/**',
  '**/*.lambda.ts',
  '**/*-{schemas,wordings,store,queues,kind,entry,chain,status,metric,event}.ts',
  '**/{routes,handlers,deps,chains,kinds,chain,chain-*,entering,world,clocks,watching,reminding,ended,orphans,finding}.ts',
  'cases/case-listing.ts',
  'waking/waker.ts',
  'claims/{claim,payee}.ts',
  'claims/search/*.ts',
  'claims/evidence/{arrival,arrivals,bucket,other-version,read-document,receipt}.ts',
  'customers/{search,import-customers}.ts',
  'policies/import-policies.ts',
  'organisation/{first-sight,import-organisation,me,organisation-settings,reads}.ts',
  'organisation/branches/seen-branches.ts',
  'tasks/{giving,passing-on}.ts',
  'payments/{dispatch-order,provider,secret}.ts',
  'payments/answers/{answering,notice-verifier,unanswered}.ts',
  'notifications/{dead-address,message,receipts,render,sending,untold}.ts',
  'notifications/providers/{email-ses,sms-sns}.ts',
  'executions/{execution,workflow-executions}.ts',
];

/** The context to break, by its folder. */
const context = process.env.MUTATE;

export default {
  testRunner: 'jest',
  // Jest as it is, whose modules are ESM.
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    configFile: 'jest.config.json',
    config: { testMatch: ['<rootDir>/tests/mutation/rules.ts'] },
    enableFindRelatedTests: false,
  },
  // Stryker cannot read a configuration of TypeScript 7; nothing needs to be compiled.
  tsconfigFile: 'none',
  mutate: [`functions/${context}/**/*.ts`, ...notRules.map((pattern) => `!functions/${pattern}`)],
  ignorePatterns: ['.sandbox', 'cdk.out', '.import'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Node keeps each module that Jest has evaluated: a runner gets slow by its own past.
  maxTestRunnerReuse: 40,
  concurrency: 2,
  tempDirName: '.stryker-tmp',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `.stryker-tmp/${context}.json` },
};
