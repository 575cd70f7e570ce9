import type { Problem } from '../../api/problems.ts';
import { planConnection, inFull, type Plan, type Platform, type Verdict } from '../../connectors/index.ts';
import type { Draft } from '../contract.ts';
import { manifestsOf } from '../draft-manifests.ts';

/** A draft as it would be tested, or what is wrong with it. */
export type PlannedDraft = { plan: Plan } | { verdict: Verdict };

/** Judges a draft as the operator does once it is applied. Pure: nothing is sent. */
export function planDraft(draft: Draft, platform: Platform, now: number): PlannedDraft {
  const { connection, secret } = manifestsOf(draft);
  // Of a Secret that is not filled in yet, each key that is missing is named.
  const values = secret?.stringData ?? (needsSecret(draft, platform) ? {} : undefined);
  const bytes = values && {
    secret: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)])),
  };
  return planConnection({ ...connection.spec, platform, ...bytes, now });
}

function needsSecret({ method }: Draft, { spec }: Platform): boolean {
  const { secret } = inFull(spec).methods.find(({ name }) => name === method) ?? {};
  return Array.isArray(secret?.['required']) && secret['required'].length > 0;
}

/** What is wrong with a draft, each with its field. */
export function problemsOf(draft: Draft, platform: Platform, now: number): Problem[] {
  const planned = planDraft(draft, platform, now);
  const found = 'verdict' in planned && planned.verdict.outcome === 'failed' ? (planned.verdict.problems ?? []) : [];
  return [...nameProblems(draft), ...found];
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The API server says it too, but only once something is created. */
function nameProblems({ name, namespace }: Draft): Problem[] {
  const problems: Problem[] = [];
  if (name === '') problems.push({ at: 'metadata.name', kind: 'missing', what: 'is missing' });
  else if (name.length > 253 || !label.test(name)) {
    const fix = 'use lower-case letters, digits, dashes and dots, and begin and end with a letter or digit';
    const what = name.length > 253 ? `is ${name.length} characters long, 253 are allowed` : 'is not a Kubernetes name';
    problems.push({ at: 'metadata.name', kind: 'invalid', what, fix });
  }
  if (namespace === '') problems.push({ at: 'metadata.namespace', kind: 'missing', what: 'is missing' });
  return problems;
}
