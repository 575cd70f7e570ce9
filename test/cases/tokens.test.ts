import { describe, it } from '@jest/globals';
import { certificateUntil } from '../support/fakes/certificate.ts';
import { testNow } from '../support/test-context.ts';
import type { Answer, Received } from '../support/fake-platform.ts';
import { holdVerdict, tokenWith, type VerdictCase } from './verdict-case.ts';

/** A key and its certificate as a Secret has them. */
async function generatedKey(): Promise<{ privateKey: string; certificate: string }> {
  const { privateKey, certificate } = await certificateUntil(new Date(testNow + 90 * 24 * 3600_000));
  return { privateKey, certificate };
}

const tenantId = '11111111-2222-3333-4444-555555555555';
const clientId = '66666666-7777-8888-9999-000000000000';
const entra = { config: { tenantId, clientId }, secret: { clientSecret: 'canary-of-a-client' } };
const claims = { aud: 'https://graph.microsoft.com', tid: tenantId, appid: clientId, app_displayname: 'migration' };

/** An issuer that responds with a token of these claims, and an API that says this to it. */
const issuing =
  (of: object | undefined, api: Answer) =>
  ({ url }: Received): Answer =>
    url.pathname.includes('token')
      ? { json: { token_type: 'Bearer', expires_in: 3599, access_token: of ? tokenWith(of) : 'opaque-token' } }
      : api;

const noRoles: Answer = {
  status: 401,
  json: { error: { code: 'AccessDenied', message: 'Either scp or roles claim need to be present in the token.' } },
};
const site = { ...entra.config, siteUrl: 'https://contoso.sharepoint.com/sites/hr' };
const rest401: Answer = {
  status: 401,
  json: { error: { code: '-2147024891, System.UnauthorizedAccessException', message: 'Access denied.' } },
};

describe('A token of an application without any permission', () => {
  it.each<VerdictCase>(
    [
      { name: 'sharepoint-online', platform: 'sharepoint-online', ...entra, config: site },
      { name: 'microsoft-graph', platform: 'microsoft-graph', ...entra },
      { name: 'microsoft-teams', platform: 'microsoft-teams', ...entra },
      {
        name: 'onedrive-business',
        platform: 'onedrive-business',
        ...entra,
        config: { ...entra.config, userPrincipalName: 'a@contoso.com' },
      },
      {
        name: 'exchange-online',
        platform: 'exchange-online',
        ...entra,
        config: { ...entra.config, mailbox: 'a@contoso.com' },
      },
    ].map((one) => ({
      ...one,
      answer: issuing(claims, noRoles),
      reason: 'ScopeMissing' as const,
      stage: 'Authorized' as const,
      says: /admin consent/,
    })),
  )('at $name lacks one, and is no refusal of the credential', holdVerdict);

  it('at the REST API of SharePoint too', async () =>
    holdVerdict({
      name: 'rest',
      platform: 'sharepoint-online',
      method: 'certificate',
      config: { ...site, api: 'rest' },
      secret: await generatedKey(),
      answer: issuing({ ...claims, aud: 'https://contoso.sharepoint.com' }, rest401),
      reason: 'ScopeMissing',
      stage: 'Authorized',
    }));

  const denied: Answer = { status: 403, json: { error: { code: 'Authorization_RequestDenied', message: 'No.' } } };

  it.each<Partial<VerdictCase>>([
    { name: 'is not connected to Graph', reason: 'PermissionDenied' },
    { name: 'is, if nothing is required', requires: { access: [] }, reason: 'Verified' },
  ])('$name', (one) =>
    holdVerdict({ platform: 'microsoft-graph', ...entra, answer: issuing(claims, denied), ...one } as VerdictCase),
  );

  it('is connected to Graph with any permission', () =>
    holdVerdict({
      name: 'roles',
      platform: 'microsoft-graph',
      ...entra,
      answer: issuing({ ...claims, roles: ['Mail.Read'] }, denied),
      reason: 'Verified',
    }));
});

it('A host of another tenant is no site of this one', () =>
  holdVerdict({
    name: 'host',
    platform: 'sharepoint-online',
    ...entra,
    config: { ...site, siteUrl: 'https://contosso.sharepoint.com/sites/hr' },
    answer: issuing(
      { ...claims, roles: ['Sites.Read.All'] },
      { status: 400, json: { error: { code: 'invalidRequest', message: 'Invalid hostname for this tenancy' } } },
    ),
    reason: ['TargetNotFound', 'InvalidConfiguration'],
  }));

const own = {
  platform: 'http-endpoint',
  config: { url: 'https://api.example.com/v1/me', tokenUrl: 'https://login.example.com/token' },
  secret: { clientId: 'app', clientSecret: 'canary-of-a-client' },
};

describe('A token endpoint that is not the API', () => {
  it('has issued a token that the API does not take', () =>
    holdVerdict({
      ...own,
      name: 'audience',
      answer: issuing(undefined, { status: 401 }),
      reason: 'AccessRefused',
      stage: 'Authorized',
      says: /login\.example\.com.*audience/s,
    }));

  const refusing = (status: number, error: string, description = '') => ({
    answer: ({ url }: Received): Answer =>
      url.pathname === '/token' ? { status, json: { error, error_description: description } } : { status: 401 },
  });

  it.each([
    ['unauthorized_client', 'Invalid client or Invalid client credentials'],
    ['unauthorized_client', 'Client not enabled to retrieve service account'],
    ['access_denied', 'Unauthorized'],
  ])('refuses with 401 %s: %s', (error, description) =>
    holdVerdict({
      ...own,
      ...refusing(401, error, description),
      name: error,
      reason: 'AccessRefused',
      says: /client secret is wrong/,
      credential: 'NotAccepted',
    }),
  );

  it('wants approval with 400 unauthorized_client', () =>
    holdVerdict({ ...own, ...refusing(400, 'unauthorized_client'), name: 'approval', reason: 'InteractionRequired' }));
});

describe('invalid_grant to a user name and password', () => {
  const password = { username: 'svc', password: 'made up, and wrong' };
  const grant: Answer = { status: 400, json: { error: 'invalid_grant' } };

  it.each<Pick<VerdictCase, 'platform' | 'config' | 'secret' | 'method'>>([
    {
      platform: 'alfresco',
      method: 'oidc-password',
      config: { url: 'https://ecm.example.com', issuerUrl: 'https://login.example.com/realms/a' },
      secret: { ...password, clientId: 'app' },
    },
  ])('names the password at $platform', (one) =>
    holdVerdict({
      ...one,
      name: one.platform,
      answer: () => grant,
      reason: 'AccessRefused',
      says: /password is wrong/,
    }),
  );
});

describe('What Salesforce says to a JWT', () => {
  it.each<[string, string, VerdictCase['reason'], RegExp]>([
    ['invalid_grant', 'invalid assertion', ['CredentialsRejected', 'AccessRefused'], /privateKey/],
    ['invalid_app_access', 'user is not admin approved to access this app', 'InteractionRequired', /not approved/],
  ])('%s: %s', async (error, description, reason, says) => {
    const { privateKey } = await generatedKey();
    await holdVerdict({
      name: error,
      platform: 'salesforce',
      config: { clientId: '3MVG9.made-up', username: 'integration@example.com' },
      secret: { privateKey },
      answer: () => ({ status: 400, json: { error, error_description: description } }),
      reason,
      says,
    });
  });
});
