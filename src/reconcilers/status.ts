import { conditionOf, stampConditions, type WantedCondition } from '../api/conditions.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { testSettingsOf } from '../api/test-settings.ts';
import { ofGeneration } from './last-test.ts';
import type { TestResult } from './result.ts';
import { dependencyDigest } from './tested-inputs.ts';
import { decided, expiring, undecided } from './status-conditions.ts';

/** What there is to say about a connection. */
export type StatusUpdate =
  | { kind: 'result'; result: TestResult; displayName: string }
  /** A test is under way and the last verdict, if any, is of another credential or configuration. */
  | { kind: 'changed' }
  | { kind: 'suspended'; /** What the last verdict was found with is another one now. */ isChanged: boolean }
  /** A credential is about to be sent. */
  | { kind: 'intent'; attempts: ConnectionStatus['attempts'] }
  /** A verdict was withdrawn, and proves true. */
  | { kind: 'given back'; verdict: ConnectionStatus };

/** The status that follows. Pure: the same update of the same connection makes the same status. */
export function nextStatus(connection: Connection, update: StatusUpdate, now: number): ConnectionStatus {
  const previous = connection.status ?? {};
  switch (update.kind) {
    case 'suspended':
      return {
        ...ofGeneration(previous, generationOf(connection)),
        state: 'Suspended',
        conditions: kept(connection, now, update.isChanged),
      };
    case 'intent':
      return defined({ ...previous, attempts: update.attempts }) as ConnectionStatus;
    case 'given back':
      return givenBack(connection, update.verdict, now);
    case 'changed':
      return changed(connection, now);
    case 'result':
      return concluded(connection, update, now);
  }
}

function changed(connection: Connection, now: number): ConnectionStatus {
  const previous = connection.status ?? {};
  const reason = previous.lastTest === undefined ? 'Pending' : 'CredentialChanged';
  return {
    ...ofGeneration(previous, generationOf(connection)),
    state: 'Pending',
    conditions: stamped(connection, undecided(reason), now),
  };
}

function givenBack(connection: Connection, { conditions = [] }: ConnectionStatus, now: number): ConnectionStatus {
  const wanted = conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  return {
    ...ofGeneration(connection.status ?? {}, generationOf(connection)),
    state: stateOf({ conditions }),
    conditions: stamped(connection, wanted as WantedCondition[], now),
  };
}

function concluded(
  connection: Connection,
  { result, displayName }: StatusUpdate & { kind: 'result' },
  now: number,
): ConnectionStatus {
  // Below the threshold nothing that a reader acts on has changed, so nothing is written either.
  if (standsBelowThreshold(connection, result)) return standing(connection, result);
  const status = defined({
    ...facts(connection, result),
    displayName,
    lastTest: lastTest(result),
    attempts: result.attempts,
    nextTestTime: iso(result.nextAt === undefined ? undefined : result.nextAt + (result.aheadMs ?? 0)),
    // Zero for nearly all of them, and each byte is stored with every status.
    consecutiveFailures: result.failures === 0 ? undefined : result.failures,
    lastHandledTestRequest: result.request,
    conditions: stamped(
      connection,
      [...decided(result, connection.spec.secretRef?.name), ...expiring(result, now)],
      now,
    ),
  }) as ConnectionStatus;
  return { ...ofGeneration(status, generationOf(connection)), state: stateOf(status) };
}

function standing(connection: Connection, { request, attempts, verdict: { hostKey } }: TestResult): ConnectionStatus {
  return defined({
    ...connection.status,
    attempts,
    ...(hostKey === undefined ? {} : { hostKey }),
    ...(request === undefined ? {} : { lastHandledTestRequest: request }),
  }) as ConnectionStatus;
}

/** What a verdict brought to light. One that could not tell leaves what was known, as long as its credential is the same. */
function facts(connection: Connection, { verdict, fresh }: TestResult): Partial<ConnectionStatus> {
  const previous = connection.status ?? {};
  const { secretRef } = connection.spec;
  if (verdict.outcome === 'inconclusive') {
    const { account, access, credentialExpiryTime, binding } = fresh ? noFacts : previous;
    return {
      account,
      access,
      credentialExpiryTime,
      hostKey: verdict.hostKey ?? previous.hostKey,
      binding,
      checks: verdict.checks,
    } as Partial<ConnectionStatus>;
  }
  const { access, account, checks } = verdict;
  const hostKey = verdict.hostKey ?? previous.hostKey;
  return {
    account:
      account && Object.keys(account).length > 0
        ? { ...account, name: account.name ?? account.email ?? account.id }
        : undefined,
    access: access && Object.keys(access).length > 0 ? access : undefined,
    checks,
    credentialExpiryTime: iso(verdict.expiresAt?.getTime()),
    hostKey,
    binding: verdict.outcome === 'connected' && secretRef ? { name: secretRef.name } : undefined,
  } as Partial<ConnectionStatus>;
}

const noFacts = { account: undefined, access: undefined, credentialExpiryTime: undefined, binding: undefined };

/** A good or bad verdict on the same credential is not given up for fewer inconclusive tests than the threshold. */
function standsBelowThreshold(connection: Connection, result: TestResult): boolean {
  if (result.verdict.outcome !== 'inconclusive') return false;
  const connected = conditionOf(connection.status?.conditions, 'Connected');
  const hasVerdict = connected !== undefined && connected.status !== 'Unknown';
  const threshold = testSettingsOf(connection.spec).failureThreshold;
  return hasVerdict && !result.fresh && result.inconclusive < threshold && !isDisproved(connection, result);
}

/** What it failed at was passed since: it may be read now, or is trusted now, whatever comes after that. */
function isDisproved({ status }: Connection, { verdict: { checks } }: TestResult): boolean {
  const failed = status?.checks?.find(({ result }) => result === 'Failed');
  return failed !== undefined && checks.some(({ name, result }) => name === failed.name && result === 'Passed');
}

function lastTest({
  verdict,
  method,
  credential,
  endedAt,
  durationMs,
  inputs,
}: TestResult): ConnectionStatus['lastTest'] {
  const secret = inputs.secret === 'unknown' ? undefined : inputs.secret;
  return defined({
    time: iso(endedAt),
    // Of those that are well the reason says enough, and each byte is stored with every status.
    outcome: { connected: undefined, failed: 'Failed', inconclusive: 'Inconclusive' }[verdict.outcome],
    reason: verdict.outcome === 'connected' ? 'Verified' : verdict.reason,
    durationMs: Math.round(durationMs),
    generation: inputs.generation,
    method,
    credential,
    secret: secret && { uid: secret.uid, resourceVersion: secret.resourceVersion },
    dependencies: dependencyDigest(inputs),
  }) as ConnectionStatus['lastTest'];
}

/** One word for people. */
export function stateOf(status: ConnectionStatus): NonNullable<ConnectionStatus['state']> {
  const connected = conditionOf(status.conditions, 'Connected');
  if (connected?.status === 'True') return 'Connected';
  if (connected?.status === 'False') return 'Failed';
  return connected === undefined || connected.reason === 'Pending' || connected.reason === 'CredentialChanged'
    ? 'Pending'
    : 'Retrying';
}

/** Without a verdict there is no Ready either: what is suspended is settled, and nobody should wait for it. */
function kept(connection: Connection, now: number, isChanged: boolean): NonNullable<ConnectionStatus['conditions']> {
  const conditions = connection.status?.conditions ?? [];
  const connected = conditionOf(conditions, 'Connected');
  if (!connected || connected.status === 'Unknown' || isChanged) {
    const wanted = undecided('Suspended').filter(({ type }) => type === 'Connected' || type === 'Failed');
    return stamped(connection, wanted, now);
  }
  return conditions.map((condition) => ({ ...condition, observedGeneration: generationOf(connection) }));
}

function stamped(
  connection: Connection,
  wanted: WantedCondition[],
  now: number,
): NonNullable<ConnectionStatus['conditions']> {
  const stamp = { generation: generationOf(connection), now: iso(now) };
  return stampConditions(wanted, connection.status?.conditions, stamp);
}

function generationOf({ metadata }: Connection): number {
  return metadata.generation ?? 0;
}

function iso(ms: number): string;
function iso(ms: number | undefined): string | undefined;
function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`;
}

function defined<T extends object>(value: T): T {
  const all: Partial<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) if (value[name] !== undefined) all[name] = value[name];
  return all as T;
}
