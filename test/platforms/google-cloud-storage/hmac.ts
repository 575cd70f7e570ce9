import { expect } from '@jest/globals';
import { startFakeTls } from '../../support/fake-tls.ts';
import { answer, objectsOf, type S3Bucket, type S3ServerOptions } from '../../../dev/servers/s3-server.ts';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import type { PlatformCase, Started } from '../case.ts';

const bucket = 'finance_archive.2026';
const accessKey = 'GOOG1EXAMPLE';
const secret = { accessKey, secret: 'canary/google+hmac=secret' };
const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

interface Xml {
  rules?: S3Bucket;
  options?: Partial<S3ServerOptions>;
  /** Objects that must be there afterwards. */
  left?: readonly string[];
}

/** The XML API as it answers S3's requests: the buckets of a project are not told to a key for one bucket. */
function xml({ rules = {}, options, left }: Xml = {}): () => Promise<Started> {
  return async () => {
    const full: S3ServerOptions = {
      accessKeyId: accessKey,
      secretAccessKey: secret.secret,
      region: 'auto',
      buckets: { [bucket]: { conditions: 'ignored', ...rules } },
      mayListBuckets: false,
      ...options,
    };
    const objects = objectsOf(full);
    const hosts = new Set<string | undefined>();
    const server = await startFakeTls((request, response) => {
      hosts.add(request.headers.host);
      answer(request, response, { options: full, objects }).catch(() => response.destroy());
    });
    return {
      context: { now: () => Date.now(), ...server.context },
      check() {
        expect([...hosts]).toEqual(['storage.googleapis.com']);
        if (left) expect(objects.paths()).toEqual(left.map((key) => `${bucket}/${key}`));
      },
      canaries: () => ['Marker of the store'],
      stop: server.stop,
    };
  };
}

function says(status: number, code: string): () => Promise<Started> {
  return xml({ options: { instead: () => ({ status, body: `<Error><Code>${code}</Code></Error>` }) } });
}

async function silent(): Promise<Started> {
  const running = await startSilentServer();
  const endpoint = { address: running.host, port: running.port };
  return { context: { resolve: () => Promise.resolve([endpoint]) }, stop: () => running.stop() };
}

const base = { method: 'hmac', config: { bucket }, secret } as const;
const row = { ...base, kind: 'reply table' } as const;

export const hmac: PlatformCase[] = [
  {
    ...base,
    kind: 'connected',
    name: 'the bucket is listed; the access ID stands for the account',
    start: xml(),
    expect: { reason: 'Verified', account: { id: accessKey }, access: { read: 'Granted', ...untold } },
  },
  {
    ...base,
    kind: 'connected',
    name: 'probe',
    requires: { path: 'in/', proof: 'Probe' },
    start: xml({ rules: { keys: ['in/report'] }, left: ['in/report'] }),
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    ...base,
    kind: 'rejected',
    name: 'SignatureDoesNotMatch, and the clocks agree',
    start: xml({ options: { secretAccessKey: 'another' } }),
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  { ...row, name: 'InvalidSecurity', start: says(403, 'InvalidSecurity'), expect: { reason: 'CredentialsRejected' } },
  {
    ...row,
    name: 'InvalidAccessKeyId',
    start: says(403, 'InvalidAccessKeyId'),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    name: 'AccessDenied on everything says no more than that',
    start: xml({ rules: { denied: true } }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    ...row,
    name: 'a public bucket',
    start: xml({ rules: { public: true } }),
    expect: { reason: 'UnexpectedReply', about: /answers anyone/ },
  },
  {
    ...row,
    name: 'SignatureDoesNotMatch and another time',
    start: xml({ options: { secretAccessKey: 'another', clockAheadMs: 20 * 60_000 } }),
    expect: { reason: 'ClockSkew' },
  },
  {
    ...row,
    name: 'UserProjectMissing',
    start: says(400, 'UserProjectMissing'),
    expect: { reason: 'InvalidConfiguration', stage: 'Authenticated' },
  },
  {
    ...row,
    name: 'no bucket',
    config: { projectId: 'my-project-123' },
    expect: { reason: 'InvalidConfiguration', about: /bucket is missing.*|projectId .*does not go with this method/ },
  },
  { ...base, kind: 'timed out', name: 'no answer', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  {
    ...base,
    kind: 'unexpected reply',
    name: 'a web page',
    start: xml({
      options: { instead: () => ({ status: 200, body: '<!doctype html>', headers: { 'content-type': 'text/html' } }) },
    }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /web page/ },
  },
  {
    ...base,
    kind: 'malformed secret',
    name: 'no secret',
    secret: { accessKey },
    expect: { reason: 'SecretKeyMissing', about: /^key `secret` of the Secret is missing/ },
  },
];
