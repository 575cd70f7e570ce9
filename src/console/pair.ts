import type { ConnectionSpec } from '../api/connection.gen.ts';
import type { Detail } from './contract.ts';
import { spanOf } from './span.ts';

/** One thing that a pair needs. `open`: nobody can tell. */
export interface Requirement {
  state: 'yes' | 'no' | 'warn' | 'open';
  title: string;
  note: string;
}

export interface PairVerdict {
  works: 'yes' | 'no' | 'unknown';
  requirements: readonly Requirement[];
}

const day = 24 * 60 * 60 * 1000;
const soon = 14 * day;

/** Whether a job can copy from one Connection to the other, by what the operator has found out. Pure. */
export function pairOf(source: Detail, destination: Detail, now: number): PairVerdict {
  const requirements = [
    connected([source, destination], now),
    right(source, 'read', 'The source'),
    right(destination, 'write', 'The destination'),
    places(source, destination),
    namespaces(source, destination),
    ...expiry([source, destination], now),
  ];
  const has = (state: Requirement['state']) => requirements.some((one) => one.state === state);
  return { works: has('no') ? 'no' : has('open') ? 'unknown' : 'yes', requirements };
}

function connected(ends: readonly Detail[], now: number): Requirement {
  const not = ends.filter(({ row }) => row.state !== 'Connected');
  if (not.length > 0) {
    const note = not.map(({ row }) => `${row.name} is ${row.state}: ${row.reason}.`).join(' ');
    return { state: 'no', title: not.length === 2 ? 'Neither is connected' : 'One is not connected', note };
  }
  const oldest = Math.min(...ends.map(({ row }) => row.tested ?? now));
  return {
    state: 'yes',
    title: 'Both are connected',
    note: `Tested from the cluster in the last ${spanOf(now - oldest)}.`,
  };
}

function right({ row, status, manifest }: Detail, what: 'read' | 'write', who: string): Requirement {
  const answer = status.access?.[what] ?? 'NotTestable';
  const { requires } = specOf(manifest);
  const where = requires?.path === undefined ? '' : ` ${requires.path}`;
  const done = what === 'read' ? 'read' : 'written';
  const account = row.account || row.name;
  if (answer === 'Granted')
    return { state: 'yes', title: `${who} can be ${done}`, note: `${account} can ${what}${where}.` };
  if (answer === 'Denied')
    return { state: 'no', title: `${who} cannot be ${done}`, note: `${account} cannot ${what}${where}.` };
  const capital = what === 'read' ? 'Read' : 'Write';
  return {
    state: 'open',
    title: `Whether ${who.toLowerCase()} can be ${done} is not known`,
    note: `The platform does not say. With ${capital} in spec.requires.access a test may find out.`,
  };
}

function places(source: Detail, destination: Detail): Requirement {
  const isSame = source.row.key === destination.row.key || placeOf(source) === placeOf(destination);
  return isSame
    ? { state: 'no', title: 'Both are the same place', note: 'Platform, account and folder are the same.' }
    : {
        state: 'yes',
        title: 'Two different places',
        note: 'Source and destination are not the same account and folder.',
      };
}

function placeOf({ row, manifest }: Detail): string {
  const { config, requires } = specOf(manifest);
  return JSON.stringify([row.platform, row.account, config, requires?.path]);
}

function namespaces({ row: a }: Detail, { row: b }: Detail): Requirement {
  return a.namespace === b.namespace
    ? { state: 'yes', title: 'One namespace', note: `A job in ${a.namespace} can mount the Secrets of both.` }
    : {
        state: 'warn',
        title: 'Two namespaces',
        note: `A job mounts Secrets of its own namespace alone: one of ${a.namespace} and ${b.namespace} has to hold both.`,
      };
}

function expiry(ends: readonly Detail[], now: number): Requirement[] {
  const expiring = ends.filter(({ row }) => row.expires !== undefined && row.expires - now < soon);
  if (expiring.length === 0)
    return [
      { state: 'yes', title: 'Both credentials outlive a day', note: 'A run of 24 hours will not end without access.' },
    ];
  return expiring.map(({ row }) => {
    const left = (row.expires ?? now) - now;
    return left <= 0
      ? { state: 'no', title: `The credential of ${row.name} has expired`, note: 'Replace it.' }
      : {
          state: 'warn',
          title: `The credential of ${row.name} expires in ${spanOf(left)}`,
          note: 'Replace it before, or later runs fail.',
        };
  });
}

export function specOf(manifest: object): ConnectionSpec {
  return (manifest as { spec: ConnectionSpec }).spec;
}

/** A Job that waits until both are connected and then copies, with the configuration that `connection export` writes. */
export function jobOf(source: Detail, destination: Detail): object {
  const [from, to] = [source.row.name, destination.row.name];
  const name = `${from}-to-${to}`.slice(0, 63).replace(/[^a-z0-9]+$/, '');
  const config = { name: 'rclone', mountPath: '/config/rclone', readOnly: true };
  const wait = ['wait', `connection/${from}`, `connection/${to}`, '--for=condition=Connected', '--timeout=5m'];
  const path = (end: Detail) => `${end.row.name}:${specOf(end.manifest).requires?.path ?? ''}`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: source.row.namespace,
      annotations: { 'connection-operator.dev/uses': [from, to].join(',') },
    },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: 'migration',
          initContainers: [{ name: 'wait', image: 'registry.k8s.io/kubectl:v1.34.1', args: wait }],
          containers: [
            {
              name: 'copy',
              image: 'rclone/rclone:1.71',
              args: ['copy', path(source), path(destination)],
              volumeMounts: [config],
            },
          ],
          volumes: [{ name: 'rclone', secret: { secretName: `${name}-rclone`.slice(0, 253) } }],
        },
      },
    },
  };
}
