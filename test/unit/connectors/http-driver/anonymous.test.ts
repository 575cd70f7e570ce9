import { describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();
const method = { credential: { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } } };
const byLogin = { facts: { account: { id: 'credential.login' } } };

describe('the test without the credential', () => {
  it.each<PlatformSpec['anonymous']>([{}, { order: 'Before' }, { when: 'json.open == true' }])(
    '%j: an address that answers anyone proves nothing',
    async (anonymous) => {
      platform.answer = () => [200, { id: 1, open: true }];

      expect(await platform.test({ method, spec: { anonymous: anonymous! } })).toMatchObject({
        reason: 'UnexpectedReply',
        about: expect.stringContaining('without a credential'),
      });
    },
  );

  it('the credential is not sent to an open address at all if it comes first', async () => {
    platform.answer = () => [200, { id: 1 }];

    const verdict = await platform.test({ method, spec: { anonymous: { order: 'Before' } } });

    expect(verdict).toMatchObject({ credential: 'NotSent' });
    expect(platform.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it.each<[Reply, string]>([
    [[401, {}], 'connected'],
    [[403, {}], 'connected'],
    [[302, '', { location: '/login' }], 'connected'],
    [[302, '', { location: 'https://sso.example/' }], 'connected'],
    [[503, {}], 'inconclusive'],
    [[429, {}], 'inconclusive'],
    [[404, {}], 'connected'],
  ])('answered with %j it is %s', async (anonymous, outcome) => {
    platform.answer = ({ headers }) => (headers.authorization ? [200, { id: 1 }] : anonymous);

    expect(await platform.test({ method, spec: { anonymous: {} } })).toMatchObject({ outcome });
  });

  it('is judged by what the platform calls a refusal', async () => {
    platform.answer = ({ headers }) => [200, headers.authorization ? { id: 1 } : { id: 0 }];
    const refused = 'json.id == 0';

    expect(await platform.test({ method, spec: { anonymous: { refused } } })).toMatchObject({ outcome: 'connected' });
    platform.answer = () => [200, { id: 1 }];
    expect(await platform.test({ method, spec: { anonymous: { refused } } })).toMatchObject({
      reason: 'UnexpectedReply',
    });
  });

  it('names nothing that the sign-in has found', async () => {
    platform.answer = ({ url: path, headers }) => {
      if (path === '/login') return [200, { t: 'ticket' }];
      return headers['x-ticket'] ? [200, { id: 1 }] : [401, {}];
    };
    const signIn = [{ name: 's', request: { url: '{{config.url}}/login' }, set: { t: 'json.t' } }];
    const request = { url: '{{config.url}}/me', headers: { 'X-Ticket': '{{s.t}}' } };

    await platform.test({ method: { signIn, credential: { none: {} } }, step: { request }, spec: { anonymous: {} } });

    expect(platform.seen.map(({ headers }) => headers['x-ticket'])).toEqual([undefined, 'ticket', undefined]);
  });
});

describe('an identity that only we have said', () => {
  const open: Reply = [200, { ok: true }];

  it.each<[string, Partial<PlatformSpec>, Reply, string]>([
    ['is no proof', {}, [401, {}], 'inconclusive'],
    ['is proved by a refused repetition', { anonymous: {} }, [401, {}], 'connected'],
    ['is not proved by an open address', { anonymous: {} }, open, 'inconclusive'],
    ['is no proof if the platform names nobody', { identity: 'Unnamed' }, [401, {}], 'inconclusive'],
    ['is paid for if the platform names nobody', { identity: 'Unnamed', anonymous: {} }, [401, {}], 'connected'],
  ])('%s', async (_name, spec, stranger, outcome) => {
    platform.answer = ({ headers }) => (headers.authorization ? open : stranger);

    expect(await platform.test({ method, step: byLogin, spec })).toMatchObject({ outcome });
  });
});
