import { describe, expect, it } from '@jest/globals';
import { planConnection } from '../../src/connectors/index.ts';
import { registry } from '../../src/connectors/registry.ts';
import { secretBytes } from '../support/test-context.ts';

type Values = Record<string, string>;

const login = { username: 'svc', password: 'made up' };
const s3Keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made-up-secret' };
const amazon = { region: 'eu-central-1' };
const ocis = { url: 'https://ocis.example.com' };
const dav = { url: 'https://dav.example.com/files/' };
const share = { host: 'files.example.com', share: 'finance' };

/** What people enter on platforms that the shared cases do not name, and what is said of it. */
function about(platform: string, config: Record<string, unknown>, secret: Values): string {
  const planned = planConnection({ platform: registry.get(platform)!, config, secret: secretBytes(secret), now: 0 });
  if ('plan' in planned) return 'planned';
  return `${planned.verdict.reason}: ${'about' in planned.verdict ? planned.verdict.about : ''}`;
}

describe('A credential that nobody filled in', () => {
  it.each<[string, Record<string, unknown>, Values, RegExp]>([
    ['smb', share, { ...login, password: '((share-password))' }, /`password` .* variable/],
    ['ftps', { host: 'ftp.example.com' }, { ...login, password: '$(cat /run/secrets/ftp)' }, /`password` .* command/],
    ['asana', {}, { accessToken: 'ASANA_TOKEN=made-up' }, /`accessToken` .* what comes after "="/],
    ['seafile', { url: 'https://sea.example.com' }, { token: 'null' }, /`token` .* placeholder/],
    ['owncloud-infinite-scale', ocis, { username: 'svc', appToken: '[object Object]' }, /`appToken` .* placeholder/],
    ['webdav', dav, { username: 'svc', password: '(sensitive value)' }, /`password` .* placeholder/],
  ])('%s', (platform, config, secret, says) => {
    expect(about(platform, config, secret)).toMatch(new RegExp(`^SecretInvalid: .*${says.source}`));
  });
});

it.each<[string, string, Values, RegExp]>([
  ['a prefix behind the bucket', 'finance/2026', {}, /bucket is "finance\/2026": write finance, and the rest into/],
  ['the host of the bucket', 'finance.s3.eu-central-1.amazonaws.com', {}, /write the name alone/],
])('amazon-s3: %s', (_, bucket, more, says) => {
  expect(about('amazon-s3', { ...amazon, bucket, ...more }, s3Keys)).toMatch(says);
});

it.each([
  ['https://finance.s3.wasabisys.com', 'https://s3.wasabisys.com'],
  ['https://finance.fra1.digitaloceanspaces.com', 'https://fra1.digitaloceanspaces.com'],
  ['http://finance.minio.example.com:9000', 'http://minio.example.com:9000'],
])('s3-compatible: the endpoint %s has the bucket in it', (endpoint, right) => {
  expect(about('s3-compatible', { endpoint, bucket: 'finance' }, s3Keys)).toBe(
    `InvalidConfiguration: spec.config.endpoint begins with the name of the bucket: write ${right}`,
  );
});

describe('One thing that is wrong', () => {
  it.each<[string, Record<string, unknown>, Values]>([
    ['github', {}, { token: '' }],
    ['slack', {}, { botToken: '' }],
    ['notion', {}, { integrationToken: '' }],
    ['hubspot', {}, { accessToken: '' }],
    ['gitlab', {}, { token: '' }],
  ])('is said once of an empty key: %s', (platform, config, secret) => {
    expect(about(platform, config, secret)).toMatch(/^SecretKeyMissing: key `\w+` of the Secret is empty [^;]*$/);
  });

  it('is said once of another file than is meant', () => {
    const client = JSON.stringify({ installed: { client_id: 'a', client_secret: 'b' } });

    expect(about('google-workspace', { subject: 'a@example.com' }, { serviceAccountJson: client })).toMatch(
      /^SecretKeyMissing: key `serviceAccountJson` of the Secret has no client_email and no private_key in it \(for method/,
    );
  });
});

const dctm = { restUrl: 'https://dctm.acme.example/dctm-rest', repository: 'Repo' };
const lf = { url: 'https://lf.acme.example/LFRepositoryAPI', repositoryId: 'Docs' };
const onbase = { apiUrl: 'https://onbase.acme.example/api', idpUrl: 'https://onbase.acme.example/idp' };
const onbaseKeys = { ...login, clientId: 'made-up', clientSecret: 'made up' };
const gitlab = { token: 'glpat-made0up0made0up0made' };

describe('An address of the browser', () => {
  it.each<[string, Record<string, unknown>, Values, string]>([
    ['documentum', { ...dctm, restUrl: `${dctm.restUrl}/repositories/Repo` }, login, dctm.restUrl],
    ['documentum', { ...dctm, repository: `${dctm.restUrl}/repositories/Repo` }, login, 'Repo'],
    ['documentum', { ...dctm, repository: 'https://dctm.acme.example/D2/?docbase=Repo#d2' }, login, 'Repo'],
    ['documentum', { ...dctm, objectId: `${dctm.restUrl}/folders/0c0277b68004dbc6` }, login, '0c0277b68004dbc6'],
    ['laserfiche-server', { ...lf, url: 'https://lf.acme.example/laserfiche/Browse.aspx?db=Docs' }, login, lf.url],
    ['laserfiche-server', { ...lf, url: `${lf.url}/v1/Repositories/Docs` }, login, lf.url],
    ['laserfiche-server', { ...lf, repositoryId: 'https://lf.acme.example/laserfiche/?db=Docs' }, login, 'Docs'],
    ['onbase', { ...onbase, apiUrl: `${onbase.apiUrl}/onbase/core` }, onbaseKeys, onbase.apiUrl],
    ['onbase', { ...onbase, idpUrl: `${onbase.idpUrl}/connect/token` }, onbaseKeys, onbase.idpUrl],
    ['gitlab', { baseUrl: 'https://git.acme.example/acme/handbook.git' }, gitlab, 'https://git.acme.example'],
    ['gitlab', { project: 'acme/handbook/-/tree/main' }, gitlab, 'acme/handbook'],
  ])('%s %j', (platform, config, secret, part) => {
    expect(about(platform, config, secret)).toMatch(/^InvalidConfiguration: /);
    expect(about(platform, config, secret)).toMatch(new RegExp(`: write ${part.replaceAll('.', '[.]')}( |;|$)`));
  });

  it.each<[string, Record<string, unknown>, Values]>([
    ['documentum', { ...dctm, restUrl: `${dctm.restUrl}/` }, login],
    ['laserfiche-server', { ...lf, url: `${lf.url}/` }, login],
    ['onbase', onbase, onbaseKeys],
    ['gitlab', { baseUrl: 'https://acme.example/gitlab', project: 'acme/handbook' }, gitlab],
  ])('%s %j is right', (platform, config, secret) => {
    expect(about(platform, config, secret)).toBe('planned');
  });
});
