import { describe, it } from '@jest/globals';
import type { Reason } from '../../../src/api/reasons.ts';
import type { Answer } from '../../support/fake-platform.ts';
import { blockPage, holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const client = { clientId: 'made-up', clientSecret: 'made-up' };
const both = { ...client, username: 'svc-archive', password: 'made up, and right' };
const alfresco = {
  platform: 'alfresco',
  config: { url: 'https://ecm.example.com', issuerUrl: 'https://id.example.com/realms/acme' },
};

const asked = {
  filenet: {
    platform: 'filenet',
    method: 'client-credentials',
    config: {
      graphqlUrl: 'https://fn.example.com/content-services-graphql/graphql',
      objectStore: 'OS1',
      tokenUrl: 'https://id.example.com/token',
    },
    secret: client,
  },
  password: { ...alfresco, method: 'oidc-password', secret: both },
  client: { ...alfresco, method: 'oidc-client-credentials', secret: client },
  onbase: {
    platform: 'onbase',
    method: 'password',
    config: { idpUrl: 'https://ob.example.com/identityprovider', apiUrl: 'https://ob.example.com/api' },
    secret: both,
  },
  procore: { platform: 'procore', method: 'client-credentials', config: { companyId: '42' }, secret: client },
  imanage: {
    platform: 'imanage',
    method: 'client-credentials',
    config: { host: 'cloudimanage.com', customerId: '5' },
    secret: client,
  },
  netdocuments: {
    platform: 'netdocuments',
    method: 'client-credentials',
    config: { region: 'us', repositoryId: 'CA-1A2B3C4D' },
    secret: client,
  },
} satisfies Record<string, Asked>;

const json = (body: object, status = 200): Answer => ({ status, json: body });
const error = (status: number, code: string, text = ''): Answer =>
  json({ error: code, error_description: text }, status);

/** A token endpoint that refuses in words of its own. Kinds 7 and 8. */
describe('A token endpoint says', () => {
  it.each<[string, keyof typeof asked, Answer, Reason]>([
    [
      'Keycloak of a secret, to FileNet',
      'filenet',
      error(401, 'unauthorized_client', 'Invalid client or Invalid client credentials'),
      'AccessRefused',
    ],
    ['Auth0 of a grant, to FileNet', 'filenet', error(401, 'access_denied', 'Unauthorized'), 'AccessRefused'],
    [
      'Okta of a password, to Alfresco',
      'password',
      error(400, 'invalid_grant', 'The credentials provided were invalid.'),
      'AccessRefused',
    ],
    [
      'Keycloak of an account that is not set up',
      'password',
      error(400, 'invalid_grant', 'Account is not fully set up'),
      'InteractionRequired',
    ],
    [
      'Keycloak without service accounts',
      'client',
      error(401, 'unauthorized_client', 'Client not enabled to retrieve service account'),
      'AccessRefused',
    ],
    [
      'the IdP of OnBase that waits',
      'onbase',
      error(400, 'invalid_grant', 'too_many_attempts: the user is temporarily locked'),
      'AccountLocked',
    ],
    [
      'the IdP of OnBase whose directory is away',
      'onbase',
      error(400, 'invalid_grant', 'invalid_username_or_password: could not contact the domain controller'),
      'ServiceUnavailable',
    ],
    ['iManage that is away', 'imanage', error(400, 'temporarily_unavailable'), 'ServiceUnavailable'],
    [
      'iManage whose directory is away',
      'imanage',
      error(400, 'invalid_grant', 'Unable to connect to LDAP server'),
      'ServiceUnavailable',
    ],
    ['NetDocuments that slows down', 'netdocuments', error(400, 'slow_down'), 'RateLimited'],
    ['Procore of a client of another environment', 'procore', error(401, 'invalid_client'), 'CredentialsRejected'],
    ['an endpoint that has no token', 'procore', json({ token_type: 'Bearer' }), 'UnexpectedReply'],
    ['an endpoint that is a page', 'procore', blockPage(200), 'UnexpectedReply'],
  ])('%s', (name, of, reply, reason) => holdVerdict({ ...asked[of], name, answer: () => reply, reason }));
});
