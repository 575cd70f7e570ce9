import type { Verdict } from '../connectors/index.ts';
import { processKey } from '../inputs/digest.ts';
import type { Admission } from './admission.ts';
import type { Credential } from './credential.ts';
import { ofProxy } from './proxy-sign-ins.ts';
import { recorded } from './recorded.ts';
import type { Resolved } from './resolved.ts';
import type { TestResult } from './result.ts';
import type { TestRun, TestRunOptions } from './run.ts';
import { inputDigest } from './tested-inputs.ts';

interface Ended {
  verdict: Verdict;
  admission: Admission;
  resolved: Resolved;
}

/** What the status says of the credential, and of that of a proxy, for the process after this one. */
export function attemptsAfter(
  { connection, state, inputs: versions }: TestRun,
  { verdict, admission, resolved: { credential, outcome } }: Ended,
  options: TestRunOptions,
): Pick<TestResult, 'credential' | 'attempts'> {
  const { attempts, ledger, clock } = options;
  if (!attempts?.isKept) return {};
  const now = clock.now();
  const isAccepted = admission.kind === 'go' && verdict.credential === 'Accepted';
  const known = credential ? ledger.attemptsOf(credential) : [];
  const inputs = inputDigest(connection, versions);
  const kept = recorded(state.status?.attempts, { credential, known, inputs, isAccepted, now });
  const proxy = proxyIn(outcome, options);
  const all = proxy ? recorded(kept, { credential: proxy, known: ledger.proxies.attemptsOf(proxy), now }) : kept;
  return { credential: credential?.id, attempts: all };
}

/** What a proxy on the way of a test is shown. */
export function proxyIn(outcome: Resolved['outcome'], { attempts }: TestRunOptions): Credential | undefined {
  return ofProxy('plan' in outcome ? outcome.proxy : undefined, attempts?.key ?? processKey);
}
