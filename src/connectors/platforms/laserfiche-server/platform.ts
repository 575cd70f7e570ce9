import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { definitions, entryId, grants, rightsReplies, tokenRefused } from '../shared/laserfiche/rights.ts';
import { methods } from './methods.ts';
import { listReplies } from './replies.ts';

const v2 = '{{config.url}}/v2/Repositories';

export const laserficheServer = {
  title: 'Laserfiche (self-hosted)',
  category: 'ContentManagement',
  documentation: 'https://developer.laserfiche.com/',
  config: {
    required: ['url', 'repositoryId'],
    properties: {
      url: text('Address', 'Root address of the API server.', 'https://laserfiche.example.com/LFRepositoryAPI', {
        ...pasted(['^(.+/LFRepositoryAPI)/'], ['^(https?://[^/]+)/laserfiche/', '$1/LFRepositoryAPI']),
        pattern: '^https?://[^\\s]+$',
      }),
      repositoryId: text('Repository', 'Name of the repository on the server.', 'Records', {
        ...pasted(['(?:[?&](?:db|repo)=|(?:R|r)epositories/)([^&#/]+)']),
        pattern: '^[^/\\s]+$',
      }),
      entryId,
    },
  },
  hosts: ['{{config.url}}'],
  define: definitions,
  tables: { rights: rightsReplies },
  methods,
  test: [
    {
      name: 'list',
      request: { url: v2 },
      replies: listReplies,
      set: { current: 'status == 200' },
      // The token itself is the proof: the server makes it for a user of the repository alone.
      facts: {
        identified: 'status == 404 || type(json) == list || type(json.value) == list',
        account: {
          id: 'filled(credential.claims.trid) ? credential.claims.trid : credential.login',
          name: 'filled(credential.claims.name) ? credential.claims.name : credential.login',
          tenant: 'config.repositoryId',
        },
      },
    },
  ],
  access: [
    {
      when: 'list.current && looks',
      request: { url: `${v2}/{{config.repositoryId}}/Entries/{{entry}}/Rights` },
      replies: [
        { table: 'rights' },
        tokenRefused,
        {
          // A server that does not know the request says nothing of rights; an entry that is missing is told in JSON.
          when: 'status == 404 && !orElse(headers["content-type"], "").contains("json")',
          outcome: 'Passed',
        },
      ],
      facts: { grants },
    },
  ],
} satisfies PlatformSpec;
