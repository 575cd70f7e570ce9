import { expect, it } from '@jest/globals';
import { planConnection, registry, type Plan } from '../../../src/connectors/index.ts';
import { hiddenStringsOf, secretStringsOf } from '../../../src/inputs/secret-strings.ts';
import { keyFile } from '../../platforms/shared/google/key-file.ts';
import { secretBytes, testNow } from '../../support/test-context.ts';

function planOf(platform: string, config: object, secret: Readonly<Record<string, Uint8Array>>): Plan {
  const planned = planConnection({
    platform: registry.get(platform)!,
    config: { ...config },
    secret,
    now: testNow,
  });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  return planned.plan;
}

it('has the key out of a connection string', () => {
  const accountKey = Buffer.alloc(64, 7).toString('base64');
  const secret = secretBytes({ connectionString: `AccountName=archive;AccountKey=${accountKey}` });

  expect(secretStringsOf(secret, { plan: planOf('azure-blob', {}, secret) })).toContain(accountKey);
});

it('has the private key out of a key file, and not what kind of file it is', () => {
  const secret = secretBytes(keyFile());
  const plan = planOf('google-cloud-storage', { bucket: 'finance-archive' }, secret);

  const found = secretStringsOf(secret, { plan });

  expect(found).toContain(plan.secret['privateKey']);
  expect(found).not.toContain('service_account');
});

it('has a value without the newline that is not sent', () => {
  const secret = secretBytes({ username: 'svc', password: 'canary\n' });
  const plan = planOf('webdav', { url: 'https://dav.example.com' }, secret);

  expect(secretStringsOf(secret, { plan })).toEqual(['svc', 'canary\n', 'canary']);
});

it('has what else signs in', () => {
  const secret = secretBytes({ username: 'svc', password: 'canary' });
  const plan = planOf('webdav', { url: 'https://dav.example.com' }, secret);
  const identity = { audience: 'https://dav.example.com', token: 'canary-token' };
  const proxy = { address: 'http://proxy.example.com:3128', username: 'u', password: 'canary-proxy' };

  const found = secretStringsOf(secret, { plan: { ...plan, identity }, proxy, refreshToken: 'canary-refresh' });

  expect(found).toEqual(expect.arrayContaining(['canary-token', 'canary-proxy', 'canary-refresh']));
});

it('a status may have the user name, and no password', () => {
  const secret = secretBytes({ username: 'svc-finance', password: 'canary-password', note: 'unknown' });
  const plan = planOf('webdav', { url: 'https://dav.example.com' }, secret);

  const found = hiddenStringsOf(secret, plan.platform, { plan, refreshToken: 'canary-refresh' });

  expect(found).toEqual(['canary-password', 'canary-refresh']);
});

it('a password that is a part of the user name is not hidden, which would tell it', () => {
  const secret = secretBytes({ username: 'svc-finance', password: 'finance' });
  const plan = planOf('webdav', { url: 'https://dav.example.com' }, secret);

  expect(hiddenStringsOf(secret, plan.platform, { plan })).toEqual([]);
});

it('a status has no value of a Secret that could not be planned', () => {
  const secret = secretBytes({ username: 'svc-finance', password: 'canary-password', passwort: 'canary-slip' });

  expect(hiddenStringsOf(secret, registry.get('webdav')!)).toEqual(['canary-password', 'canary-slip']);
});

it('a status has no part of a file', () => {
  const secret = secretBytes(keyFile());
  const plan = planOf('google-cloud-storage', { bucket: 'finance-archive' }, secret);

  const found = hiddenStringsOf(secret, plan.platform, { plan });

  expect(found).toContain(plan.secret['privateKey']);
  expect(found).not.toContain(plan.secret['clientEmail']);
});
