import { expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../src/api/platform.gen.ts';
import { ownPlatform } from '../unit/connectors/http-driver/own-platform.ts';

/** A Platform whose author has not thought of `writeOnly`, and a server that sends back what it was shown. */
const platform = ownPlatform();
const secret = { user: 'finance-service', key: 'Canary-5e1f90c2' };
const keys = { properties: { user: { type: 'string' }, key: { type: 'string' } } };
const form = (more: object = {}): Partial<PlatformMethod> => ({
  secret: { properties: { ...keys.properties, ...more } },
  signIn: [
    {
      name: 'session',
      request: {
        method: 'POST',
        url: '{{config.url}}/login',
        form: { user: '{{secret.user}}', password: '{{secret.key}}' },
      },
      set: { id: 'json.session' },
      facts: { identified: 'filled(json.session)' },
    },
  ],
  credential: { headers: { 'X-Session': '{{session.id}}' } },
});

function answering(me: object) {
  platform.answer = ({ url }) => [200, url === '/login' ? { session: 'session-1' } : me];
}

it.each<[string, Partial<PlatformMethod>, object]>([
  ['as a bearer token', { secret: keys, credential: { bearer: '{{secret.key}}' } }, { id: secret.key }],
  [
    'as a user name without a password',
    { secret: keys, credential: { basic: { username: '{{secret.key}}', password: 'x' } } },
    { id: '1', name: secret.key },
  ],
  ['in a form', form(), { id: '1', more: secret.key }],
  ['in a header', { secret: keys, credential: { headers: { 'X-Key': '{{secret.key}}' } } }, { id: '1', k: secret.key }],
])('a key that was shown %s comes back', async (_name, method, me) => {
  answering(me);

  const verdict = await platform.test({ method, secret });

  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    reason: 'UnexpectedReply',
    about: expect.stringMatching(/ returns the credential$/),
    fix: 'If everybody may see `key`, such as a user name, write `writeOnly: false` at this key in the Platform; else mend the server.',
  });
  expect(JSON.stringify(verdict)).not.toContain(secret.key);
});

it('half of a key as the name of an account', async () => {
  answering({ id: '1', name: secret.key.slice(0, 9) });

  expect(await platform.test({ method: form(), secret })).toMatchObject({
    reason: 'UnexpectedReply',
    about: expect.stringMatching(/ returns a part of the credential$/),
    fix: expect.stringContaining('If everybody may see `key`'),
  });
});

it('a user name in a form is hidden until the Platform says that everybody may see it', async () => {
  answering({ id: '1', name: secret.user });

  expect(await platform.test({ method: form(), secret })).toMatchObject({
    about: expect.stringMatching(/ returns the credential$/),
    fix: expect.stringContaining('If everybody may see `user`'),
  });
  expect(await platform.test({ method: form({ user: { writeOnly: false } }), secret })).toMatchObject({
    outcome: 'connected',
    account: { name: secret.user },
  });
});

it('a user name beside a password needs no such word', async () => {
  answering({ id: '1', name: secret.user });
  const credential = { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } };

  expect(await platform.test({ method: { secret: keys, credential }, secret })).toMatchObject({ outcome: 'connected' });
});
