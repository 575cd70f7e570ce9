import { describe, it } from '@jest/globals';
import type { FakeReply } from '../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from './verdict-case.ts';

const account = { username: 'svc-archive', password: 'made up, and right' };
const bearer = { accessToken: 'made-up-0123456789' };

/** What each vendor says at least, with this in place of what names somebody. */
const smallest: Record<string, [Pick<VerdictCase, 'config' | 'secret' | 'method'>, (nobody: unknown) => object]> = {
  box: [{ secret: bearer }, (id) => ({ type: 'user', id, name: null, login: null })],
  seafile: [
    { config: { url: 'https://files.example.com' }, secret: { token: '0123456789abcdef0123456789abcdef01234567' } },
    (email) => ({ email, name: null, usage: 0, is_staff: false }),
  ],
  slack: [
    { secret: { botToken: 'xoxb-made-up-0123456789' } },
    (id) => ({ ok: true, user_id: id, bot_id: id, user: null }),
  ],
  github: [
    { secret: { token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' } },
    (id) => ({ id, login: 'somebody', name: null }),
  ],
  nuxeo: [
    { config: { url: 'https://nuxeo.example.com/nuxeo' }, secret: account },
    (id) => ({ 'entity-type': 'user', isAnonymous: false, id, properties: {} }),
  ],
};

describe.each(Object.entries(smallest))('%s', (platform, [entered, reply]) => {
  it.each<[string, unknown]>([
    ['null', null],
    ['missing', undefined],
    ['""', ''],
    ['" "', ' '],
    ['false', false],
    ['0', 0],
    ['{}', {}],
    ['[]', []],
  ])('names nobody by an id that is %s', (name, nobody) =>
    holdVerdict({
      name,
      platform,
      ...entered,
      // A stranger is refused, so that nothing else is missing.
      answer: ({ headers }) =>
        headers['authorization'] === undefined
          ? { status: 401, headers: { 'www-authenticate': 'Basic realm="files"' } }
          : { json: reply(nobody) },
      reason: 'UnexpectedReply',
    }),
  );
});

describe('A response that says what it is, and cannot be read as that', () => {
  it.each<[string, FakeReply]>([
    ['cut JSON', { type: 'application/json', text: '{"ok": true, "user_id": "U1", "us' }],
    ['JSON of a kind', { type: 'application/vnd.api+json', text: 'ok' }],
    ['cut XML', { type: 'application/xml', text: '<ok><user>U1</user>' }],
  ])('proves nothing: %s', (name, reply) =>
    holdVerdict({
      name,
      platform: 'slack',
      secret: { botToken: 'xoxb-made-up-0123456789' },
      answer: () => reply,
      reason: 'UnexpectedReply',
      says: /cut off or cannot be read/,
    }),
  );
});

describe('A token response without a token', () => {
  it.each<[string, unknown]>([
    ['0', 0],
    ['" "', ' '],
    ['true', true],
    ['[]', []],
  ])('is none: %s', (name, access) =>
    holdVerdict({
      name,
      platform: 'microsoft-graph',
      config: { tenantId: '11111111-2222-3333-4444-555555555555', clientId: '66666666-7777-8888-9999-000000000000' },
      secret: { clientSecret: 'canary-of-a-client' },
      answer: () => ({ json: { token_type: 'Bearer', expires_in: 3600, access_token: access } }),
      reason: 'UnexpectedReply',
      says: /without an access token/,
    }),
  );
});
