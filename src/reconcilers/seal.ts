import { createHmac, type KeyObject } from 'node:crypto';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';

/** What statuses are sealed with. */
export interface Seals {
  readonly key: KeyObject;
  /** Whether the process after this one has the same key. */
  readonly isKept: boolean;
  /** The key was made by this process: no seal that it finds was made with it. */
  readonly isNew?: boolean;
}

/** `other`: somebody else wrote it, or changed what the operator wrote. */
export type Sealed = 'ours' | 'other' | 'none';

const sealLength = 22;

/** The status with a digest of what it says, by which the next process knows that an operator wrote it. */
export function sealed(
  { metadata: { uid } }: Connection,
  status: ConnectionStatus,
  seals: Seals | undefined,
): ConnectionStatus {
  if (!seals?.isKept || !status.lastTest) return status;
  return { ...status, lastTest: { ...status.lastTest, seal: sealOf(uid, status, seals.key) } };
}

/** Whose the status is, as far as that can be told: without a key that is kept, everybody's is taken for ours. */
export function sealIn({ metadata: { uid }, status }: Connection, seals: Seals | undefined): Sealed {
  if (!seals?.isKept || !status?.lastTest) return 'ours';
  const { seal } = status.lastTest;
  if (seal === undefined) return 'none';
  if (seal === sealOf(uid, status, seals.key)) return 'ours';
  return seals.isNew ? 'none' : 'other';
}

/** Of all but the attempts: other operators add theirs. */
function sealOf(uid: string, { attempts: _attempts, lastTest, ...rest }: ConnectionStatus, key: KeyObject): string {
  const { seal: _seal, ...test } = lastTest ?? {};
  const text = JSON.stringify(ordered([uid, rest, test]));
  return createHmac('sha256', key).update(`status\n${text}`).digest('base64url').slice(0, sealLength);
}

/** The API server keeps no order of keys. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, item]) => [name, ordered(item)]),
  );
}
