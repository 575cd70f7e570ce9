import { describe, it } from '@jest/globals';
import type { Answer, Received } from '../../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret' | 'requires'>;

const json = (body: object): Answer => ({ json: body });
const xml = (text: string, headers: Record<string, string> = {}): Answer => ({
  type: 'application/xml',
  text: `<?xml version="1.0"?>${text}`,
  headers,
});
const path = 'Finance/report.pdf';
const account = { username: 'svc', password: 'made up' };

interface Row {
  asked: Asked;
  /** What each request gets, by a part of its method and address; the first that fits. */
  of: [part: string, answer: (is: 'file' | 'folder') => Answer][];
}

const token: Row['of'][0] = ['/token', () => json({ access_token: 'made-up-token', expires_in: 3600 })];
const user = { emailAddress: 'svc@example.com', permissionId: '1', displayName: 'Svc' };
const google = { clientId: 'a', clientSecret: 'b', refreshToken: 'c' };
const bucketed = (is: 'file' | 'folder') =>
  `<ListBucketResult><Name>finance</Name><Prefix>${path}</Prefix><Contents><Key>${is === 'file' ? path : `${path}/a.pdf`}</Key><Size>12</Size></Contents></ListBucketResult>`;
const keys = { accessKeyId: 'MADEUPKEYID0000000', secretAccessKey: 'made-up-secret-access-key' };
const buckets = '<ListAllMyBucketsResult><Owner><ID>1000</ID></Owner><Buckets/></ListAllMyBucketsResult>';
const azure = { 'x-ms-version': '2021-12-02', 'x-ms-request-id': 'r' };
const accountKey = Buffer.alloc(64, 7).toString('base64');
const asAzure = (platform: string, place: string): Asked => ({
  platform,
  config: { accountName: 'financearchive', [place]: 'archive' },
  secret: { accountKey },
});

const rows: Record<string, Row> = {
  cmis: {
    asked: { platform: 'cmis', method: 'basic', config: { url: 'https://ecm.example.com/browser' }, secret: account },
    of: [
      [path, (is) => json({ canGetChildren: is === 'folder', canGetContentStream: is === 'file' })],
      ['cmisselector=object', () => json({ succinctProperties: { 'cmis:objectId': '1' } })],
      ['/browser', () => json({ A: { repositoryId: 'A', rootFolderUrl: 'https://ecm.example.com/root' } })],
    ],
  },
  alfresco: {
    asked: { platform: 'alfresco', method: 'basic', config: { url: 'https://ecm.example.com' }, secret: account },
    of: [
      ['people/-me-', () => json({ entry: { id: 'svc', enabled: true } })],
      [
        'nodes/',
        (is) =>
          json({
            entry: { id: 'n1', isFile: is === 'file', isFolder: is === 'folder', allowableOperations: ['update'] },
          }),
      ],
    ],
  },
  'google-drive': {
    asked: {
      platform: 'google-drive',
      method: 'oauth-refresh',
      config: {},
      secret: google,
      requires: { path: '1A2b3C4d5E6f7G8h9I0j' },
    },
    of: [
      token,
      ['/about', () => json({ user })],
      [
        '/files/',
        (is) =>
          json({
            capabilities: {
              canListChildren: is === 'folder',
              canDownload: true,
              canEdit: true,
              canAddChildren: is === 'folder',
            },
          }),
      ],
    ],
  },
  dropbox: {
    asked: {
      platform: 'dropbox',
      method: 'access-token',
      config: {},
      secret: { accessToken: 'sl.made-up' },
      requires: { path: `/${path}` },
    },
    of: [
      [
        'get_current_account',
        () => json({ account_id: 'dbid:1', name: { display_name: 'Svc' }, email: 'svc@example.com', disabled: false }),
      ],
      ['get_metadata', (is) => json({ '.tag': is, id: 'id:a', name: 'report.pdf', path_lower: `/${path}` })],
    ],
  },
  sharefile: {
    asked: {
      platform: 'sharefile',
      method: 'oauth-refresh',
      config: { subdomain: 'acme' },
      secret: { clientId: 'abcdefghijklmnop', clientSecret: 'made-up', refreshToken: 'made-up' },
      requires: { path: 'fi0a1b2c' },
    },
    of: [
      [
        '/token',
        () =>
          json({
            access_token: 'made-up-token',
            refresh_token: 'next',
            subdomain: 'acme',
            apicp: 'sf-api.com',
            appcp: 'sharefile.com',
          }),
      ],
      ['Sessions', () => json({ Id: 's1', Principal: { Id: 'p1', Name: 'Svc', Email: 'svc@example.com' } })],
      [
        'Items(',
        (is) =>
          json({
            'odata.type': `ShareFile.Api.Models.${is === 'file' ? 'File' : 'Folder'}`,
            Id: 'fi0a1b2c',
            Info: { CanDownload: true, CanUpload: true },
          }),
      ],
    ],
  },
  's3-compatible': {
    asked: {
      platform: 's3-compatible',
      config: { endpoint: 'https://s3.example.com', region: 'eu-1', bucket: 'finance' },
      secret: keys,
    },
    of: [
      ['list-type', (is) => xml(bucketed(is))],
      ['GET https://s3.example.com/', () => xml(buckets)],
      ['HEAD', () => ({})],
    ],
  },
  'google-cloud-storage by a key': {
    asked: {
      platform: 'google-cloud-storage',
      method: 'hmac',
      config: { bucket: 'finance' },
      secret: { accessKey: `GOOG1E${'A'.repeat(55)}`, secret: 'a'.repeat(40) },
    },
    of: [
      ['list-type', (is) => xml(bucketed(is))],
      ['HEAD', () => ({})],
      ['GET', () => xml(buckets)],
    ],
  },
  'azure-blob': {
    asked: asAzure('azure-blob', 'container'),
    of: [
      ['restype=container', () => xml('<EnumerationResults><Blobs /></EnumerationResults>', azure)],
      ['comp=list', () => xml('<EnumerationResults><Containers/></EnumerationResults>', azure)],
      ['HEAD', (is) => (is === 'file' ? { headers: azure } : { status: 404, headers: azure })],
    ],
  },
  'azure-blob, a directory of a Data Lake': {
    asked: asAzure('azure-blob', 'container'),
    of: [
      ['restype=container', () => xml('<EnumerationResults><Blobs /></EnumerationResults>', azure)],
      ['comp=list', () => xml('<EnumerationResults><Containers/></EnumerationResults>', azure)],
      ['HEAD', (is) => ({ headers: { ...azure, ...(is === 'folder' ? { 'x-ms-meta-hdi_isfolder': 'true' } : {}) } })],
    ],
  },
  'azure-data-lake': {
    asked: asAzure('azure-data-lake', 'filesystem'),
    of: [
      ['resource=filesystem', (is) => ({ json: { paths: is === 'file' ? [{ name: path }] : [] }, headers: azure })],
      ['resource=account', () => ({ json: { filesystems: [] }, headers: azure })],
      ['HEAD', (is) => ({ headers: { ...azure, 'x-ms-resource-type': is === 'file' ? 'file' : 'directory' } })],
    ],
  },
};

describe('A file as the path is no folder', () => {
  it.each(
    Object.entries(rows).flatMap(([name, row]) => (['file', 'folder'] as const).map((is) => ({ name, row, is }))),
  )('$name: a $is', ({ name, row: { asked, of }, is }) =>
    holdVerdict({
      requires: { path },
      ...asked,
      name,
      answer(received: Received) {
        const isStranger = received.headers['authorization'] === undefined && !asked.secret['refreshToken'];
        if (isStranger) return { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
        const address = `${received.method} ${received.url.href}`;
        return of.find(([part]) => address.includes(part))?.[1](is) ?? { status: 418, text: address };
      },
      reason: is === 'file' ? 'TargetNotFound' : ['Verified', 'PermissionDenied'],
      ...(is === 'file' ? { says: / is (a file|an object|a document)/ } : {}),
    }),
  );
});
