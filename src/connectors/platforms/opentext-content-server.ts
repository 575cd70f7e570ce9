import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { apiReplies, notReady, oauthReplies, otdsReplies } from './replies/opentext.ts';

const account = { required: ['username', 'password'], properties: { username, password } };
const user = { username: '{{secret.username}}', password: '{{secret.password}}' };
const otds = { required: ['otdsUrl'] };

// unverified: that v2 holds the caller's rights for a single node; where it does not, they are not testable.
const properties = 'json.results.data.properties';

export const opentextContentServer = {
  title: 'OpenText Content Server (Extended ECM)',
  aliases: ['Livelink', 'OpenText Content Management'],
  category: 'ContentManagement',
  documentation: 'https://developer.opentext.com/ce/products/extendedecm',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'The server, with the path that ends in cs.exe or cs.',
        'https://ecm.example.com/otcs/cs.exe',
        {
          pattern: '^https?://[^\\s]+/cs(\\.exe)?/?$',
        },
      ),
      otdsUrl: text(
        'Directory Services',
        'Address of OTDS without /otdsws, for the methods of OTDS; of a tenant with /otdstenant/NAME.',
        'https://otds.example.com',
        { pattern: '^https?://[^\\s]+$' },
      ),
      nodeId: text('Node', 'Id of the folder whose rights are looked at. Default: the Enterprise workspace.', '2000', {
        pattern: '^\\d+$',
      }),
    },
  },
  hosts: ['{{config.url}}', '{{config.otdsUrl}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description: 'A user of Content Server with the privilege to log in and rights in the folder that is meant.',
      secret: account,
      auth: {
        session: {
          // The REST API takes forms, no JSON.
          login: { method: 'POST', url: '{{config.url}}/api/v1/auth', form: user },
          replies: [notReady],
          values: { ticket: 'json.ticket' },
          headers: { OTCSTicket: '{{session.ticket}}' },
        },
      },
    },
    {
      name: 'otds-password',
      title: 'Directory Services, user name and password',
      description:
        'A user of an OTDS partition (user@partition) that is synchronized to Content Server and has no second factor.',
      secret: account,
      config: otds,
      auth: {
        session: {
          login: {
            method: 'POST',
            url: '{{config.otdsUrl}}/otdsws/rest/authentication/credentials',
            json: { userName: user.username, password: user.password },
          },
          replies: otdsReplies,
          values: { ticket: 'json.ticket' },
          // Other than a ticket of Content Server it holds on every node behind a load balancer.
          headers: { OTDSTicket: '{{session.ticket}}' },
        },
      },
    },
    {
      name: 'otds-oauth',
      title: 'Directory Services, OAuth client',
      description:
        'OTDS administration, OAuth Clients: a confidential client, which stands for a user of Content Server.',
      secret: {
        required: ['clientId', 'clientSecret'],
        properties: {
          clientId: text('Client ID', 'Name of the OAuth client.', 'connection-operator'),
          clientSecret: secret('Client secret', 'Shown once, when the client is made.', 'your-client-secret'),
        },
      },
      config: otds,
      auth: {
        oauth2: {
          tokenUrl: '{{config.otdsUrl}}/otdsws/oauth2/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          replies: oauthReplies,
        },
      },
    },
  ],
  http: {
    values: { node: 'has(requires.path) ? requires.path : has(config.nodeId) ? config.nodeId : "2000"' },
    test: { url: '{{config.url}}/api/v1/auth' },
    // unverified: id and name, the names of the two fields in the reply to who has signed in.
    account: { id: 'json.data.id', name: 'json.data.name' },
    replies: apiReplies,
    access: [
      {
        request: { url: '{{config.url}}/api/v2/members/{{account.id}}' },
        account: { email: `${properties}.business_email` },
        administrator: `${properties}.privilege_system_admin_rights`,
        // It is not needed for the verdict.
        replies: [{ when: 'status != 200', outcome: 'Connected' }],
      },
      {
        when: 'has(requires.path) || has(requires.access) || has(config.nodeId)',
        request: { url: '{{config.url}}/api/v2/nodes/{{values.node}}' },
        grants: {
          read: `${properties}.perm_see_contents`,
          write: `${properties}.perm_create`,
          update: `${properties}.perm_modify`,
          delete: `${properties}.perm_delete`,
        },
        replies: apiReplies,
      },
    ],
  },
} satisfies PlatformSpec;
