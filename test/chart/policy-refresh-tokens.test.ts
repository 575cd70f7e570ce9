import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { storeToken, textOf, writeMark, type TokenSecret } from '../../src/inputs/token-secret.ts';
import { ApiError, type KubeClient } from '../../src/runtime/index.ts';
import { installGuarded, type Guarded } from './support/policies.ts';

const never = new AbortController().signal;
const secrets = '/api/v1/namespaces/team/secrets';
const type = 'connection-operator.dev/refresh-token';
const owner = { apiVersion: 'connection-operator.dev/v1alpha1', kind: 'Connection', name: 'box', uid: 'b0b' };

let guarded: Guarded;
let operator: KubeClient;

beforeAll(async () => {
  guarded = await installGuarded(
    ['refreshTokens.store=true', 'secrets.namespaces={team}'],
    async ({ operator: join }) => {
      const client = await join();
      return (await refusalOf(client.create(`${secrets}?dryRun=All`, secret({}), { signal: never }))).includes(
        'Policy',
      );
    },
  );
  operator = await guarded.operator();
}, 600_000);

afterAll(() => guarded?.stop());

function secret(metadata: object, rest: object = {}) {
  return { apiVersion: 'v1', kind: 'Secret', type, metadata: { name: 'box-tokens', ...metadata }, ...rest };
}

/** What the API server says against it; '' if it does not. */
async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return '';
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

const token = { annotations: { 'kubernetes.io/service-account.name': 'default' } };
const owned = { ownerReferences: [owner] };

describe('the operator can create no Secret', () => {
  it.each([
    ['with the token of a ServiceAccount', secret(token, { type: 'kubernetes.io/service-account-token' })],
    [
      'of that type which a Connection owns',
      secret({ ...token, ...owned }, { type: 'kubernetes.io/service-account-token' }),
    ],
    ['of the usual type', secret(owned, { type: 'Opaque' })],
    ['without a type', secret(owned, { type: undefined })],
    ['that nobody owns', secret({})],
    ['that something else owns', secret({ ownerReferences: [{ ...owner, apiVersion: 'v1', kind: 'ConfigMap' }] })],
    [
      'that a Connection of another group owns',
      secret({ ownerReferences: [{ ...owner, apiVersion: 'example.com/v1' }] }),
    ],
    ['that something else owns as well', secret({ ownerReferences: [owner, { ...owner, name: 'b', uid: 'b' }] })],
    ['of another name', secret({ ...owned, name: 'default-tokens' })],
  ])('%s', async (_name, object) => {
    const said = await refusalOf(operator.create(secrets, object, { signal: never }));

    expect(said).toContain('The operator may write');
  });
});

it.each([
  ['content', { data: { password: 'bmV3' } }, 'The operator may write'],
  ['owner', { metadata: owned }, 'The operator may write'],
  ['owner and type', { type, metadata: { ownerReferences: [{ ...owner, name: 'other' }] } }, '422 Invalid'], // immutable
])('the operator cannot change the %s of the Secrets of others', async (_name, patch, refusal) => {
  const theirs = ['secret', 'generic', 'other-tokens', '-n', 'team', '--from-literal=password=old'];
  await guarded.plane.kubectl(['create', ...theirs]);

  expect(await refusalOf(operator.mergePatch(`${secrets}/other-tokens`, patch, { signal: never }))).toContain(refusal);
});

it('the operator stores refresh tokens', async () => {
  const connection = { metadata: { name: 'box', namespace: 'team', uid: 'b0b' } } as Connection;

  const mark = { by: 'test', sinceMs: 0 };
  await writeMark(operator, connection, { stored: undefined, fingerprint: 'parent', mark });
  await storeToken(operator, connection, { token: 'newer', parent: 'parent', storedAtMs: 0 });

  const stored = await operator.get<TokenSecret>(`${secrets}/box-tokens`, { signal: never });
  expect(textOf(stored, 'refreshToken')).toBe('newer');
});

it('the operator fills the Secret that the chart made for it, and no other of its kind', async () => {
  const key = { data: { key: Buffer.alloc(32).toString('base64') } };
  const own = 'connection-operator-attempts';
  await guarded.plane.kubectl(['create', 'secret', 'generic', own, '-n', 'team']);

  expect(await refusalOf(operator.mergePatch(`/api/v1/namespaces/ops/secrets/${own}`, key, { signal: never }))).toBe(
    '',
  );
  expect(await refusalOf(operator.mergePatch(`${secrets}/${own}`, key, { signal: never }))).toContain(
    'The operator may write',
  );
});

it('others create what they like', async () => {
  const other = secret({ ...token, name: 'theirs' }, { type: 'kubernetes.io/service-account-token' });
  const admin = { user: 'admin', groups: ['system:masters'] };

  expect(await guarded.refusal(admin, 'create', { ...other, metadata: { ...other.metadata, namespace: 'team' } })).toBe(
    '',
  );
});
