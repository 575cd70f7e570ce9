import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { verifySigV4, type S3Key } from '../../../dev/servers/sigv4.ts';

export interface AwsUser {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  arn: string;
  userId: string;
  /** A temporary key that is over. */
  expired?: boolean;
}

export interface AwsRole {
  arn: string;
  /** Whom its trust policy names. */
  trusts: {
    account?: string;
    externalId?: string;
    /** A provider of OpenID Connect. */
    issuer?: { url: string; keys: JSONWebKeySet; audiences: readonly string[]; subject: string };
  };
}

export interface StsError {
  status: number;
  code: string;
  /** A body that is not AWS's. */
  body?: string;
  headers?: Record<string, string>;
}

/** What was asked of it, and the secrets that it made. */
export interface Made {
  asked: string[];
  issued: string[];
}

interface Asked {
  options: {
    roles?: readonly AwsRole[];
    clockAheadMs?: number;
    sts?: ((form: URLSearchParams) => StsError | undefined) | undefined;
  };
  users: AwsUser[];
  made: Made;
  url: URL;
}

/** The id of the key that a request is signed with. */
export function keyIn(request: IncomingMessage): string {
  return /Credential=([^/]*)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** Answers as STS: signatures are verified, trust policies are kept to. */
export async function answerSts(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
  const { options, made, url } = asked;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const form = new URLSearchParams(body);
  made.asked.push(form.get('Action') ?? '');
  const now = Date.now() + (options.clockAheadMs ?? 0);
  response.sendDate = false;
  response.setHeader('date', new Date(now).toUTCString());
  const said = options.sts?.(form) ?? (await sayOf(request, form, { ...asked, body, now, url }));
  if (typeof said === 'string') {
    const action = form.get('Action') ?? '';
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${said}</${action}Result><ResponseMetadata><RequestId>4442587FB7D0A2F9</RequestId></ResponseMetadata></${action}Response>`,
    );
    return;
  }
  response.writeHead(said.status, { 'content-type': 'text/xml', ...said.headers });
  response.end(
    said.body ??
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${said.code}</Code><Message>Marker of the store.</Message></Error><RequestId>4442587FB7D0A2F9</RequestId></ErrorResponse>`,
  );
}

type Sent = Asked & { body: string; now: number };

async function sayOf(request: IncomingMessage, form: URLSearchParams, sent: Sent): Promise<string | StsError> {
  if (request.method !== 'POST' || form.get('Version') !== '2011-06-15') return { status: 400, code: 'InvalidAction' };
  if (form.get('Action') === 'AssumeRoleWithWebIdentity') return byToken(request, form, sent);
  const user = sent.users.find(({ accessKeyId }) => accessKeyId === keyIn(request));
  if (!user) return { status: 403, code: 'InvalidClientTokenId' };
  const key: S3Key = { ...user, region: sent.url.hostname.split('.')[1] ?? '', service: 'sts' };
  const wrong = verifySigV4(request, sent.url, { key, now: sent.now, body: sent.body });
  if (wrong) return { status: 403, code: ofSts(wrong.code) };
  if (user.expired) return { status: 403, code: 'ExpiredToken' };
  if (form.get('Action') === 'AssumeRole') return byTrust(form, user, sent);
  return `<Arn>${user.arn}</Arn><UserId>${user.userId}</UserId><Account>${user.arn.split(':')[4]}</Account>`;
}

/** STS tells a wrong clock by SignatureDoesNotMatch, and a wrong session token as an unknown key. */
function ofSts(code: string): string {
  if (code === 'RequestTimeTooSkewed') return 'SignatureDoesNotMatch';
  return code === 'InvalidToken' ? 'InvalidClientTokenId' : code;
}

function byTrust(form: URLSearchParams, user: AwsUser, sent: Sent): string | StsError {
  const role = sent.options.roles?.find(({ arn }) => arn === form.get('RoleArn'));
  const { account, externalId } = role?.trusts ?? {};
  const trusted = account === user.arn.split(':')[4] && (externalId ?? null) === form.get('ExternalId');
  return role && trusted ? session(role, form, sent) : { status: 403, code: 'AccessDenied' };
}

async function byToken(request: IncomingMessage, form: URLSearchParams, sent: Sent): Promise<string | StsError> {
  if (request.headers.authorization !== undefined) return { status: 400, code: 'InvalidAction' };
  const issuers = (sent.options.roles ?? []).flatMap(({ trusts }) => trusts.issuer ?? []);
  const token = form.get('WebIdentityToken') ?? '';
  const results = await Promise.all(
    issuers.map(({ url, keys, audiences }) =>
      jwtVerify(token, createLocalJWKSet(keys), { issuer: url, audience: [...audiences] }).catch(
        (failed: Error) => failed,
      ),
    ),
  );
  const verified = results.find((result) => !(result instanceof Error));
  if (!verified || verified instanceof Error) {
    const over = results.some((result) => result instanceof Error && result.name === 'JWTExpired');
    return { status: 400, code: over ? 'ExpiredTokenException' : 'InvalidIdentityToken' };
  }
  const role = sent.options.roles?.find(({ arn }) => arn === form.get('RoleArn'));
  const trusted = role?.trusts.issuer?.subject === verified.payload.sub;
  return role && trusted ? session(role, form, sent) : { status: 403, code: 'AccessDenied' };
}

/** A temporary key, which is known from now on. */
function session({ arn }: AwsRole, form: URLSearchParams, { users, made }: Sent): string {
  const name = form.get('RoleSessionName') ?? '';
  const [, , , , account, role = ''] = arn.split(':');
  const user: AwsUser = {
    accessKeyId: `ASIASESSION${users.length}`,
    secretAccessKey: `canary-temporary-secret-${users.length}`,
    sessionToken: `canary-session-token-${users.length}==`,
    arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${name}`,
    userId: `AROAEXAMPLE:${name}`,
  };
  users.push(user);
  made.issued.push(user.secretAccessKey, user.sessionToken ?? '');
  return `<Credentials><AccessKeyId>${user.accessKeyId}</AccessKeyId><SecretAccessKey>${user.secretAccessKey}</SecretAccessKey><SessionToken>${user.sessionToken}</SessionToken><Expiration>${new Date(Date.now() + 900_000).toISOString()}</Expiration></Credentials><AssumedRoleUser><Arn>${user.arn}</Arn><AssumedRoleId>${user.userId}</AssumedRoleId></AssumedRoleUser>`;
}
