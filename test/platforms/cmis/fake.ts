import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const password = 'canary-pässword-71';
export const accessToken = 'canary-access-72';
const host = 'https://ecm.example.com';

export const exception = (status: number, name: string): FakeReply => ({
  status,
  json: { exception: name, message: 'No' },
});
export const repository = (rootFolderUrl = `${host}/cmis/browser/A/root`, repositoryId = 'A') => ({
  repositoryId,
  repositoryName: 'Archive',
  rootFolderId: 'r-1',
  rootFolderUrl,
  principalIdAnonymous: 'anonymous',
});
const other = repository(`${host}/cmis/browser/B/root`, 'B');
/** A map of repositories has no room for the marker. */
export const repositories = (map: object = { A: repository(), B: other }): FakeReply => ({
  type: 'application/json',
  text: JSON.stringify(map),
});
export const folder: FakeReply = { json: { succinctProperties: { 'cmis:objectId': 'r-1', 'cmis:name': '' } } };
export const allowed = (...names: string[]): FakeReply => ({
  json: Object.fromEntries(
    [
      'GetChildren',
      'GetContentStream',
      'CreateDocument',
      'UpdateProperties',
      'SetContentStream',
      'DeleteObject',
      'DeleteTree',
    ].map((name) => [`can${name}`, names.includes(name)]),
  ),
});

type Credential = { authorization: RegExp; accepts(received: Received): boolean };
export const bySecret: Credential = {
  authorization: /^Basic [A-Za-z0-9+/]+=*$/,
  accepts: ({ headers }) => headers['authorization'] === `Basic ${Buffer.from(`svc:${password}`).toString('base64')}`,
};
export const byToken: Credential = { authorization: /^Bearer \S+$/, accepts: bears(accessToken) };

const isStranger = ({ headers }: Received) => headers['authorization'] === undefined;
const refused = exception(401, 'unauthorized');

/** Also asked for as a stranger, who is refused. */
function withStranger(name: string, route: FakeRoute, stranger = 'stranger'): Record<string, FakeRoute> {
  const { authorization: _none, ...headers } = route.headers ?? {};
  return {
    [name]: { ...route, when: (received) => !isStranger(received) && (route.when?.(received) ?? true) },
    [stranger]: {
      ...route,
      headers,
      when: (received) => isStranger(received) && (route.when?.(received) ?? true),
      accepts: () => false,
    },
  };
}

/** CMIS 1.1, 5: the browser binding. */
export function browserRoutes({ authorization, accepts }: Credential, id = 'A'): Record<string, FakeRoute> {
  const root = `GET ${host}/cmis/browser/${id}/root`;
  const shared = { headers: { authorization, accept: 'application/json' }, accepts, refused };
  const selects = (name: string) => (received: Received) => received.url.searchParams.get('cmisselector') === name;
  const actions = { ...shared, when: selects('allowableActions'), query: { cmisselector: 'allowableActions' } };
  return {
    ...withStranger('service', { ...shared, on: `GET ${host}/cmis/browser`, good: repositories() }, 'first'),
    actions: { ...actions, on: root, good: allowed('GetChildren', 'CreateDocument', 'UpdateProperties') },
    below: { ...actions, on: `${root}/Sites/Q1%20`, good: allowed('GetChildren', 'DeleteObject') },
    ...withStranger('object', {
      ...shared,
      on: root,
      when: selects('object'),
      query: { cmisselector: 'object', succinct: 'true' },
      good: folder,
    }),
  };
}

const collection = (type: string, href: string) =>
  `<app:collection href="${href}"><cmisra:collectionType>${type}</cmisra:collectionType></app:collection>`;
const workspace = (id: string) =>
  `<app:workspace>${collection('root', `${host}/cmis/atom/${id}/children?id=r-1`)}${collection('types', `${host}/cmis/atom/${id}/types`)}<cmisra:repositoryInfo><cmis:repositoryId>${id}</cmis:repositoryId></cmisra:repositoryInfo></app:workspace>`;
const namespaces =
  'xmlns:app="http://www.w3.org/2007/app" xmlns:cmis="http://docs.oasis-open.org/ns/cmis/core/200908/" xmlns:cmisra="http://docs.oasis-open.org/ns/cmis/restatom/200908/"';
export const service = (...ids: string[]): FakeReply => ({
  type: 'application/atomsvc+xml',
  text: `<?xml version="1.0"?><app:service ${namespaces}>${ids.map(workspace).join('')}</app:service>`,
});

/** CMIS 1.1, 3: the AtomPub binding. */
export function atomRoutes({ authorization, accepts }: Credential, id = 'A'): Record<string, FakeRoute> {
  const accept = /application\/atomsvc\+xml.*application\/atom\+xml;type=feed/;
  const shared = { headers: { authorization, accept }, accepts, refused: { status: 401 } };
  const feed = '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:children:r-1</id><title>Root</title></feed>';
  return {
    ...withStranger('service', { ...shared, on: `GET ${host}/cmis/atom`, good: service('A', 'B') }, 'first'),
    ...withStranger('object', {
      ...shared,
      on: `GET ${host}/cmis/atom/${id}/children`,
      query: { id: 'r-1', maxItems: '1' },
      good: { type: 'application/atom+xml;type=feed', text: feed },
    }),
  };
}
