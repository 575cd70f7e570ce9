import { describe, it } from '@jest/globals';
import type { Reason } from '../../../src/api/reasons.ts';
import type { Answer } from '../../support/fake-platform.ts';
import { challenge, holdVerdict, tokenWith, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const account = { username: 'svc-archive', password: 'made up, and right' };
const json = (body: object, status = 200): Answer => ({ status, json: body });

const seafile: Asked = {
  platform: 'seafile',
  method: 'api-token',
  config: { url: 'https://sf.example.com' },
  secret: { token: 'a'.repeat(40) },
};
const egnyte: Asked = {
  platform: 'egnyte',
  method: 'access-token',
  config: { domain: 'acme.egnyte.com' },
  secret: { accessToken: 'made-up-token' },
};
const zendesk: Asked = {
  platform: 'zendesk',
  config: { subdomain: 'acme' },
  secret: { accessToken: 'made-up-token' },
};
const gitlab: Asked = {
  platform: 'gitlab',
  config: { baseUrl: 'https://git.example.com' },
  secret: { token: 'glpat-made-up-token-0123' },
};
const github: Asked = { platform: 'github', secret: { token: `ghp_${'a'.repeat(36)}` } };

/** What proves nobody. Kinds 1 and 3. */
describe('A good status that names nobody', () => {
  it.each<[string, Asked, object]>([
    ['strangers of Zendesk', zendesk, { user: { id: null, name: 'Anonymous user', email: 'invalid@example.com' } }],
    ['an id of Zendesk that is a blank', zendesk, { user: { id: '\u00a0', name: 'Svc' } }],
    ['a GitLab of another account type', gitlab, { id: null, username: 'ghost' }],
    ['a name of GitHub alone', github, { login: 'svc', id: null }],
    ['a list of GitHub', github, [{ login: 'svc', id: 1 }]],
    ['an e-mail of Egnyte that is all', egnyte, { username: null, email: 'svc@example.com', id: 0 }],
    ['a Seafile without an address', seafile, { email: ' ', name: 'Svc', usage: 0, total: 1 }],
  ])('%s', (name, asked, body) => holdVerdict({ ...asked, name, answer: () => json(body), reason: 'UnexpectedReply' }));
});

const sharefile: Asked = {
  platform: 'sharefile',
  method: 'password',
  config: { subdomain: 'acme' },
  secret: { clientId: 'made-up', clientSecret: 'made-up', ...account },
};

/** An account of somewhere else, or of nowhere. Kind 2. */
describe('A token of ShareFile for', () => {
  it.each<[string, unknown, Reason]>([
    ['no account', null, 'UnexpectedReply'],
    ['another account', 'acme2', 'IdentityMismatch'],
    ['an account that is an object', { name: 'acme' }, 'IdentityMismatch'],
    ['an account in a list of lists', [['acme']], 'IdentityMismatch'],
    ['an account that is true', true, 'IdentityMismatch'],
  ])('%s', (name, subdomain, reason) =>
    holdVerdict({
      ...sharefile,
      name,
      answer: ({ method }) =>
        method === 'POST'
          ? json({ access_token: tokenWith({ sub: 'svc' }), token_type: 'Bearer', subdomain, apicp: 'sf-api.com' })
          : json({ Principal: { Id: 'u', Email: 'a@example.com' } }),
      reason,
    }),
  );
});

const at = (platform: string, config: Record<string, unknown>, method = 'basic'): Asked => ({
  platform,
  method,
  config,
  secret: account,
});

/** Kind 6, where the server takes tokens or another scheme alone. */
describe('A password stays here', () => {
  it.each<[string, Asked, string[]]>([
    ['Alfresco behind Kerberos', at('alfresco', { url: 'https://ecm.example.com' }), ['Negotiate']],
    [
      'Nuxeo with Digest',
      at('nuxeo', { url: 'https://n.example.com/nuxeo' }),
      ['Digest realm="a",qop="auth",nonce="1"'],
    ],
    [
      'Documentum with tokens',
      at('documentum', { restUrl: 'https://d.example.com/dctm-rest', repository: 'finance' }, 'password'),
      ['Bearer realm="a"'],
    ],
    ['Confluence behind NTLM', at('confluence-data-center', { url: 'https://w.example.com' }), ['NTLM']],
    ['Jira behind Negotiate and NTLM', at('jira-data-center', { url: 'https://j.example.com' }), ['Negotiate', 'NTLM']],
    [
      'Infinite Scale without app tokens',
      {
        platform: 'owncloud-infinite-scale',
        config: { url: 'https://o.example.com' },
        secret: { username: 'svc', appToken: 'made up' },
      },
      ['Bearer realm="o.example.com", charset="UTF-8"'],
    ],
  ])('%s', (name, asked, offers) =>
    holdVerdict({ ...asked, name, answer: () => challenge(...offers), reason: 'InvalidConfiguration', shown: false }),
  );
});
