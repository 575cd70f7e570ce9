import { describe, it } from '@jest/globals';
import type { Reason } from '../../../src/api/reasons.ts';
import type { Answer, Received } from '../../support/fake-platform.ts';
import { challenge, holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const account = { username: 'svc-archive', password: 'made up, and right' };
const client = { clientId: 'made-up-client', clientSecret: 'canary-of-a-client' };
const entra: Asked = {
  platform: 'exchange-online',
  method: 'client-secret',
  config: {
    tenantId: '11111111-2222-3333-4444-555555555555',
    clientId: '66666666-7777-8888-9999-000000000000',
    mailbox: 'a@contoso.com',
  },
  secret: { clientSecret: 'canary-of-a-client' },
};
const ofUser: Asked = {
  platform: 'onedrive-personal',
  config: { clientId: '66666666-7777-8888-9999-000000000000' },
  secret: { refreshToken: 'canary-of-a-refresh-token' },
};

describe('A number of Entra ID, beside an error that says something else', () => {
  it.each<[Asked, number, string, Reason]>([
    [entra, 90006, 'invalid_grant', 'ServiceUnavailable'],
    [entra, 90091, 'invalid_client', 'ServiceUnavailable'],
    [entra, 80005, 'invalid_grant', 'ServiceUnavailable'],
    [entra, 7000229, 'invalid_client', 'TargetNotFound'],
    [entra, 1000502, 'invalid_client', 'CredentialsExpired'],
    [entra, 500014, 'unauthorized_client', 'InvalidConfiguration'],
    [entra, 530032, 'invalid_client', 'InteractionRequired'],
    [ofUser, 50072, 'invalid_grant', 'InteractionRequired'],
    [ofUser, 50078, 'invalid_grant', 'InteractionRequired'],
    [ofUser, 50158, 'invalid_grant', 'InteractionRequired'],
    [ofUser, 50135, 'invalid_grant', 'InteractionRequired'],
    [ofUser, 53000, 'invalid_grant', 'InteractionRequired'],
    [ofUser, 500341, 'invalid_grant', 'CredentialsRevoked'],
    [ofUser, 65004, 'invalid_grant', 'InteractionRequired'],
  ])('%# $1 beside $2', (asked, number, error, reason) =>
    holdVerdict({
      ...asked,
      name: String(number),
      answer: () => ({ status: 400, json: { error, error_codes: [number] } }),
      reason,
    }),
  );
});

/** Takes whatever signs in, and says this of what comes then. */
const behind =
  (reply: Answer) =>
  ({ url }: Received): Answer =>
    url.pathname.includes('token')
      ? { json: { access_token: 'made-up', token_type: 'bearer', expires_in: 3600 } }
      : reply;

const drive: Asked = {
  platform: 'google-drive',
  secret: { ...client, refreshToken: 'canary-of-a-refresh-token' },
};
const ofGoogle = (reason: string): Answer => ({
  status: 403,
  json: { error: { code: 403, message: 'made up', errors: [{ domain: 'usageLimits', reason }] } },
});

describe('A 403 of Google', () => {
  it.each<[string, Reason]>([
    ['dailyLimitExceeded', 'RateLimited'],
    ['dailyLimitExceededUnreg', 'RateLimited'],
    ['sharingRateLimitExceeded', 'RateLimited'],
    ['RATE_LIMIT_EXCEEDED', 'RateLimited'],
    ['domainPolicy', 'PermissionDenied'],
  ])('%s', (name, reason) => holdVerdict({ ...drive, name, answer: behind(ofGoogle(name)), reason }));
});

const exchange: Asked = {
  platform: 'exchange-server',
  method: 'basic',
  config: { url: 'https://mail.example.com/EWS/Exchange.asmx' },
  secret: account,
};
const fault = (code: string): Answer => ({
  status: 500,
  type: 'text/xml',
  text: `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>a:${code}</faultcode><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode></detail></s:Fault></s:Body></s:Envelope>`,
});

describe('A fault of Exchange', () => {
  it.each<[string, Reason]>([
    ['ErrorPasswordExpired', 'CredentialsExpired'],
    ['ErrorPasswordChangeRequired', 'InteractionRequired'],
    ['ErrorAccountDisabled', 'CredentialsRevoked'],
    ['ErrorMailboxMoveInProgress', 'ServiceUnavailable'],
    ['ErrorInternalServerTransientError', 'ServiceUnavailable'],
  ])('%s', (name, reason) =>
    holdVerdict({
      ...exchange,
      name,
      answer: ({ headers }) => (headers['authorization'] === undefined ? challenge('Basic realm="mail"') : fault(name)),
      reason,
    }),
  );
});

const basic = (reply: Answer) => (received: Received) =>
  received.headers['authorization'] === undefined ? challenge('Basic realm="made up"') : reply;
const json = (status: number, body: object): Answer => ({ status, json: body });

/** What servers of the customer's own say to a right password. */
const ownServers: [string, Asked, Answer, Reason][] = [
  [
    'OpenCMIS to a wrong password',
    { platform: 'cmis', config: { url: 'https://ecm.example.com/cmis/browser' }, secret: account },
    json(403, { exception: 'permissionDenied', message: 'Invalid username or password.' }),
    'CredentialsRejected',
  ],
  [
    'CMIS to somebody, whoever it is',
    { platform: 'cmis', config: { url: 'https://ecm.example.com/cmis/browser' }, secret: account },
    json(403, { exception: 'permissionDenied', message: 'Permission denied.' }),
    'AccessRefused',
  ],
  [
    'Nuxeo of a locked account',
    { platform: 'nuxeo', method: 'basic', config: { url: 'https://nuxeo.example.com/nuxeo' }, secret: account },
    json(401, { 'entity-type': 'exception', status: 401, message: 'User svc-archive is locked' }),
    'AccountLocked',
  ],
  [
    'Alfresco of a disabled account',
    { platform: 'alfresco', method: 'basic', config: { url: 'https://ecm.example.com' }, secret: account },
    json(401, { error: { statusCode: 401, briefSummary: 'The user account is disabled' } }),
    'CredentialsRevoked',
  ],
  [
    'ServiceNow of a password that must be changed',
    { platform: 'servicenow', method: 'basic', config: { hostname: 'acme.service-now.com' }, secret: account },
    json(401, { error: { message: 'User Not Authenticated', detail: 'Password reset required' }, status: 'failure' }),
    'InteractionRequired',
  ],
  [
    'Documentum whose licence server is down',
    {
      platform: 'documentum',
      config: { restUrl: 'https://dctm.example.com/dctm-rest', repository: 'finance' },
      secret: account,
    },
    json(503, { code: 'E_LICENSE', message: '[DM_LICENSE_E_NOT_REACHABLE]' }),
    'ServiceUnavailable',
  ],
  [
    'WebDAV in words',
    { platform: 'webdav', config: { url: 'https://dav.example.com/files/' }, secret: account },
    { status: 403, type: 'text/plain', text: 'Too many failed login attempts from this client.' },
    'AccountLocked',
  ],
  [
    'WebDAV by a page of maintenance',
    { platform: 'webdav', config: { url: 'https://dav.example.com/files/' }, secret: account },
    { status: 200, type: 'text/html', text: '<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>' },
    'UnexpectedReply',
  ],
  [
    'Confluence by a page of maintenance',
    {
      platform: 'confluence-data-center',
      method: 'basic',
      config: { url: 'https://wiki.example.com' },
      secret: account,
    },
    { status: 200, type: 'text/html', text: '<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>' },
    'UnexpectedReply',
  ],
];

describe('A server of one’s own', () => {
  it.each(ownServers)('%s', (name, asked, reply, reason) =>
    holdVerdict({ ...asked, name, answer: basic(reply), reason }),
  );
});

const hub: Asked = { platform: 'hubspot', method: 'private-app-token', secret: { accessToken: 'pat-eu1-made-up' } };

/** What clouds say of a token. */
const clouds: [string, Asked, Answer, Reason][] = [
  ['HubSpot that moves an account', hub, { status: 477, headers: { 'retry-after': '60' } }, 'ServiceUnavailable'],
  [
    'HubSpot of an old token',
    hub,
    json(401, { category: 'EXPIRED_AUTHENTICATION', message: 'Expired' }),
    'CredentialsExpired',
  ],
  [
    'Box that has terms',
    { platform: 'box', method: 'access-token', secret: { accessToken: 'made-up-0123456789' } },
    json(400, {
      type: 'error',
      code: 'terms_of_service_required',
      message: 'User must accept custom terms of service before action can be taken',
    }),
    'InteractionRequired',
  ],
  [
    'Zendesk of an address',
    { platform: 'zendesk', config: { subdomain: 'acme' }, secret: { accessToken: 'made-up-token' } },
    json(403, { error: 'Forbidden', description: 'Your IP address 192.0.2.1 is not allowed' }),
    'AccessRefused',
  ],
  [
    'Notion of a workspace',
    { platform: 'notion', secret: { integrationToken: 'ntn_made-up' } },
    json(401, { code: 'unauthorized', message: 'The workspace has been suspended.' }),
    'CredentialsRevoked',
  ],
  [
    'Asana that slows down',
    { platform: 'asana', secret: { accessToken: 'made-up-token' } },
    json(403, { errors: [{ message: 'You have made too many requests recently.' }] }),
    'RateLimited',
  ],
];

describe('A cloud', () => {
  it.each(clouds)('%s', (name, asked, reply, reason) => holdVerdict({ ...asked, name, answer: () => reply, reason }));
});
