import { settingsOf } from '../../../../../src/connectors/drivers/ftp/settings.ts';
import { planConnection, registry } from '../../../../../src/connectors/index.ts';
import { secretBytes } from '../../../../support/test-context.ts';

const host = 'ftp.example.com';

it.each([
  ['ftp', { allowInsecure: true }, { tls: 'none', port: 21, path: undefined }],
  ['ftp', { allowInsecure: true, port: 2121, path: '/in' }, { tls: 'none', port: 2121, path: '/in' }],
  ['ftps', {}, { tls: 'explicit', port: 21 }],
  ['ftps', { tls: 'explicit', port: 990 }, { tls: 'explicit', port: 990 }],
  ['ftps', { tls: 'implicit' }, { tls: 'implicit', port: 990 }],
])('%s with %j', (name, config, wanted) => {
  const planned = plan(name, { host, ...config });

  expect('plan' in planned ? settingsOf(planned.plan) : planned.verdict).toMatchObject({ host, ...wanted });
});

it.each([
  ['ftp', { host }, /allowInsecure is not true/],
  ['ftp', { host, allowInsecure: false }, /allowInsecure is not true/],
  ['ftps', { host, allowInsecure: true }, /allowInsecure is not a setting/],
  ['ftps', { host, tls: 'none' }, /tls .* must be one of explicit, implicit/],
  ['ftps', { host: 'ftps://ftp.example.com:990' }, /write ftp\.example\.com alone, 990 in port/],
])('%s with %j is refused', (name, config, about) => {
  expect(plan(name, config)).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(about) },
  });
});

it.each(['/in\r\nDELE x', '/in\nx', '/in\0x'])('a command in the path is refused: %j', (path) => {
  expect(plan('ftps', { host }, { path })).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(/^spec\.requires\.path has a line break/) },
  });
  expect(plan('ftps', { host, path })).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(/^spec\.config\.path /) },
  });
});

function plan(name: string, config: Record<string, unknown>, requires = {}) {
  const secret = secretBytes({ username: 'svc', password: 'right' });
  return planConnection({ platform: registry.get(name)!, config, secret, requires, now: 0 });
}
