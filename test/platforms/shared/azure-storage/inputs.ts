import type { FakeService } from '../../../support/fakes/azure-storage.ts';
import { stored } from '../../../support/fakes/azure-storage-routes.ts';
import { methodCases, type Row } from '../../../support/http-cases.ts';
import type { PlatformCase } from '../../case.ts';

/** What people paste where something else should be. */
export function inputCases(service: FakeService): PlatformCase[] {
  const { dns, place } = service;
  const bad = (name: string, config: Record<string, unknown>, about: RegExp, more: Partial<Row> = {}): Row => ({
    name,
    config,
    offline: true,
    ...more,
    expect: { reason: 'InvalidConfiguration', about },
  });
  const inPath = (name: string, path: string, about: RegExp): Row => bad(name, {}, about, { requires: { path } });
  return methodCases(stored(service, 'shared-key'), [
    bad('no account', {}, /accountName is missing/, { without: ['accountName'] }),
    bad('an address as account', { accountName: `financearchive.${dns}.core.windows.net` }, /accountName is .* form/),
    bad('custom without endpoint', { cloud: 'custom' }, /endpoint is missing/),
    bad('an endpoint that is not used', { endpoint: 'https://x.example.com' }, /endpoint is only for cloud custom/),
    bad(
      'capitals',
      { [place]: 'Archive' },
      new RegExp(`${place} is "Archive", which contains capital letters: write archive`),
    ),
    bad('an address', { [place]: 'https://x.example.com/archive' }, new RegExp(`${place} is`)),
    bad('a UNC path', { [place]: '\\\\financearchive.file.core.windows.net\\archive' }, new RegExp(`${place} is`)),
    bad('a path', { [place]: 'archive/2026' }, new RegExp(`${place} is`)),
    bad('a tenant with a key', { tenantId: 'contoso.com' }, /tenantId does not go|tenantId is .*does not go/),
    inPath('a UNC path as path', '\\\\financearchive.file.core.windows.net\\archive', /path has a backslash/),
    inPath('an address as path', 'https://financearchive.example.com/archive', /path is an address/),
    inPath('out of the directory', '/archive/../other', /path has \. or \.\./),
  ]);
}
