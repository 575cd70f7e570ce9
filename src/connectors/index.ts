/** The product's heart: plans a test of a credential and makes it. There is no Kubernetes in it. */
export { planConnection, refusal, type PlanInput } from './planning/index.ts';
export { allowedHosts } from './planning/hosts.ts';
export { testConnection } from './ladder.ts';
export { failure, type Failure } from './failure.ts';
export { hiddenValues, isHiddenKey } from './engine/hidden-values.ts';
export { choosesAudience } from './planning/identity.ts';
export { choosesHosts } from './planning/choices.ts';
export { coversHost } from './planning/hosts.ts';
export { validatePlatform } from './planning/validate-platform.ts';
export { explainResponse } from './explain.ts';
export { registry } from './registry.ts';
export { suggestPlatforms } from './suggest-platform.ts';
export type { TestContext, TraceEvent, ProxySettings } from './context.ts';
export type { Plan, Platform } from './platform.ts';
export type { Access, Account, Check, Failed, Verdict } from './verdict.ts';
export { egressPolicy, type EgressPolicy } from './transport/egress.ts';
export { HostResolver, resolveByDns } from './transport/host-resolver.ts';
export type { Resolve } from './transport/resolve.ts';
