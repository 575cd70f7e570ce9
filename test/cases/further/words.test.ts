import { describe, expect, it } from '@jest/globals';
import { saidOfAccount, saidOfMoment, saidOfToken } from '../../../src/connectors/engine/said.ts';
import { judgedPlaces, run, stepMethods, type Tested } from './methods.ts';

/** In a handshake the server confirms the account, and not by words. */
const tested = (await stepMethods()).filter(({ each }) => !['ntlm', 'digest', 'automatic'].includes(each.method));

/** What a refusal says beside its code: nobody's credential is wrong then, and nothing that passes is for good. */
const refusals: [text: string, reason: string][] = [
  ['Your account has been locked.', 'AccountLocked'],
  ['Account suspended', 'CredentialsRevoked'],
  ['Rate limit exceeded', 'RateLimited'],
  ['The service is under maintenance.', 'ServiceUnavailable'],
];

/** One of them by each place and status, so that every platform sees all of them. */
describe('A refusal in words that no row knows', () => {
  it.each(tested)('$name', async ({ platform, each }) => {
    const good = await run(platform, each);
    const wrong: string[] = [];
    let next = 0;
    for (const at of judgedPlaces(good)) {
      for (const status of [401, 403]) {
        const [text, reason] = refusals[(next += 1) % refusals.length]!;
        const found = await refusedBy({ platform, each }, { at, status, text });
        if (found !== reason && !isElsewhere(platform.name, found)) wrong.push(`${at}, ${status} ${text}: ${found}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});

async function refusedBy(
  { platform, each }: Pick<Tested, 'platform' | 'each'>,
  { at, status, text }: { at: number; status: number; text: string },
): Promise<string> {
  const body = JSON.stringify({ error: 'refused', message: text, status });
  const { verdict } = await run(platform, each, { at, damage: { status, body, type: 'application/json' } });
  return verdict.outcome === 'connected' ? 'Connected' : verdict.reason;
}

/** What GitLab says of the token itself is no verdict, and the account is asked for once more. */
function isElsewhere(platform: string, found: string): boolean {
  return platform === 'gitlab' && found === 'Connected';
}

describe('Words', () => {
  it('advise no new credential where the account itself has ended', () => {
    expect(saidOfAccount('The account has expired.')?.fix).toMatch(/administrator extend the account/);
    expect(saidOfAccount('The password has expired.')?.fix).toBeUndefined();
  });

  it.each<[string, string]>([
    ['User account is locked', 'AccountLocked'],
    ['Authentication failed: account svc@example.com has been locked out', 'AccountLocked'],
    ['Too many failed login attempts. Try again in 15 minutes.', 'AccountLocked'],
    ['Your account is temporarily disabled', 'AccountLocked'],
    ['The password of the user has expired', 'CredentialsExpired'],
    ['The password of the account has expired', 'CredentialsExpired'],
    ['User account has expired', 'CredentialsExpired'],
    ["Account 'svc' is expired", 'CredentialsExpired'],
    ['Login failed: expired account', 'CredentialsExpired'],
    ['You must change your password before signing in', 'InteractionRequired'],
    ['Password change required', 'InteractionRequired'],
    ['Multi-factor authentication is required', 'InteractionRequired'],
    ['2FA required', 'InteractionRequired'],
    ['You have to accept the terms of service', 'InteractionRequired'],
    ['The user is disabled.', 'CredentialsRevoked'],
    ['This organization has been suspended', 'CredentialsRevoked'],
    ['Account deactivated', 'CredentialsRevoked'],
    ['IP address 192.0.2.1 is not allowed', 'AccessRefused'],
    ['You are not allowed from this network', 'AccessRefused'],
    ['The user has no license', 'PermissionDenied'],
    ['Invalid username or password', 'nothing'],
    ['Invalid user name or password, or the account is locked', 'nothing'],
    ['Your account may be locked', 'nothing'],
    ['Check whether the account is locked', 'nothing'],
    ['The account is locked or disabled', 'nothing'],
    ['The account is not locked', 'nothing'],
    ['Basic authentication is disabled for this user', 'AccessRefused'],
    ['The API access of the user has been disabled', 'nothing'],
    ['Invalid or expired token', 'nothing'],
    ['ACCOUNT_LOCKED', 'AccountLocked'],
    ['USER_LOCKED_OUT', 'AccountLocked'],
    ['AccountLocked', 'AccountLocked'],
    ['Maximum number of failed logins exceeded', 'AccountLocked'],
    ['You have been locked out', 'AccountLocked'],
    ['passwordExpired', 'CredentialsExpired'],
    ['User account has expired', 'CredentialsExpired'],
    ['MFA_REQUIRED', 'InteractionRequired'],
    ['account_not_verified', 'InteractionRequired'],
    ['Your account is pending approval', 'InteractionRequired'],
    ['You must sign in with SSO', 'InteractionRequired'],
    ['account_disabled', 'CredentialsRevoked'],
    ['The account has been deleted', 'CredentialsRevoked'],
    ['Password login is disabled', 'AccessRefused'],
    ['Invalid credentials. You have 2 attempts left before your account is locked', 'nothing'],
    ['Wrong password. Your account will be locked after 5 attempts.', 'nothing'],
    ['Remaining attempts: 2. Account locked after 0 attempts', 'nothing'],
    ['Your password expires in 3 days', 'nothing'],
    ['Your login has expired', 'nothing'],
    ['The access token expired', 'nothing'],
    ['User session has expired', 'nothing'],
    ['Your account session has expired', 'nothing'],
    ['The account token expired', 'nothing'],
    ['The token of the user expired', 'nothing'],
    ['The account may have expired', 'nothing'],
    ['Account not found or expired', 'nothing'],
  ])('%s: %s', (text, reason) => {
    expect(saidOfAccount(text)?.reason ?? 'nothing').toBe(reason);
  });

  it.each<[string, string]>([
    ['API rate limit exceeded', 'RateLimited'],
    ['Too many requests', 'RateLimited'],
    ['The daily request quota has been exceeded', 'RateLimited'],
    ['Request was throttled. Expected available in 60 seconds.', 'RateLimited'],
    ['System is in maintenance mode', 'ServiceUnavailable'],
    ['The server is currently unavailable', 'ServiceUnavailable'],
    ['Maximum number of concurrent users reached', 'ServiceUnavailable'],
    ['No free licenses available', 'ServiceUnavailable'],
    ['could not connect to LDAP server', 'ServiceUnavailable'],
    ['Authentication backend is not responding', 'ServiceUnavailable'],
    ['The domain controller is unreachable', 'ServiceUnavailable'],
    ['Maximum sessions reached', 'ServiceUnavailable'],
    ['License limit exceeded', 'ServiceUnavailable'],
    ['REQUEST_LIMIT_EXCEEDED', 'RateLimited'],
    ['Access denied', 'nothing'],
    ['Failed to reach a decision', 'nothing'],
    ['The storage quota has been exceeded', 'nothing'],
  ])('%s: %s', (text, reason) => {
    expect(saidOfMoment(text)?.reason ?? 'nothing').toBe(reason);
  });

  it.each<[string, string]>([
    ['The access token has expired', 'CredentialsExpired'],
    ['The bearer token has been revoked', 'CredentialsRevoked'],
    ['API key disabled', 'CredentialsRevoked'],
    ['This is a revoked token', 'CredentialsRevoked'],
    ['TOKEN_REVOKED', 'CredentialsRevoked'],
    ['The token is invalid, expired or revoked', 'nothing'],
    ['Token authentication is disabled', 'nothing'],
    ['API key access has been disabled', 'nothing'],
    ['Personal access tokens have been disabled by your administrator', 'nothing'],
  ])('%s: %s', (text, reason) => {
    expect(saidOfToken(text)?.reason ?? 'nothing').toBe(reason);
  });
});
