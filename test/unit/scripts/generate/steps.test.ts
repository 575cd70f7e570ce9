import { describe, expect, it } from '@jest/globals';
import { signInOf } from '../../../../scripts/generate/platform/sign-in.ts';
import { stepsSection } from '../../../../scripts/generate/platform/steps.ts';
import type { PlatformMethod } from '../../../../src/connectors/platform.ts';
import { bearer, platformSpec } from './spec.ts';

const url = 'https://{{host}}/x';
const user = { username: '{{secret.u}}', password: '{{secret.p}}' };
const shown = 'Each request carries `Authorization: Bearer {{secret.token}}`.';

describe('a sign-in', () => {
  it.each<[string, Partial<PlatformMethod>, string]>([
    ['bearer', {}, shown],
    [
      'basic',
      { credential: { basic: user } },
      'Each request carries `{{secret.u}}` and `{{secret.p}}` as user name and password (HTTP Basic).',
    ],
    [
      'headers',
      { credential: { headers: { 'X-Key': '{{secret.k}}' } } },
      'Each request carries `X-Key: {{secret.k}}`.',
    ],
    ['query', { credential: { query: { key: '{{secret.k}}' } } }, 'Each request carries query parameter `key`.'],
    [
      'request',
      { signIn: [{ name: 's', when: 'gov', request: { method: 'POST', url } }] },
      `\`POST https://example.com/x\`, if \`cloud\` is \`gov\`. ${shown}`,
    ],
    [
      'sign and oauth2',
      {
        signIn: [
          { name: 'jwt', sign: { key: '{{secret.privateKey}}', claims: {} } },
          { oauth2: { grant: 'jwt_bearer', tokenUrl: url, assertion: '{{jwt.jwt}}' } },
        ],
      },
      `Sign a JWT with key \`privateKey\`; then \`POST https://example.com/x\` for an access token (OAuth 2.0, grant \`jwt_bearer\`). ${shown}`,
    ],
    [
      'refresh token',
      { signIn: [{ oauth2: { grant: 'refresh_token', tokenUrl: url, refreshToken: '{{secret.refreshToken}}' } }] },
      `\`POST https://example.com/x\` for an access token (OAuth 2.0, grant \`refresh_token\`); a new refresh token is stored in key \`refreshToken\` before anything else. ${shown}`,
    ],
  ])('by %s', (_way, changes, text) => {
    expect(signInOf(platformSpec(), { ...bearer, ...changes })).toBe(text);
  });
});

describe('the steps of a test', () => {
  const detecting: PlatformMethod = {
    name: 'automatic',
    title: 'Automatic',
    detect: [{ request: { url }, replies: [{ when: 'status == 401', use: 'bearer' }] }],
  };
  const whole = platformSpec({
    methods: [detecting, { ...bearer, signOut: [{ request: { url } }] }],
    anonymous: {},
    access: [{ when: 'looks', request: { url } }],
    probe: {
      create: { request: { url } },
      read: { request: { url } },
      overwrite: { request: { url } },
      remove: { request: { url } },
    },
  });

  it('are in the order of the phases', () => {
    const phases = [...stepsSection(whole).matchAll(/^\d+\. \*\*([\w -]+)\*\*/gm)].map(([, phase]) => phase);

    expect(phases).toEqual(['Detection', 'Sign-in', 'Test', 'Anonymous request', 'Permissions', 'Probe', 'Sign-out']);
  });

  it('begin with the anonymous request if it comes first', () => {
    expect(stepsSection({ ...whole, methods: [bearer], anonymous: { order: 'Before' } })).toMatch(
      /^## Test steps\n\n1\. \*\*Anonymous request\*\*: the first/,
    );
  });

  it.each([
    '`bearer` if `status == 401`',
    '`GET https://example.com/x`, if `spec.requires.path` or `tenant` is set',
    'Connected needs the ID of the account: `json.id`',
    '`{{secret.KEY}}` is a key of the Secret',
  ])('say: %s', (text) => {
    expect(stepsSection(whole)).toContain(text);
  });

  it('say what proves the credential if the platform identifies nobody', () => {
    expect(stepsSection({ ...whole, identity: 'Unnamed' })).toContain('Connected does not need the ID of the account');
  });

  it('are told by the driver if it is not http', () => {
    expect(stepsSection(platformSpec({ driver: 'sftp' }))).toContain("compare the server's host key");
  });
});
