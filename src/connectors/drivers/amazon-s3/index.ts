import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Access, AccessAnswer, Account } from '../../verdict.ts';
import { ask, type Talk } from '../s3/ask.ts';
import { readable } from '../s3/readable.ts';
import { meaningOf } from '../s3/replies.ts';
import type { AccessKey } from '../s3/sign.ts';
import { bucketUrl } from '../s3/store.ts';
import { asDropBox, isDropBox, withProof } from '../s3/with-proof.ts';
import { expiryOf, inspect, settingsOf, type StsTalk } from './settings.ts';
import { assumeRole, assumeRoleWithToken, callerIdentity } from './sts.ts';

/** Asks STS who we are, which tells a wrong key from a missing right, and then the bucket what we may. */
export const amazonS3: Driver = { inspect, probe, proxy: true, proof: true };

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const settings = settingsOf(plan);
  if (isFailure(settings)) return settings;
  const signedIn = await signIn(plan, { settings, hosts: plan.hosts, context });
  if (isFailure(signedIn)) return signedIn;
  const { key, account } = signedIn;
  const expiresAt = expiryOf(plan.secret['expiration']);
  const { accountId, store } = settings;
  if (accountId !== undefined && account.tenant !== accountId) {
    const about = `accountId is ${accountId}, and the key is of another account`;
    return { ...failure('Authorized', 'IdentityMismatch', { about }), account, expiresAt };
  }
  const talk: Talk = { store, context, key };
  const found = store.bucket === undefined ? proof(account, 'NotTestable') : await lookAt(talk, account);
  return { ...(await withProof(isDropBox(found, plan) ? asDropBox(found) : found, talk, plan)), expiresAt };
}

interface SignedIn {
  key: AccessKey;
  account: Account;
}

async function signIn({ method, secret, identity }: Plan, talk: StsTalk): Promise<SignedIn | Failure> {
  if (method.identity) return assumeRoleWithToken(talk, identity?.token ?? '');
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = secret;
  const key = { accessKeyId, secretAccessKey, sessionToken };
  if (method.name !== 'assume-role') {
    const account = await callerIdentity(talk, key);
    return isFailure(account) ? account : { key, account };
  }
  const assumed = await assumeRole(talk, key);
  if (!isFailure(assumed) || assumed.reason !== 'PermissionDenied') return assumed;
  // The key was taken, the role was not: whose key it is says whom the trust policy must name.
  const account = await callerIdentity(talk, key);
  return isFailure(account) ? assumed : { ...assumed, account };
}

async function lookAt(talk: Talk, account: Account): Promise<Finding> {
  const heard = await ask({ url: bucketUrl(talk.store) }, talk, talk.key);
  if (isFailure(heard)) return { ...heard, account };
  const meant = meaningOf(heard, talk);
  if (meant === undefined) {
    const read = await readable(heard, talk);
    return typeof read === 'object' ? { ...read, account } : proof(account, read);
  }
  if (meant !== 'unclear') return { ...meant, account };
  const about = `list the bucket ${talk.store.bucket}`;
  return { ...failure('Authorized', 'PermissionDenied', { about }), account, access: { read: 'Denied' } };
}

function proof(account: Account, read: AccessAnswer): Finding {
  const access: Access = { read, write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };
  return { kind: 'proof', account, access };
}
