import type { PlatformSpec } from '../../platform.ts';
import { entraDefine, entraHosts, tokenAccount } from '../shared/entra/define.ts';
import { entraMethods } from '../shared/entra/entra-methods.ts';
import { entraFields, guid } from '../shared/entra/fields.ts';
import { entraReplies } from '../shared/entra/replies.ts';
import { secretEnd } from '../shared/entra/secret-end.ts';
import { pasted, text } from '../shared/field.ts';
import { forbidden, graphReplies, wrongCloud } from '../shared/graph/replies.ts';

export const microsoftTeams = {
  title: 'Microsoft Teams',
  category: 'Collaboration',
  documentation: 'https://learn.microsoft.com/graph/teams-list-all-teams',
  config: {
    required: ['tenantId', 'clientId'],
    properties: {
      ...entraFields,
      teamId: text(
        'Team',
        'ID (a GUID) of the team to open. Default: the test lists teams, and passes even if there is none.',
        '99999999-2222-3333-4444-555555555555',
        { ...pasted([String.raw`^https://teams\..*[?&]groupId=([0-9a-fA-F-]{36})`]), pattern: `^${guid}$` },
      ),
    },
  },
  hosts: entraHosts,
  define: [
    ...entraDefine(),
    { one: 'has(config.teamId)' },
    { all: '!one && !user' },
    {
      teams: '"https://" + graph + "/v1.0/" + (one ? "teams/" + config.teamId : user ? "me/joinedTeams" : "groups")',
    },
    // joinedTeams takes no OData parameter at all.
    { select: 'one || all ? "id,displayName" : ""' },
    { filter: `all ? "resourceProvisioningOptions/Any(x:x eq 'Team')" : ""` },
    { top: 'all ? "1" : ""' },
    { writes: '["Files.ReadWrite.All", "Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"]' },
    { reads: 'writes + ["Files.Read.All", "Sites.Read.All"]' },
    // What a team keeps is its files. Permissions for groups may give them too, so that none of these is no refusal.
    { readable: '!user && permissions.exists(p, p in reads) ? true : null' },
    { writable: '!user && permissions.exists(p, p in writes) ? true : null' },
  ],
  tables: { entra: entraReplies, graph: [wrongCloud, ...graphReplies] },
  methods: entraMethods({
    // unverified: the names of the permissions for the list of groups.
    application:
      'Microsoft Graph, Team.ReadBasic.All or Group.Read.All, and Files.Read.All or Files.ReadWrite.All for files',
    delegated: 'Microsoft Graph, Team.ReadBasic.All, and Files.Read.All or Files.ReadWrite.All for files',
  }),
  test: [
    {
      request: {
        url: '{{teams}}',
        query: { $filter: '{{filter}}', $top: '{{top}}', $select: '{{select}}' },
      },
      replies: [
        { table: 'graph' },
        forbidden,
        { when: 'status == 404 && one', outcome: 'TargetNotFound', causes: ['there is no team `teamId`'] },
      ],
      facts: {
        identified: 'one ? filled(json.id) : type(json.value) == list',
        account: tokenAccount,
        grants: { read: 'readable', write: 'writable', update: 'writable', delete: 'writable' },
      },
    },
  ],
  access: [secretEnd],
} satisfies PlatformSpec;
