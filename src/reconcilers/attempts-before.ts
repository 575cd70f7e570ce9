import { admitted, type Admission } from './admission.ts';
import { proxyIn } from './attempts-after.ts';
import type { Credential } from './credential.ts';
import { outcomeOf } from './last-test.ts';
import { learn } from './others.ts';
import { recorded } from './recorded.ts';
import type { Resolved } from './resolved.ts';
import type { TestRun, TestRunOptions } from './run.ts';
import { inputDigest } from './tested-inputs.ts';

/** Whether its credential may be sent, as far as this process knows what others have sent. */
export function admissionOf(
  { connection, cause, inputs }: TestRun,
  { credential, outcome }: Resolved,
  options: TestRunOptions,
): Admission {
  const { attempts, ledger, clock } = options;
  const own = credential && { credential, inputs: inputDigest(connection, inputs) };
  if (attempts?.isKept) learn(ledger, connection, { own, now: clock.now() });
  const isSuspect = attempts?.isSuspect(connection.metadata.uid) ?? false;
  const proxy = proxyIn(outcome, options);
  return admitted({ connection, cause, credential, proxy, isSuspect }, options);
}

/** What an earlier process found out about the very credential that is held stands. */
export function isRefusedBefore(
  { status }: TestRun['state'],
  credential: Credential | undefined,
  admission: Admission,
): admission is Admission & { kind: 'held' } {
  const id = status?.lastTest?.credential;
  if (admission.kind !== 'held' || admission.isKnown) return false;
  return id !== undefined && id === credential?.id && outcomeOf(status ?? {}) === 'Failed';
}

interface Sending {
  admission: Admission;
  credential: Credential | undefined;
}

/** What is not known to be good is sent only after that was written: this process may not live to write the result. */
export async function intended(
  { connection, state, inputs: versions, intend }: TestRun,
  { admission, credential }: Sending,
  { attempts, clock }: TestRunOptions,
): Promise<void> {
  if (admission.kind !== 'go' || !admission.intent || !attempts?.isKept) return;
  const inputs = inputDigest(connection, versions);
  await intend?.(recorded(state.status?.attempts, { credential, known: admission.intent, inputs, now: clock.now() }));
}
