import { expect } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { TestContext } from '../../../src/connectors/index.ts';
import { startFakeAws, type FakeAwsOptions } from '../../support/fakes/aws.ts';
import type { AwsRole, AwsUser } from '../../support/fakes/sts.ts';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import type { PlatformCase, Started } from '../case.ts';

export const bucket = 'finance-archive';
export const account = '123456789012';
export const userArn = `arn:aws:iam::${account}:user/migration/svc`;
export const roleArn = 'arn:aws:iam::210987654321:role/teams/migration';
export const externalId = 'b7c2a4d0-migration';
export const subject = 'system:serviceaccount:migration:bot';
const issuer = 'https://oidc.example.com/cluster';

export const secret = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary/aws+secret=access-key' };
export const user: AwsUser = { ...secret, arn: userArn, userId: 'AIDAEXAMPLE' };

const pair = await generateKeyPair('RS256');
const other = await generateKeyPair('RS256');
const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: '1', alg: 'RS256' }] };

interface Claims {
  key?: CryptoKey;
  audience?: string;
  sub?: string;
  seconds?: number;
}

export function token({
  key = pair.privateKey,
  audience = 'sts.amazonaws.com',
  sub = subject,
  seconds = 600,
}: Claims = {}): Promise<string> {
  const signer = new SignJWT().setProtectedHeader({ alg: 'RS256', kid: '1' }).setIssuer(issuer).setAudience(audience);
  const now = Math.floor(Date.now() / 1000);
  return signer
    .setSubject(sub)
    .setIssuedAt(now - 60)
    .setExpirationTime(now + seconds)
    .sign(key);
}

export const forged = await token({ key: other.privateKey });

const roles: AwsRole[] = [
  {
    arn: roleArn,
    trusts: { account, externalId, issuer: { url: issuer, keys, audiences: ['sts.amazonaws.com'], subject } },
  },
];

interface Expectations extends FakeAwsOptions {
  context?: Partial<TestContext>;
  /** Calls of STS, and requests to S3, in order. */
  asks?: readonly string[];
  /** Objects that must be there afterwards. */
  left?: readonly string[];
}

/** AWS with one user, one role and one bucket. */
export function aws({ context, asks, left, ...options }: Expectations = {}): () => Promise<Started> {
  return async () => {
    const running = await startFakeAws({ users: [user], roles, buckets: { [bucket]: {} }, ...options });
    return {
      context: { now: () => Date.now(), ...running.context, ...context },
      urls: () => running.urls,
      canaries: () => ['Marker of the store', '4442587FB7D0A2F9', ...running.issued],
      check() {
        if (asks) expect(running.asked).toEqual(asks);
        if (left) expect(running.objects()).toEqual(left);
      },
      stop: running.stop,
    };
  };
}

export function stsSays(
  status: number,
  code: string,
  extra: { body?: string; headers?: Record<string, string> } = {},
): () => Promise<Started> {
  return aws({ sts: () => ({ status, code, ...extra }) });
}

export function s3Says(
  status: number,
  code: string,
  extra: { body?: string; headers?: Record<string, string> } = {},
): () => Promise<Started> {
  return aws({ s3: { status, code, ...extra } });
}

export async function silent(): Promise<Started> {
  const running = await startSilentServer();
  const endpoint = { address: running.host, port: running.port };
  return { context: { resolve: () => Promise.resolve([endpoint]) }, stop: () => running.stop() };
}

export const s3Host = `${bucket}.s3.us-east-1.amazonaws.com`;
export const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
export const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

export const base = { method: 'access-key', secret, config: { bucket } } as const satisfies Partial<PlatformCase>;
export const row = { ...base, kind: 'reply table' } as const;
