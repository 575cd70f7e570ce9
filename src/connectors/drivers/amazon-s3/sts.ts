import { isFailure, failure, type Failure } from '../../failure.ts';
import { send } from '../../transport/send.ts';
import type { Account } from '../../verdict.ts';
import { readStoreResponse, textAt, type StoreResponse } from '../s3/response.ts';
import { signedHeaders, type AccessKey } from '../s3/sign.ts';
import type { StsSession } from './settings.ts';
import { isFromSts, judgesAccount, meaningOfSts } from './sts-meaning.ts';

/** A key that STS knows, and whose it is. */
export interface SignedIn {
  key: AccessKey;
  account: Account;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission, and no policy denies it. */
export async function callerIdentity(session: StsSession, key: AccessKey): Promise<Account | Failure> {
  const response = await ask({ Action: 'GetCallerIdentity' }, session, key);
  if (isFailure(response)) return response;
  const result = ['GetCallerIdentityResponse', 'GetCallerIdentityResult'];
  const arn = textAt(response.document, ...result, 'Arn');
  return arn === undefined ? unnamed(session) : accountOf(arn);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(session: StsSession, key: AccessKey): Promise<SignedIn | Failure> {
  const { externalId } = session.settings;
  return assume('AssumeRole', externalId === undefined ? {} : { ExternalId: externalId }, session, key);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html: not signed, the token is the proof. */
export function assumeRoleWithToken(session: StsSession, token: string): Promise<SignedIn | Failure> {
  return assume('AssumeRoleWithWebIdentity', { WebIdentityToken: token }, session);
}

/** A quarter of an hour is the least that AWS gives. */
const durationSeconds = 900;

async function assume(
  action: string,
  parameters: Readonly<Record<string, string>>,
  session: StsSession,
  signer?: AccessKey,
): Promise<SignedIn | Failure> {
  const { roleArn = '', sessionName } = session.settings;
  const role = { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: String(durationSeconds) };
  const response = await ask({ Action: action, ...role, ...parameters }, session, signer);
  if (isFailure(response)) return response;
  const at = (...path: string[]) => textAt(response.document, `${action}Response`, `${action}Result`, ...path);
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) =>
    at('Credentials', name),
  );
  const arn = at('AssumedRoleUser', 'Arn');
  if (!accessKeyId || !secretAccessKey || !sessionToken || !arn) return unnamed(session);
  return { key: { accessKeyId, secretAccessKey, sessionToken }, account: accountOf(arn) };
}

async function ask(
  parameters: Readonly<Record<string, string>>,
  session: StsSession,
  key?: AccessKey,
): Promise<StoreResponse | Failure> {
  const { settings, hosts, context } = session;
  const request = {
    method: 'POST',
    url: new URL('/', settings.sts),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ ...parameters, Version: '2011-06-15' }).toString(),
  };
  const scope = { region: settings.store.region, service: 'sts', now: context.now() } as const;
  const headers = key ? signedHeaders(request, key, scope) : request.headers;
  const sent = await send({ ...request, headers, redirect: 'Return', showsCredential: true }, { context, hosts });
  if (isFailure(sent)) return sent;
  const response = readStoreResponse(sent);
  if (isFromSts(response)) context.progress.reached();
  if (key && judgesAccount(response)) context.progress.accepted();
  return meaningOfSts(response, parameters['Action'] ?? '', session) ?? response;
}

function unnamed({ settings }: StsSession): Failure {
  const about = `${settings.sts.host} answers without saying which account it is`;
  return failure('UnexpectedReply', { about });
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
