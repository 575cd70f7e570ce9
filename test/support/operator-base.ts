import { createRequire } from 'node:module';

/**
 * The operator's base class, in place of its package. Jest requires a CommonJS module while it links the others, and this
 * one requires client-node, which has to be evaluated by then; here it is required when the operator is evaluated.
 */
const base: unknown = createRequire(import.meta.url)('../../node_modules/@dot-i/k8s-operator/dist/operator.js');

// oxlint-disable-next-line import/no-default-export -- as the package
export default base;
