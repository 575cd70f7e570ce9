import { allowed, exception, repositories, repository } from './fake.ts';
import { generalRows, saying, type Row } from '../../support/http-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';

const page = { type: 'text/html', text: '<html><h1>Welcome</h1></html>' };
const once = { hits: { service: 1, object: 1, stranger: 1 } };

export const shared: Row[] = [
  {
    kind: 'connected',
    name: 'good, and a stranger is refused',
    ...once,
    expect: { reason: 'Verified', account: { tenant: 'A' }, access: {} },
  },
  {
    name: 'trap: an open repository proves nothing',
    replies: { stranger: { json: { succinctProperties: {} } } },
    ...once,
    expect: 'UnexpectedReply',
  },
  {
    name: 'a stranger gets no answer',
    replies: { stranger: { status: 503 } },
    expect: { reason: 'ServiceUnavailable', stage: 'Authenticated' },
  },
  ...responded(
    saying('service', [
      ['the service document: 401 that names the credential', exception(401, 'unauthorized'), 'CredentialsRejected'],
      ['the service document: 401, and no word by whom', { status: 401 }, 'AccessRefused', 2],
      ['the service document: 403', exception(403, 'permissionDenied'), 'AccessRefused', 2],
      ['the service document: 404', { status: 404 }, 'TargetNotFound'],
      ['the service document: 405', exception(405, 'notSupported'), 'InvalidConfiguration', 2],
      ['the service document: 500', exception(500, 'runtime'), 'ServiceUnavailable'],
      ['no repository in the service document', { json: {} }, 'UnexpectedReply'],
    ]),
  ).map((row): Row => ({ ...row, hits: { service: 1 } })),
  {
    name: 'trap: 200 HTML is no service document',
    replies: { service: page },
    hits: { service: 1 },
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  },
  { kind: 'timed out', name: 'no service document', replies: { service: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  {
    name: 'no such repository',
    config: { repositoryId: 'Z' },
    expect: { reason: 'TargetNotFound', causes: 1, stage: 'Authenticated' },
  },
  { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
  // The service document has responded by then.
  ...failingAt('Authenticated', generalRows('object')),
];

export const browserRows: Row[] = [
  ...shared,
  {
    kind: 'connected',
    name: 'rights at the root',
    requires: { access: ['Read', 'Write'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'rights on a folder below the root',
    requires: { path: 'Sites/Q1 ' },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Granted' } },
  },
  ...['GetContentStream', 'SetContentStream'].map((right): Row => ({
    name: `a document as path: ${right}`,
    requires: { path: 'Sites/Q1 ' },
    replies: { below: allowed(right, 'DeleteObject') },
    expect: { reason: 'TargetNotFound', causes: 1, stage: 'Authorized' },
  })),
  {
    name: 'a right that is not there',
    requires: { access: ['Write'] },
    replies: { actions: allowed('GetChildren') },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  ...failingAt(
    'Authorized',
    saying('actions', [
      ['rights: not allowed', exception(403, 'permissionDenied'), 'PermissionDenied'],
      ['rights: not found', exception(404, 'objectNotFound'), 'TargetNotFound'],
      ['rights: 500', exception(500, 'storage'), 'ServiceUnavailable'],
    ]),
  ).map((row): Row => ({ ...row, requires: { access: ['Read'] } })),
  ...failingAt(
    'Authenticated',
    saying('object', [
      ['the root: permissionDenied', exception(403, 'permissionDenied'), 'AccessRefused', 2],
      ['the root: 401', exception(401, 'unauthorized'), 'CredentialsRejected'],
      ['the root: 401 without a body', { status: 401 }, 'CredentialsRejected'],
      ['the root: 403 without a body', { status: 403 }, 'AccessRefused', 3],
      ['the root: objectNotFound', exception(404, 'objectNotFound'), 'TargetNotFound'],
      ['the root: invalidArgument', exception(400, 'invalidArgument'), 'InvalidConfiguration', 2],
      ['the root: notSupported', exception(405, 'notSupported'), 'InvalidConfiguration', 2],
      ['the root: runtime', exception(500, 'runtime'), 'ServiceUnavailable'],
      ['the root: storage', exception(500, 'storage'), 'ServiceUnavailable'],
      ['the root without an id', { json: { succinctProperties: {} } }, 'UnexpectedReply'],
    ]),
  ),
  {
    name: 'trap: the root folder is at another host',
    replies: { service: repositories({ A: repository('https://collector.example.org/root') }) },
    hits: { service: 1 },
    expect: { reason: 'EgressDenied', stage: 'Authenticated' },
  },
  { name: 'another root', replies: { service: repositories({ A: {} }) }, expect: 'UnexpectedReply' },
];
