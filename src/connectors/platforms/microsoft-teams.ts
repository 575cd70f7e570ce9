import type { PlatformSpec } from '../platform.ts';
import { entraFields, entraHosts, entraValues, guid, held, secretEnd, tokenAccount } from './entra.ts';
import { entraMethods } from './entra-methods.ts';
import { text } from './field.ts';
import { forbidden, graphReplies } from './replies/graph.ts';

const delegated = 'method == "refresh-token"';
const one = 'has(config.teamId)';

const write = ['Files.ReadWrite.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'];
/** What a team keeps is its files. Permissions for groups may give them too, so that none of these is no refusal. */
const files = (...names: string[]) => `!(${delegated}) && ${held(...names)} ? true : null`;

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
        'Id of a team to open. Default: any team, and none is well too.',
        '99999999-2222-3333-4444-555555555555',
        {
          pattern: `^${guid}$`,
        },
      ),
    },
  },
  hosts: entraHosts,
  methods: entraMethods({
    // unverified: the names of the permissions for the list of groups.
    application:
      'Microsoft Graph, Team.ReadBasic.All or Group.Read.All, and Files.Read.All or Files.ReadWrite.All for files',
    delegated: 'Microsoft Graph, Team.ReadBasic.All, and Files.Read.All or Files.ReadWrite.All for files',
  }),
  http: {
    values: entraValues(`${one} ? "teams/" + config.teamId : ${delegated} ? "me/joinedTeams" : "groups"`, {
      // joinedTeams takes no OData parameter at all.
      select: `${one} || !(${delegated}) ? "id,displayName" : ""`,
      filter: `${one} || ${delegated} ? "" : "resourceProvisioningOptions/Any(x:x eq 'Team')"`,
      top: `${one} || ${delegated} ? "" : "1"`,
    }),
    test: {
      url: '{{values.url}}',
      query: { $filter: '{{values.filter}}', $top: '{{values.top}}', $select: '{{values.select}}' },
    },
    account: tokenAccount,
    identity: `minted && (${one} ? size(json.id) > 0 : type(json.value) == list)`,
    replies: [
      ...graphReplies,
      forbidden,
      { when: `status == 404 && ${one}`, outcome: 'TargetNotFound', causes: ['there is no team teamId'] },
    ],
    access: [
      secretEnd,
      {
        grants: {
          read: files('Files.Read.All', 'Sites.Read.All', ...write),
          write: files(...write),
          update: files(...write),
          delete: files(...write),
        },
      },
    ],
  },
} satisfies PlatformSpec;
