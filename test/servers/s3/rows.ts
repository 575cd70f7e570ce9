import { expect } from '@jest/globals';
import type { ConnectionRequires } from '../../../src/api/connection.gen.ts';
import type { StandardCase } from '../../support/matrix.ts';
import { key, type Way } from './served.ts';

export interface Row {
  name: string;
  standard?: StandardCase;
  /** Default: plain. */
  way?: Way;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  requires?: ConnectionRequires;
  /** Trust nobody but the public authorities. */
  untrusting?: true;
  /** How far our clock is off. */
  clockMs?: number;
  expect: object;
  /** Requests that show the key; default: any number. */
  shown?: number;
}

export const connected = { outcome: 'connected', account: { id: key.accessKeyId } };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const wrong = { secretAccessKey: 'canary-wrong-secret' };
const probe: ConnectionRequires = { proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'], path: 'upload/' };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
/** The stranger was let in, so nothing was proved. */
const open = { outcome: 'inconclusive', about: expect.stringContaining('answers without a key as well') };
const minuteMs = 60_000;

/** What an S3 server with one key is put through. */
export const rows: readonly Row[] = [
  { name: 'right', standard: 'right', expect: { ...connected, access: { read: 'Granted' } } },
  { name: 'right, over TLS', standard: 'right', way: 'tls', expect: connected },
  { name: 'no bucket: it lists the buckets', config: { bucket: undefined }, expect: connected },
  { name: 'another region, which does not matter to it', config: { region: 'eu-west-1' }, expect: connected },
  { name: 'wrong secret', standard: 'wrong password', secret: wrong, expect: rejected, shown: 1 },
  { name: 'unknown key', standard: 'wrong user', secret: { accessKeyId: 'AKIDNOBODY' }, expect: rejected, shown: 1 },
  {
    name: 'no such bucket',
    standard: 'wrong path',
    config: { bucket: 'no-such-bucket' },
    expect: { outcome: 'failed', reason: 'TargetNotFound', about: 'the bucket no-such-bucket' },
  },
  {
    name: 'an object as folder',
    requires: { path: 'in/report.txt' },
    expect: { outcome: 'failed', reason: 'TargetNotFound', about: expect.stringContaining('it is an object') },
  },
  { name: 'a folder below', requires: { path: 'in/' }, expect: connected },
  { name: 'proof', requires: probe, expect: { ...connected, access: all } },
  { name: 'proof, over TLS', way: 'tls', requires: probe, expect: { ...connected, access: all } },
  {
    name: 'no write permission',
    standard: 'no write permission',
    way: 'read-only',
    requires: probe,
    expect: { outcome: 'failed', reason: 'PermissionDenied', access: { read: 'Granted', write: 'Denied' } },
  },
  ...[-20, 20].map((minutes): Row => ({
    name: `a clock that is ${minutes} minutes off`,
    clockMs: minutes * minuteMs,
    expect: { outcome: 'inconclusive', reason: 'ClockSkew' },
    shown: 1,
  })),
  {
    name: 'unknown certificate',
    standard: 'unknown certificate',
    way: 'tls',
    untrusting: true,
    expect: { reason: 'CertificateUntrusted' },
  },
  {
    name: 'expired certificate',
    standard: 'expired certificate',
    way: 'expired',
    expect: { reason: 'CertificateExpired' },
  },
  { name: 'open to strangers', way: 'open', expect: open },
  { name: 'takes any key', way: 'open', secret: wrong, expect: open },
  { name: 'takes any key, no bucket', way: 'open', config: { bucket: undefined }, secret: wrong, expect: open },
];
