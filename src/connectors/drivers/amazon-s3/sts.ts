import { isFailure, failure, type Failure } from '../../failure.ts';
import { send } from '../../transport/send.ts';
import type { Account } from '../../verdict.ts';
import { heardOf, textAt, type Heard } from '../s3/ask.ts';
import { signedHeaders, type AccessKey } from '../s3/sign.ts';
import type { StsTalk } from './settings.ts';
import { meaningOfSts } from './sts-replies.ts';

export interface TemporaryKey {
  key: AccessKey;
  account: Account;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no right, and no policy denies it. */
export async function callerIdentity(talk: StsTalk, key: AccessKey): Promise<Account | Failure> {
  const heard = await ask({ Action: 'GetCallerIdentity' }, talk, key);
  if (isFailure(heard)) return heard;
  const result = ['GetCallerIdentityResponse', 'GetCallerIdentityResult'];
  const arn = textAt(heard.document, ...result, 'Arn');
  return arn === undefined ? unnamed(talk) : accountOf(arn);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(talk: StsTalk, key: AccessKey): Promise<TemporaryKey | Failure> {
  const { externalId } = talk.settings;
  return assume('AssumeRole', externalId === undefined ? {} : { ExternalId: externalId }, talk, key);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html: not signed, the token is the proof. */
export function assumeRoleWithToken(talk: StsTalk, token: string): Promise<TemporaryKey | Failure> {
  return assume('AssumeRoleWithWebIdentity', { WebIdentityToken: token }, talk);
}

/** A quarter of an hour is the least that AWS gives. */
const durationSeconds = 900;

async function assume(
  action: string,
  parameters: Readonly<Record<string, string>>,
  talk: StsTalk,
  signer?: AccessKey,
): Promise<TemporaryKey | Failure> {
  const { roleArn = '', sessionName } = talk.settings;
  const role = { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: String(durationSeconds) };
  const heard = await ask({ Action: action, ...role, ...parameters }, talk, signer);
  if (isFailure(heard)) return heard;
  const at = (...path: string[]) => textAt(heard.document, `${action}Response`, `${action}Result`, ...path);
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) =>
    at('Credentials', name),
  );
  const arn = at('AssumedRoleUser', 'Arn');
  if (!accessKeyId || !secretAccessKey || !sessionToken || !arn) return unnamed(talk);
  return { key: { accessKeyId, secretAccessKey, sessionToken }, account: accountOf(arn) };
}

async function ask(
  parameters: Readonly<Record<string, string>>,
  talk: StsTalk,
  key?: AccessKey,
): Promise<Heard | Failure> {
  const { settings, hosts, context } = talk;
  const request = {
    method: 'POST',
    url: new URL('/', settings.sts),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ ...parameters, Version: '2011-06-15' }).toString(),
  };
  const scope = { region: settings.store.region, service: 'sts', now: context.now() } as const;
  const headers = key ? signedHeaders(request, key, scope) : request.headers;
  const sent = await send({ ...request, headers, redirect: 'return' }, { context, hosts });
  if (isFailure(sent)) return sent;
  const heard = heardOf(sent);
  return meaningOfSts(heard, parameters['Action'] ?? '', talk) ?? heard;
}

function unnamed({ settings }: StsTalk): Failure {
  const about = `${settings.sts.host} answers without saying which account it is`;
  return failure('Authenticated', 'UnexpectedReply', { about });
}

/** `arn:aws:iam::123456789012:user/path/name`, `arn:aws:sts::123456789012:assumed-role/role/session` or `…:root`. */
function accountOf(arn: string): Account {
  const [, , , , number = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const name = resource.startsWith('assumed-role/')
    ? resource.slice('assumed-role/'.length)
    : (resource.split('/').at(-1) ?? resource);
  return { id: arn, name, tenant: number, ...(resource === 'root' ? { administrator: true } : {}) };
}
