import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { StsSession } from './settings.ts';
import { assumeRole, assumeRoleWithToken, callerIdentity, type SignedIn } from './sts.ts';

/** @returns the key for S3, which is the Secret's or a temporary one of a role, and whose it is. */
export async function signIn({ method, secret, identity }: Plan, session: StsSession): Promise<SignedIn | Failure> {
  if (method.serviceAccount) return assumeRoleWithToken(session, identity?.token ?? '');
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = secret;
  const key = { accessKeyId, secretAccessKey, sessionToken };
  if (method.name !== 'assume-role') {
    const account = await callerIdentity(session, key);
    return isFailure(account) ? account : { key, account };
  }
  const assumed = await assumeRole(session, key);
  if (!isFailure(assumed) || assumed.reason !== 'PermissionDenied') return assumed;
  // The role was refused: whose key it is says whom the trust policy must name, and that the key itself is good.
  const account = await callerIdentity(session, key);
  if (isFailure(account)) return assumed;
  session.context.progress.accepted();
  return { ...assumed, account };
}
