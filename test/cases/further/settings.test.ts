import { describe, expect, it } from '@jest/globals';
import { planConnection } from '../../../src/connectors/index.ts';
import { registry } from '../../../src/connectors/registry.ts';
import { secretBytes } from '../../support/test-context.ts';

type Values = Record<string, string>;

const login = { username: 'svc', password: 'made up' };
const guid = '11111111-2222-3333-4444-555555555555';
const entra = { tenantId: guid, clientId: guid };
const canary = 'Canary0123456789abcdefghijkLMNOPQR';

function about(platform: string, config: Values, secret: Values): string {
  const planned = planConnection({ platform: registry.get(platform)!, config, secret: secretBytes(secret), now: 0 });
  return 'plan' in planned ? 'planned' : String(planned.verdict.about);
}

describe('a credential that somebody put into a setting is not repeated', () => {
  it.each<[string, string, string, Values, Values]>([
    ['github', 'installationId', `ghp_${canary}`, { appId: '1' }, { privateKey: 'x' }],
    ['hubspot', 'portalId', `pat-na1-${guid}-${canary}`, {}, { accessToken: 'x' }],
    ['slack', 'teamId', `xoxb-123456789012-${canary}`, {}, { botToken: 'xoxb-1' }],
    ['microsoft-graph', 'clientId', canary, { tenantId: guid }, { clientSecret: 'x' }],
    ['sharepoint-online', 'siteUrl', `https://contoso.sharepoint.com/x?token=${canary}`, entra, { clientSecret: 'x' }],
    ['amazon-s3', 'region', canary, {}, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }],
    ['azure-blob', 'accountName', `https://acme.blob.core.windows.net/?sig=${canary}`, {}, { accountKey: 'x' }],
    ['azure-files', 'share', `AccountName=acme;AccountKey=${canary}==`, {}, { accountKey: 'x' }],
    ['s3-compatible', 'endpoint', `https://s3.example.com/b?X-Amz-Signature=${canary}`, {}, {}],
    ['nextcloud', 'url', `nc://login/server:https://c.example&user:u&password:${canary}`, {}, {}],
    ['exchange-server', 'url', `https://mail.example.com/EWS/Exchange.asmx?token=${canary}`, {}, login],
    ['notion', 'workspaceId', `ntn_${canary}`, {}, { integrationToken: 'x' }],
  ])('%s: %s', (platform, setting, value, config, secret) => {
    const said = about(platform, { ...config, [setting]: value }, secret);

    expect(said).toContain(`spec.config.${setting} `);
    expect(said).not.toContain(canary);
  });

  it('says what it looks like', () => {
    expect(about('microsoft-graph', { ...entra, clientId: canary }, { clientSecret: 'x' })).toContain(
      'does not have the right form, and looks like a credential: those belong into the Secret',
    );
  });
});

it.each<[string, string, string, string, Values, Values]>([
  ['m-files', 'vaultGuid', 'C840BE1A-5B47-4AC0-8EF7-835C166C8E24', '{C840BE1A-5B47-4AC0-8EF7-835C166C8E24}', {}, login],
  ['veeva-vault', 'apiVersion', '24.1', 'v24.1', { vaultDns: 'acme.veevavault.com' }, login],
  ['salesforce', 'apiVersion', '60.0', 'v60.0', {}, {}],
  ['autodesk-construction-cloud', 'accountId', `b.${guid}`, guid, {}, { clientId: 'a', clientSecret: 'b' }],
  ['servicenow', 'hostname', 'acme.service-now.com:443', 'acme.service-now.com', {}, login],
  ['github', 'repository', 'github.com/acme/handbook', 'acme/handbook', {}, { token: 'x' }],
  ['gitlab', 'baseUrl', 'https://git.example.com/gitlab/-/profile/keys', 'https://git.example.com/gitlab', {}, {}],
  ['gitlab', 'baseUrl', 'https://git.example.com/acme/x/-/issues', 'https://git.example.com', {}, {}],
])('%s: %s %s is said with what to write', (platform, setting, value, right, config, secret) => {
  const said = about(platform, { ...config, [setting]: value }, secret).split('; ');

  expect(said.find((one) => one.startsWith(`spec.config.${setting} `))?.replace(/ \(.*/, '')).toMatch(/: write /);
  expect(said.join('; ')).toContain(`: write ${right}`);
});

it('a setting that goes with another one is missing, and the whole of the settings is not shown', () => {
  const said = about('autodesk-construction-cloud', { projectId: 'b.1' }, { clientId: 'a', clientSecret: 'b' });

  expect(said).toContain('spec.config.folderId is missing (Folder ID');
  expect(said).not.toContain('must have property');
});
