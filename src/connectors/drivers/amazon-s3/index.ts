import type { DriverContext } from '../../context.ts';
import type { Looked, Opened, Driver } from '../../driver.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { AllowedHost } from '../../transport/hosts.ts';
import type { Account } from '../../verdict.ts';
import { lookAtList, unlisted, untold } from '../s3/look.ts';
import { meaningOf } from '../s3/meaning.ts';
import { opened } from '../s3/opened.ts';
import { ask, type StoreSession } from '../s3/session.ts';
import { bucketHosts, bucketUrl } from '../s3/store.ts';
import { expiryOf, inspect, settingsOf, type Settings } from './settings.ts';
import { signIn } from './sign-in.ts';

/** Asks STS who we are, which tells a wrong key from a missing permission, and then the bucket what we may. */
export const amazonS3: Driver = { inspect, open, hosts, proxy: true, probes: true };

function hosts(plan: Plan): readonly AllowedHost[] {
  const settings = settingsOf(plan);
  return isFailure(settings) ? [] : bucketHosts(settings.store);
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const settings = settingsOf(plan);
  if (isFailure(settings)) return settings;
  const signedIn = await signIn(plan, { settings, hosts: plan.hosts, context });
  if (isFailure(signedIn)) return signedIn;
  const { key, account } = signedIn;
  const session: StoreSession = { store: settings.store, context, key };
  const facts = { account, expiresAt: expiryOf(plan.secret['expiration']) };
  return opened(facts, session, async () => mismatch(account, settings) ?? lookAtBucket(session, plan));
}

function mismatch({ tenant }: Account, { accountId }: Settings): Failure | undefined {
  if (accountId === undefined || tenant === accountId) return undefined;
  return failure('IdentityMismatch', { about: `accountId is ${accountId}, and the key is of another account` });
}

async function lookAtBucket(session: StoreSession, plan: Plan): Promise<Looked | Failure> {
  const { store, key } = session;
  if (store.bucket === undefined) return { access: untold };
  const list = await ask({ url: bucketUrl(store) }, session, key);
  if (isFailure(list)) return list;
  const meant = meaningOf(list, session);
  if (meant === 'unclear') return unlisted(session, plan);
  return meant ?? lookAtList(list, session);
}
