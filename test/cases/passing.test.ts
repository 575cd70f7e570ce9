import { describe, expect, it } from '@jest/globals';
import type { Reason } from '../../src/api/reasons.ts';
import { certificateUntil } from '../support/fakes/certificate.ts';
import type { Answer, FakeReply, Received } from '../support/fake-platform.ts';
import { testNow } from '../support/test-context.ts';
import { ftpSaying } from './ftp-saying.ts';
import { holdVerdict, type VerdictCase } from './verdict-case.ts';

const github = { platform: 'github', secret: { token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' } };
const left = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4987' };
const none = { ...left, 'x-ratelimit-remaining': '0' };
const forbidden = (message: string, headers: Record<string, string> = left): FakeReply => ({
  status: 403,
  headers,
  json: { message },
});

describe('A 403 of GitHub', () => {
  it.each<[string, FakeReply, Reason]>([
    ['suspended', forbidden('Sorry. Your account was suspended.'), 'CredentialsRevoked'],
    [
      'an IP allow list',
      forbidden(
        'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
      ),
      'AccessRefused',
    ],
    ['anything else, with quota left', forbidden('Resource protected by a policy.'), 'AccessRefused'],
    ['no word at all', { status: 403, headers: left }, 'AccessRefused'],
    ['no quota left', forbidden('API rate limit exceeded for user ID 1.', none), 'RateLimited'],
    ['a secondary limit', forbidden('You have exceeded a secondary rate limit.'), 'RateLimited'],
    ['Retry-After', forbidden('Slow down.', { ...left, 'retry-after': '60' }), 'RateLimited'],
    ['logins', forbidden('Maximum number of login attempts exceeded. Please try again later.'), 'RateLimited'],
  ])('%s', (name, reply, reason) => holdVerdict({ ...github, name, answer: () => reply, reason }));
});

describe('A 403 of GitHub to an app', () => {
  const app = { ...github, config: { appId: '123456', installationId: '7654321' } };
  const allowed = forbidden(
    'Although you appear to have the correct authorization credentials, the `acme` enterprise has an IP allow list enabled, and your IP address is not permitted to access this resource.',
  );

  it.each<[string, FakeReply, Reason]>([
    ['whose owner is suspended', forbidden('Sorry. Your account was suspended.'), 'CredentialsRevoked'],
    ['from another address', allowed, 'AccessRefused'],
    ['with quota left', forbidden('Resource protected by a policy.'), 'AccessRefused'],
    ['without quota', forbidden('API rate limit exceeded.', none), 'RateLimited'],
  ])('%s', async (name, reply, reason) => {
    const { privateKey } = await certificateUntil(new Date(testNow + 3600_000));
    await holdVerdict({ ...app, secret: { privateKey }, name, answer: () => reply, reason });
  });

  it.each<[string, FakeReply, Reason]>([
    ['a suspended installation', forbidden('This installation has been suspended'), 'CredentialsRevoked'],
    ['an allow list', allowed, 'AccessRefused'],
  ])('when it wants a token: %s', async (name, reply, reason) => {
    const { privateKey } = await certificateUntil(new Date(testNow + 3600_000));
    const answer = ({ url }: Received) => (url.pathname === '/app' ? { json: { id: 1, slug: 'acme' } } : reply);
    await holdVerdict({ ...app, secret: { privateKey }, name, answer, reason });
  });
});

describe('A 403 of GitLab to a token that asks about itself', () => {
  it.each<[string, Reason]>([
    ['403 Forbidden - Your account has been blocked.', 'CredentialsRevoked'],
    ['403 Forbidden - Your account is pending approval and hence blocked.', 'CredentialsRevoked'],
    ['403 Forbidden - You (@svc) must accept the Terms of Service in order to act.', 'InteractionRequired'],
    ['403 Forbidden - Your primary email address is not confirmed.', 'InteractionRequired'],
    ['403 Forbidden - Your account has been deactivated. Please log back in.', 'InteractionRequired'],
    ['403 Forbidden', 'PermissionDenied'],
  ])('%s', (message, reason) =>
    holdVerdict({
      name: message,
      platform: 'gitlab',
      secret: { token: 'glpat-0123456789abcdefghij' },
      answer: () => ({ status: 403, json: { message } }),
      reason,
    }),
  );
});

describe('What Salesforce says to a client', () => {
  const client = { clientId: '3MVG9.made-up', clientSecret: 'canary-of-a-client' };

  it.each<[string, string, Reason]>([
    ['inactive_user', 'user is inactive', 'CredentialsRevoked'],
    ['inactive_org', 'organization is inactive', 'CredentialsRevoked'],
    ['rate_limit_exceeded', 'login rate exceeded', 'RateLimited'],
    ['unknown_error', 'retry your request', 'ServiceUnavailable'],
    ['invalid_grant', 'request not supported on this domain', 'InvalidConfiguration'],
  ])('%s: %s', (error, description, reason) =>
    holdVerdict({
      name: error,
      platform: 'salesforce',
      method: 'client-credentials',
      config: { myDomainUrl: 'https://acme.my.salesforce.com' },
      secret: client,
      answer: () => ({ status: 400, json: { error, error_description: description } }),
      reason,
    }),
  );

  it.each([503, 502, 500])('%i, whatever is in it', (status) =>
    holdVerdict({
      name: String(status),
      platform: 'salesforce',
      method: 'client-credentials',
      config: { myDomainUrl: 'https://acme.my.salesforce.com' },
      secret: client,
      answer: () => ({ status, json: [{ errorCode: 'SERVER_UNAVAILABLE' }] }),
      reason: 'ServiceUnavailable',
    }),
  );
});

const slack = (error: string): Answer => ({ json: { ok: false, error } });

describe('An error of Slack', () => {
  it.each<[string, Reason]>([
    ['access_denied', 'PermissionDenied'],
    ['no_permission', 'PermissionDenied'],
    ['team_access_not_granted', 'PermissionDenied'],
    ['not_allowed_token_type', 'InvalidConfiguration'],
    ['two_factor_setup_required', 'InteractionRequired'],
    ['service_unavailable', 'ServiceUnavailable'],
    ['team_added_to_org', 'ServiceUnavailable'],
    ['rate_limited', 'RateLimited'],
  ])('%s', (name, reason) =>
    holdVerdict({
      name,
      platform: 'slack',
      secret: { botToken: 'xoxb-made-up-0123456789' },
      answer: () => slack(name),
      reason,
    }),
  );
});

describe('A number of Entra ID counts, whatever is beside it', () => {
  it.each<[number, string, Reason]>([
    [7000222, 'unauthorized_client', 'CredentialsExpired'],
    [7000215, 'invalid_request', 'CredentialsRejected'],
    [700016, 'invalid_request', 'TargetNotFound'],
    [90002, 'invalid_tenant', 'TargetNotFound'],
    [7000112, 'invalid_client', 'CredentialsRevoked'],
    [53003, 'access_denied', 'InteractionRequired'],
  ])('%s beside %s', (number, error, reason) =>
    holdVerdict({
      name: String(number),
      platform: 'microsoft-graph',
      config: {
        tenantId: '11111111-2222-3333-4444-555555555555',
        clientId: '66666666-7777-8888-9999-000000000000',
      },
      secret: { clientSecret: 'canary-of-a-client' },
      answer: () => ({ status: 400, json: { error, error_codes: [number] } }),
      reason,
    }),
  );
});

describe('A server of SharePoint whose ADFS is not available', () => {
  it.each([500, 502, 503])('responds %i, which is no mistake of the configuration', (status) =>
    holdVerdict({
      name: String(status),
      platform: 'sharepoint-server',
      method: 'adfs',
      config: {
        siteUrl: 'https://sp.example.com/sites/hr',
        adfsUrl: 'https://adfs.example.com',
        relyingParty: 'urn:sharepoint:hr',
      },
      secret: { username: 'svc@example.com', password: 'made up, and right' },
      answer: () => ({ status }),
      reason: 'ServiceUnavailable',
    }),
  );
});

const nextcloud: Omit<VerdictCase, 'name' | 'answer' | 'reason'> = {
  platform: 'nextcloud',
  config: { url: 'https://nextcloud.files.svc' },
  secret: { username: 'svc', appPassword: 'made-up' },
};

it('A host that Nextcloud does not know is a mistake in the address', () =>
  holdVerdict({
    ...nextcloud,
    name: 'trusted domain',
    answer: () => ({ status: 400, json: { error: 'Trusted domain error.', code: 15 } }),
    reason: 'InvalidConfiguration',
    says: /trusted_domains/,
  }));

describe('An FTP server that says to the password', () => {
  it.each([
    ['530 Too many failed login attempts, please try again later', 'AccountLocked'],
    ['530 Too many login attempts.', 'AccountLocked'],
    ['421 Too many failed logins, goodbye', 'AccountLocked'],
    ['530 User cannot log in, account locked.', 'AccountLocked'],
    ['421 Maximum login attempts exceeded', 'AccountLocked'],
    ['421 Too many authentication failures', 'AccountLocked'],
    ['530 Sorry, the maximum number of allowed clients (2) for this user are already connected.', 'RateLimited'],
    ['421 Too many connections (8) from this IP', 'RateLimited'],
    ['530 Login incorrect.', 'CredentialsRejected'],
  ])('%s', async (reply, reason) => {
    expect(await ftpSaying(reply)).toBe(reason);
  });
});
