import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';
import { objectReplies, serviceReplies } from './replies/cmis.ts';

/** Browser binding, 5.3.1: a map of repositories. The first one, where none is named. */
const repository = 'json[has(config.repositoryId) ? config.repositoryId : json.map(k, k)[0]]';

/** AtomPub binding, 3.6: a parsed element is a list only where there are several of it. */
const list = (path: string) => `(type(${path}) == list ? ${path} : [${path}])`;
const id = 'w.repositoryInfo.repositoryId';
const workspace = `${list('xml.service.workspace')}.filter(w, !has(config.repositoryId) || ${id} == config.repositoryId)[0]`;
const collections = list(`${workspace}.collection`);

const browser = (found: string, otherwise: string) => `config.binding == "browser" ? ${found} : ${otherwise}`;
const actions = { query: { cmisselector: 'allowableActions' } } as const;
const grants = {
  read: 'json.canGetChildren == true || json.canGetContentStream == true',
  write: 'json.canCreateDocument',
  update: 'json.canUpdateProperties == true || json.canSetContentStream == true',
  delete: 'json.canDeleteObject == true || json.canDeleteTree == true',
};

export const cmis = {
  title: 'CMIS repository',
  aliases: ['CMIS 1.1', 'Content Management Interoperability Services'],
  category: 'ContentManagement',
  documentation: 'https://docs.oasis-open.org/cmis/CMIS/v1.1/CMIS-v1.1.html',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'Of the service document.', 'https://ecm.example.com/cmis/browser', {
        pattern: '^https?://[^\\s]+$',
      }),
      binding: text('Binding', 'The kind of service document at that address.', 'browser', {
        enum: ['browser', 'atompub'],
        default: 'browser',
      }),
      repositoryId: text('Repository ID', 'Default: the first one.', '-default-'),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description:
        'A user of the product behind CMIS who can read the root folder. The password is sent with each request.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'bearer',
      title: 'Access token',
      description: 'A token that was made elsewhere, for a product that takes one. CMIS cannot tell whose it is.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'Sent as Bearer.', 'your-access-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
  ],
  http: {
    values: {
      selector: 'config.binding == "browser" ? "object" : null',
      succinct: 'config.binding == "browser" ? "true" : null',
      items: 'config.binding == "browser" ? null : "1"',
      accept: browser(
        '"application/json"',
        '"application/atomsvc+xml, application/atom+xml;type=feed, application/xml"',
      ),
    },
    locate: {
      request: { url: '{{config.url}}', headers: { Accept: '{{values.accept}}' } },
      replies: serviceReplies,
      values: {
        root: browser(
          `${repository}.rootFolderUrl`,
          `${collections}.filter(c, c.collectionType == "root")[0]["@href"]`,
        ),
        repositoryId: browser(`${repository}.repositoryId`, `${workspace}.repositoryInfo.repositoryId`),
      },
    },
    // The service document may be open to anyone, so it is the root folder that is asked for.
    test: {
      url: '{{values.root}}',
      headers: { Accept: '{{values.accept}}' },
      query: { cmisselector: '{{values.selector}}', succinct: '{{values.succinct}}', maxItems: '{{values.items}}' },
    },
    // CMIS names no current user: it is the one who was sent, and strangers are refused.
    account: { id: 'login', tenant: 'values.repositoryId' },
    identity:
      'status == 200 && (config.binding == "browser" ? json.succinctProperties["cmis:objectId"] != "" : xml.feed.id != "")',
    counterTest: {},
    replies: objectReplies,
    access: [
      {
        when: 'config.binding == "browser" && has(requires.access) && !has(requires.path)',
        request: { url: '{{values.root}}', ...actions },
        grants,
        replies: objectReplies,
      },
      {
        when: 'config.binding == "browser" && has(requires.path)',
        request: { url: '{{values.root}}/{{requires.path}}', ...actions },
        grants,
        replies: objectReplies,
      },
    ],
  },
} satisfies PlatformSpec;
