import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { Connection } from '../../src/api/resources.ts';
import { planConnection } from '../../src/connectors/index.ts';
import { registry } from '../../src/connectors/registry.ts';

interface Entered {
  reason: string;
  about: RegExp;
}

const untouched = { reason: 'planned', about: /^$/ };
const site = /: write https:\/\/contoso\.sharepoint\.com(\/sites\/Finance)?( \(|$)/;
const quoted = { reason: 'SecretInvalid', about: /is in quotation marks: take them away/ };

/** What people really enter, by folder and file in `entered/`, and what must come of it before anything is sent. */
const expected: Readonly<Record<string, Entered>> = {
  'credential-not-decrypted/sops-password': { reason: 'SecretInvalid', about: /`password` .* still encrypted by SOPS/ },
  'credential-not-decrypted/sops-token': { reason: 'SecretInvalid', about: /`token` .* still encrypted by SOPS/ },
  'credential-not-decrypted/template': { reason: 'SecretInvalid', about: /`password` .* template .* not rendered/ },
  'credential-not-decrypted/vault-path': { reason: 'SecretInvalid', about: /placeholder of the Argo CD Vault Plugin/ },
  'values-in-quotes/access-key': quoted,
  'values-in-quotes/account-key': quoted,
  'values-in-quotes/client-secret': quoted,
  'values-in-quotes/sas-token': quoted,
  'values-in-quotes/token': quoted,
  'values-in-quotes/setting': {
    reason: 'InvalidConfiguration',
    about: /^spec\.config\.url is in quotation marks: write https:\/\/dav\.example\.com\/files\/$/,
  },
  'remedies-that-are-wrong/azure': { reason: 'InvalidConfiguration', about: /: write archive \(/ },
  'remedies-that-are-wrong/entra': {
    reason: 'InvalidConfiguration',
    about: /: write 11111111-2222-3333-4444-555555555555 \(/,
  },
  'file-under-another-key/box': {
    reason: 'SecretKeyMissing',
    about: /^key `config\.json` .* rename it to configJson$/,
  },
  'file-under-another-key/google': {
    reason: 'SecretKeyMissing',
    about: /^key `key\.json` .* rename it to serviceAccountJson$/,
  },
  'file-under-another-key/entra': { reason: 'SecretKeyMissing', about: /^key `credentials` .* is not a key of method/ },
  'private-keys-as-people-paste-them/google-spaces': untouched,
  'private-keys-as-people-paste-them/indented': untouched,
  'private-keys-as-people-paste-them/one-file': untouched,
  'private-keys-as-people-paste-them/spaces': untouched,
  'kubernetes-own-secret-types/ssh-auth': untouched,
  'kubernetes-own-secret-types/tls': untouched,
  'connection-string-cut-off/azure': {
    reason: 'SecretInvalid',
    about: /^AccountKey in connectionString is not whole: copy all of it$/,
  },
  'sharepoint-address-from-the-browser/library': { reason: 'InvalidConfiguration', about: site },
  'sharepoint-address-from-the-browser/lists': { reason: 'InvalidConfiguration', about: site },
  'sharepoint-address-from-the-browser/page': { reason: 'InvalidConfiguration', about: site },
  'nextcloud-address-of-webdav/connection': {
    reason: 'InvalidConfiguration',
    about: /: write https:\/\/cloud\.example\.com$/,
  },
  'messages-cut-or-twice/cut': {
    reason: 'InvalidConfiguration',
    about: /…", .*: write https:\/\/contoso-my\.sharepoint\.com\/personal\/ada_contoso_com \(/,
  },
  'messages-cut-or-twice/twice': { reason: 'InvalidConfiguration', about: /^[^;]*tenantId[^;]*$/ },
  'checks-of-what-was-not-done/s3': { reason: 'CredentialsExpired', about: /^expiration$/ },
};

const root = new URL('entered/', import.meta.url);
const found = readdirSync(root).flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root)).map((file) => `${folder}/${file.replace(/\.yaml$/, '')}`),
);

it('knows what must come of each file', () => {
  expect(Object.keys(expected).toSorted()).toEqual(found.toSorted());
});

it.each(found)('%s', (name) => {
  const { reason, about, checks } = entered(name);

  expect({ reason, about }).toEqual({
    reason: expected[name]?.reason,
    about: expect.stringMatching(expected[name]?.about ?? /^$/),
  });
  expect(checks).toEqual(reason === 'planned' ? [] : ['Resolved Failed']);
});

function entered(name: string): { reason: string; about: string; checks: string[] } {
  const documents = parseAllDocuments(readFileSync(new URL(`${name}.yaml`, root), 'utf8')).map(
    (document) => document.toJS() as Connection & { stringData?: Record<string, string> },
  );
  const { spec } = documents.find(({ kind }) => kind === 'Connection')!;
  const secret = documents.find(({ kind }) => kind === 'Secret');
  const planned = planConnection({
    platform: registry.get(spec.platform)!,
    config: spec.config,
    method: spec.method,
    requires: spec.requires,
    now: Date.parse('2026-11-27T03:00:00Z'),
    secret:
      secret &&
      Object.fromEntries(Object.entries(secret.stringData ?? {}).map(([key, text]) => [key, Buffer.from(text)])),
  });
  if ('plan' in planned) return { reason: 'planned', about: '', checks: [] };
  const { reason, about = '', checks } = planned.verdict;
  return { reason, about, checks: checks.map((check) => `${check.name} ${check.result}`) };
}
