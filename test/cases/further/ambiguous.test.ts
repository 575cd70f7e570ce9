import { expect, it } from '@jest/globals';
import { planConnection } from '../../../src/connectors/index.ts';
import { registry } from '../../../src/connectors/registry.ts';
import { secretBytes } from '../../support/test-context.ts';

const login = { username: 'svc', password: 'made up' };

/** Whichever method is meant, the setting is wrong, and is said at once. */
it.each<[string, Record<string, unknown>, Record<string, string>, RegExp]>([
  [
    'webdav',
    { url: 'dav.example.com' },
    { ...login, bearerToken: 'abc' },
    /^spec\.method must be one of basic, bearer; spec\.config\.url is /,
  ],
  [
    'microsoft-graph',
    { tenantId: 'https://portal.azure.com/x', clientId: '{{ id }}' },
    { clientSecret: 'abc', certificate: 'x', privateKey: 'y' },
    /; spec\.config\.clientId is .*, which is a template .*tenantId is /,
  ],
  [
    'webdav',
    { url: 'https://dav.example.com/', vendr: 'x' },
    { ...login, bearerToken: 'abc' },
    /; .*vendr is not a setting/,
  ],
  [
    'alfresco',
    { url: 'https://alf.example/share/page' },
    { ...login },
    /; spec\.config\.url .*: write https:\/\/alf\.example/,
  ],
  [
    'imanage',
    { host: 'https://imanage.example/work' },
    { ...login, clientId: 'c', clientSecret: 'd' },
    /; spec\.config\.host is /,
  ],
  ['azure-blob', { accountName: 'My_Account' }, { accountKey: 'a', sasToken: 'b' }, /; spec\.config\.accountName is /],
])('%s %j', (platform, config, secret, about) => {
  const planned = planConnection({ platform: registry.get(platform)!, config, secret: secretBytes(secret), now: 0 });

  expect(planned).toMatchObject({ verdict: { reason: 'MethodAmbiguous', about: expect.stringMatching(about) } });
});

it('says nothing of settings that are right', () => {
  const planned = planConnection({
    platform: registry.get('webdav')!,
    config: { url: 'https://dav.example.com/' },
    secret: secretBytes({ ...login, bearerToken: 'abc' }),
    now: 0,
  });

  expect(planned).toMatchObject({ verdict: { reason: 'MethodAmbiguous', about: 'basic, bearer' } });
});
