import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { definitions, entryId, grants, rightsReplies, tokenRefused } from '../shared/laserfiche/rights.ts';
import { methods } from './methods.ts';
import { listReplies, regionReplies } from './replies.ts';

const repositories = 'https://api.{{config.domain}}/repository/v2/Repositories';

export const laserfiche = {
  title: 'Laserfiche (Cloud)',
  category: 'ContentManagement',
  documentation: 'https://developer.laserfiche.com/',
  config: {
    properties: {
      repositoryId: text('Repository ID', 'ID of the repository that the account must be able to see.', 'r-0123abcd', {
        // unverified: the form of a repository ID.
        pattern: '^r-[0-9a-z]+$',
      }),
      scope: text('Scope', 'Scopes to request, separated by spaces. Default: repository.Read.', 'repository.Read', {
        default: 'repository.Read',
      }),
      entryId,
      domain: text('Region', 'Domain of the region. Default: the domain in `accessKey`.', 'eu.laserfiche.com', {
        enum: ['laserfiche.com', 'laserfiche.ca', 'eu.laserfiche.com'],
      }),
    },
  },
  hosts: ['signin.{{config.domain}}', 'api.{{config.domain}}'],
  define: [
    ...definitions,
    { holder: 'filled(credential.claims.trid) ? credential.claims.trid : credential.claims.name' },
  ],
  tables: { region: regionReplies, rights: rightsReplies },
  methods,
  test: [
    {
      request: { url: repositories },
      replies: listReplies,
      facts: {
        identified: 'type(json.value) == list && filled(credential.claims.csid)',
        account: { id: 'holder', name: 'credential.claims.name', tenant: 'credential.claims.csid' },
      },
    },
  ],
  access: [
    {
      when: 'has(config.repositoryId) && looks',
      request: { url: `${repositories}/{{config.repositoryId}}/Entries/{{entry}}/Rights` },
      replies: [{ table: 'region' }, { table: 'rights' }, tokenRefused],
      facts: { grants },
    },
  ],
} satisfies PlatformSpec;
