import { expect } from '@jest/globals';
import type { S3Bucket, S3ServerOptions } from '../../../dev/servers/s3-server.ts';
import { startS3Server } from '../../../dev/servers/s3-server.ts';
import type { Expected, PlatformCase } from '../case.ts';
import { accessKeyId, bucket, row, secretAccessKey } from './setup.ts';

const probeFile = '.connection-test-7d5e9f3a';
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const others = ['in/report.pdf', `in/${probeFile}-of-another`];

interface Probe {
  rules?: S3Bucket;
  options?: Partial<S3ServerOptions>;
  requires?: PlatformCase['requires'];
  /** Paths of objects that stay besides those of others. */
  left?: readonly string[];
  /** Methods of the requests that name an object, in order. */
  steps?: string;
}

/** `requires.proof: Probe` in `in/`: what is written, and that nothing else is touched. */
function probe(
  name: string,
  wanted: Expected,
  { rules, options, requires, left = [], steps }: Probe = {},
): PlatformCase {
  return {
    ...row,
    name: `probe: ${name}`,
    requires: { proof: 'Probe', path: 'in/', ...requires },
    async start() {
      const buckets = { [bucket]: { keys: others, ...rules } };
      const running = await startS3Server({ accessKeyId, secretAccessKey, buckets, ...options });
      return {
        config: { endpoint: running.url },
        context: { now: () => Date.now() },
        check() {
          expect(running.objects()).toEqual([...others, ...left].map((key) => `${bucket}/${key}`));
          const named = running
            .requests()
            .filter(({ url }) => /^\/[^/]+\/./.test(new URL(url).pathname) && !url.endsWith('/in/report.pdf'));
          expect(named.every(({ url }) => new URL(url).pathname.endsWith(`/${probeFile}`))).toBe(true);
          if (steps !== undefined) expect(named.map(({ method }) => method).join(' ')).toBe(steps);
        },
        stop: () => running.stop(),
      };
    },
    expect: wanted,
  };
}

/** Every PUT gets this response. */
function puts(status: number, code: string): NonNullable<S3ServerOptions['instead']> {
  const body = `<Error><Code>${code}</Code></Error>`;
  return ({ method }) => (method === 'PUT' ? { status, body } : undefined);
}

const leftOver = { keys: [...others, `in/${probeFile}`] };

export const probeRows: PlatformCase[] = [
  probe('all four rights', { reason: 'Verified', access: all }, { steps: 'HEAD PUT GET PUT GET DELETE GET' }),
  probe('in the root of the bucket', { reason: 'Verified', access: all }, { requires: { path: '/' } }),
  probe(
    'a left-over of a test that was killed goes first',
    { reason: 'Verified', access: all },
    { rules: leftOver, steps: 'HEAD DELETE PUT GET PUT GET DELETE GET' },
  ),
  probe(
    'a left-over that may not be looked at is found in the way',
    { reason: 'Verified', access: { ...all, read: 'Denied' } },
    { rules: { ...leftOver, forbidden: ['HEAD', 'GET'] }, steps: 'HEAD PUT DELETE PUT GET PUT DELETE GET' },
  ),
  probe(
    'no right to write',
    {
      reason: 'PermissionDenied',
      about: /^write, update$/,
      access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'NotTestable' },
    },
    {
      rules: { forbidden: ['PUT', 'DELETE'] },
      requires: { access: ['Read', 'Write', 'Update', 'Delete'] },
      steps: 'HEAD PUT',
    },
  ),
  probe(
    'no right to delete: the file stays, and is swept in vain',
    { reason: 'PermissionDenied', about: /^delete$/, access: { ...all, delete: 'Denied' } },
    { rules: { forbidden: ['DELETE'] }, requires: { access: ['Delete'] }, left: [`in/${probeFile}`] },
  ),
  probe(
    'a bucket that keeps versions: none of ours stays',
    { reason: 'Verified', access: all },
    { rules: { versioned: true }, steps: 'HEAD PUT GET PUT GET DELETE DELETE DELETE DELETE GET' },
  ),
  probe(
    'versions that may not be deleted stay behind a marker',
    { reason: 'Verified', access: all },
    { rules: { versioned: true, forbidden: ['VERSION'] }, left: [`in/${probeFile}`] },
  ),
  probe(
    'a store that does not know the condition',
    { reason: 'Verified', access: all },
    { rules: { conditions: 'refused' }, steps: 'HEAD PUT HEAD PUT GET PUT GET DELETE GET' },
  ),
  probe(
    'a store that ignores the condition',
    { reason: 'Verified', access: all },
    { rules: { conditions: 'ignored' }, steps: 'HEAD PUT GET PUT GET DELETE GET' },
  ),
  probe(
    'a bucket that takes objects and is not listed',
    { reason: 'Verified', access: { ...all, read: 'Granted' } },
    { rules: { denied: true }, requires: { access: ['Write'] } },
  ),
  probe(
    'the store fails half-way: what was written is removed',
    { reason: 'RateLimited', stage: 'Authorized' },
    {
      options: {
        instead: ({ method, path }) =>
          method === 'GET' && path.endsWith(probeFile)
            ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }
            : undefined,
      },
      steps: 'HEAD PUT GET DELETE',
    },
  ),
  ...[500, 503].map((status) =>
    probe(
      `a store that responds ${status} to what is written, and to nothing else`,
      { reason: 'ServiceUnavailable', stage: 'Authorized', about: RegExp(`responds ${status} to writing a file`) },
      { options: { instead: puts(status, 'InternalError') } },
    ),
  ),
  ...[405, 413, 501, 507].map((status) =>
    probe(
      `a store that does not write or has no room, status ${status}`,
      { reason: 'PermissionDenied', access: { ...all, write: 'Denied', update: 'Denied', delete: 'NotTestable' } },
      { options: { instead: puts(status, 'StorageFull') }, requires: { access: ['Write'] } },
    ),
  ),
  probe(
    'a success that is none',
    { reason: 'UnexpectedReply', stage: 'Authorized' },
    {
      options: {
        instead: ({ method }) =>
          method === 'PUT' ? { status: 200, body: '<Error><Code>InternalError</Code></Error>' } : undefined,
      },
    },
  ),
  refused('no bucket', { config: {}, requires: { proof: 'Probe', path: '/' } }, /names no bucket/),
  refused('no path', { requires: { proof: 'Probe' } }, /requires\.path is missing/),
  refused('a path with dots', { requires: { proof: 'Probe', path: 'in/../out' } }, /has a part \. or \.\./),
];

function refused(name: string, given: Partial<PlatformCase>, about: RegExp): PlatformCase {
  const config = { endpoint: 'https://s3.example.com', ...(given.config ?? { bucket }) };
  return { ...row, ...given, name: `probe: ${name}`, config, expect: { reason: 'InvalidConfiguration', about } };
}
