import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies, userReplies } from './replies.ts';

export const netdocuments = {
  title: 'NetDocuments',
  category: 'ContentManagement',
  documentation: 'https://github.com/microsoft/PowerPlatformConnectors/tree/dev/certified-connectors/NetDocuments',
  config: {
    properties: {
      region: text(
        'Region',
        'Data centre that issued the client ID; ducot is the one for development. Default: us.',
        'eu',
        { enum: ['us', 'au', 'eu', 'de', 'ca', 'ducot'], default: 'us' },
      ),
      repositoryId: text(
        'Repository ID',
        'ID of the repository that the account must be able to see. Method client-credentials needs it.',
        'CA-1A2B3C4D',
        { pattern: '^[^:|\\s]+$' },
      ),
      userId: text(
        'User ID',
        'ID of the user that the account must be. It is compared if NetDocuments says who the user is.',
        'DUCOT-jsmith',
      ),
      scope: text(
        'Scope',
        'Scopes to request, separated by spaces. Only for method client-credentials. Default: read.',
        'read',
        { default: 'read' },
      ),
    },
  },
  hosts: ['{{host}}'],
  define: [
    // unverified: the host of ca, which a public client has.
    { data: '{"us": "api.vault.netvoyage.com", "ca": "api.can.netdocuments.com"}' },
    { host: 'orElse(data[config.region], "api." + config.region + ".netdocuments.com")' },
    { page: 'host.after("api.")' },
    { cabinet: 'json.filter(c, !has(config.repositoryId) || c.repositoryId == config.repositoryId)[0]' },
  ],
  methods,
  // Who the caller is, only the second request tells, and only as far as public clients know.
  identity: 'Unnamed',
  test: [
    {
      // Without Accept: application/json, which the operator sends, the API may answer in XML.
      request: { url: 'https://{{host}}/v1/User/cabinets' },
      replies: apiReplies,
      expect: [
        {
          setting: 'repositoryId',
          is: 'cabinet.repositoryId',
          causes: ['the account sees no cabinet of the repository in `spec.config.repositoryId`'],
        },
      ],
      facts: {
        identified: 'json.exists(c, filled(c.id) && filled(c.repositoryId))',
        account: { tenant: 'cabinet.repositoryName + " (" + cabinet.repositoryId + ")"' },
      },
    },
  ],
  access: [
    {
      request: { url: 'https://{{host}}/v1/User/info' },
      replies: userReplies,
      expect: [
        {
          setting: 'userId',
          is: 'status == 200 ? json.id : null',
          unknown: 'Accept',
          causes: ['the account is another user than `spec.config.userId`'],
        },
      ],
      facts: {
        account: {
          id: 'status == 200 ? json.id : null',
          name: 'status == 200 ? json.displayName : null',
          email: 'status == 200 ? json.email : null',
        },
      },
    },
  ],
} satisfies PlatformSpec;
