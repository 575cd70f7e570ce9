import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { commonReplies, document, notYet, serviceReplies } from './replies.ts';

const headers = { Accept: '{{accept}}' };
const replies = [{ table: 'common' }];
// CMIS names no current user: it is the one who was sent, and strangers are refused.
const account = { id: 'credential.login', tenant: 'service.repository' };
const actions = { cmisselector: 'allowableActions' };
const grants = {
  read: 'json.canGetChildren',
  write: 'json.canCreateDocument',
  update: 'json.canUpdateProperties',
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
      url: text('Address', 'Address of the service document.', 'https://ecm.example.com/cmis/browser', {
        pattern: '^https?://[^\\s]+$',
      }),
      binding: text(
        'Binding',
        'CMIS binding of the service document at `spec.config.url`. Default: browser.',
        'browser',
        {
          enum: ['browser', 'atompub'],
          default: 'browser',
        },
      ),
      repositoryId: text(
        'Repository ID',
        'ID of the repository. Default: the first one in the service document.',
        '-default-',
      ),
    },
  },
  hosts: ['{{config.url}}'],
  define: [
    { browser: 'config.binding == "browser"' },
    {
      accept:
        'browser ? "application/json" : "application/atomsvc+xml, application/atom+xml;type=feed, application/xml"',
    },
    { wanted: 'orElse(config.repositoryId, "")' },
    // Browser binding, 5.3.1: a map of repositories by ID. AtomPub binding, 3.6: a list of workspaces.
    { key: 'wanted == "" ? json.map(k, k)[0] : wanted' },
    {
      workspace: 'list(xml.service.workspace).filter(w, wanted in ["", orElse(w.repositoryInfo.repositoryId, "")])[0]',
    },
    { listed: 'browser ? json[key] : workspace' },
    // AtomPub has pages, OpenCMIS with the name in a comment: AbstractAtomPubService.java of apache/chemistry-opencmis.
    { exception: 'orElse(json.exception, text.between("<!--exception-->", "<!--/exception-->"))' },
    { message: 'orElse(json.message, text)' },
    { root: 'list(workspace.collection).filter(c, orElse(c.collectionType, "") == "root")[0]["@href"]' },
  ],
  tables: { common: commonReplies, notYet, document },
  methods,
  identity: 'Unnamed',
  test: [
    {
      name: 'service',
      request: { url: '{{config.url}}', headers },
      replies: serviceReplies,
      set: {
        root: 'browser ? listed.rootFolderUrl : root',
        repository: 'browser ? listed.repositoryId : listed.repositoryInfo.repositoryId',
      },
    },
    // The service document may be open to anyone, so it is the root folder that is asked for.
    {
      when: 'browser',
      request: { url: '{{service.root}}', headers, query: { cmisselector: 'object', succinct: 'true' } },
      replies: [{ table: 'notYet' }],
      facts: { identified: 'filled(json.succinctProperties["cmis:objectId"])', account },
    },
    {
      when: '!browser',
      request: { url: '{{service.root}}', headers, query: { maxItems: '1' } },
      replies: [{ table: 'notYet' }],
      facts: { identified: 'filled(xml.feed.id)', account },
    },
  ],
  anonymous: {},
  access: [
    {
      when: 'browser && has(requires.access) && !has(requires.path)',
      request: { url: '{{service.root}}', query: actions },
      replies,
      facts: { grants },
    },
    {
      when: 'browser && has(requires.path)',
      request: { url: '{{service.root}}/{{requires.path|segments}}', query: actions },
      replies: [{ table: 'document' }, ...replies],
      facts: { grants },
    },
  ],
} satisfies PlatformSpec;
