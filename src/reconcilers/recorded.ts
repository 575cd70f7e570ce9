import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { objectKey } from '../runtime/index.ts';
import { countsUntil, type Attempt } from './attempts.ts';
import type { Credential } from './credential.ts';
import { outcomeOf } from './last-test.ts';
import type { Earlier } from './lockout.ts';

/** Attempts as a status keeps them, for the process that comes after this one. */

export type Recorded = NonNullable<ConnectionStatus['attempts']>;

/** Those that are kept; the CRD allows no more. */
const mostRecorded = 16;

interface Recording {
  credential: Credential | undefined;
  known: readonly Attempt[];
  /** Of what was tested. */
  inputs?: string | undefined;
  isAccepted?: boolean;
  now: number;
}

/**
 * What a status says of attempts from now on.
 * @param before - what it said
 * @param known - the attempts of the credential that was tested
 * @param isAccepted - it was accepted, with which the count of its account begins anew
 */
export function recorded(
  before: Recorded | undefined,
  { credential, known, inputs, isAccepted = false, now }: Recording,
): Recorded | undefined {
  const isOver = (one: Recorded[number]) =>
    !(countsUntil({ at: Date.parse(one.time ?? ''), isIntended: one.intended, sender: one.sender }) > now) ||
    one.credential === credential?.id ||
    (isAccepted && (one.account === credential?.account || (inputs !== undefined && one.inputs === inputs)));
  const own = known.map(({ at, ending, sender, isIntended }) => ({
    ...namesOf(credential),
    time: textOf(at),
    ending,
    ...(sender === undefined ? {} : { sender }),
    ...(isIntended ? { intended: true } : {}),
    ...(inputs === undefined ? {} : { inputs }),
  }));
  const all = [...(before ?? []).filter((one) => !isOver(one)), ...own];
  return kept(all);
}

/** Both, each of them once. */
export function joined(one: Recorded | undefined, other: Recorded | undefined): Recorded | undefined {
  const all = [...(one ?? []), ...(other ?? [])];
  const textsOf = all.map(({ credential, time, sender, intended }) =>
    JSON.stringify([credential, time, sender, intended]),
  );
  return kept(all.filter((_, index) => textsOf.indexOf(textsOf[index] ?? '') === index));
}

/** In one order, whoever joins them: operators that share a status would write against each other for another one. */
function kept(all: Recorded): Recorded | undefined {
  const sorted = all.toSorted((one, other) => timeOf(one) - timeOf(other) || bySender(one, other));
  return sorted.length === 0 ? undefined : sorted.slice(-mostRecorded);
}

function timeOf({ time = '' }: Recorded[number]): number {
  return Date.parse(time);
}

/** Those of one sender stay as they are. */
function bySender({ sender: one = '' }: Recorded[number], { sender: other = '' }: Recorded[number]): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

interface RecordedEarlier extends Earlier {
  /** Of what it was sent for. */
  inputs?: string | undefined;
}

/** What a status of an earlier process says of credentials. What cannot be read is left out. */
export function earlierOf({ metadata, status = {} }: Connection): RecordedEarlier[] {
  const { namespace = '' } = metadata;
  const by = objectKey({ metadata });
  const { attempts = [], lastTest } = status;
  const sent = attempts.flatMap(
    ({ credential: id, account, time, ending = 'Refused', sender, intended, inputs }): RecordedEarlier[] => {
      const at = Date.parse(time ?? '');
      if (id === undefined || account === undefined || Number.isNaN(at)) return [];
      const one = { at, ending, sender, isIntended: intended };
      return [{ credential: { namespace, account, id }, attempts: [one], by, inputs }];
    },
  );
  const goodAt = Date.parse(lastTest?.time ?? '');
  const id = outcomeOf(status) === 'Connected' ? lastTest?.credential : undefined;
  if (id === undefined || Number.isNaN(goodAt)) return sent;
  return [...sent, { credential: { namespace, account: '', id }, attempts: [], by, goodAt }];
}

function namesOf(credential: Credential | undefined): { credential: string; account: string } {
  return { credential: credential?.id ?? '', account: credential?.account ?? '' };
}

function textOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
