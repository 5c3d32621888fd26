/**
 * What every client of the SDK in a bundle has in place of `@aws-sdk/credential-provider-node`
 * (infra/constructs/bundling.ts): Lambda gives a function the credentials of its role by its environment and by nothing
 * else. The SDK's own chain would ask the environment first as well, and brings what it takes to ask five others.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
