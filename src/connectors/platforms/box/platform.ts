import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { accessToken, clientCredentials, jwt, oauthRefresh } from './methods.ts';
import { fileHosts, headers, probe } from './probe.ts';
import { tables, userReplies } from './replies.ts';

const number = { pattern: '^[1-9][0-9]*$' };
const noDelete = 'json.status.startsWith("cannot_delete_edit") ? false : null';

export const box = {
  title: 'Box',
  aliases: ['Box (Service Accounts)'],
  category: 'ContentManagement',
  documentation: 'https://developer.box.com/guides/authentication',
  config: {
    properties: {
      enterpriseId: text(
        'Enterprise ID',
        "The ID of the enterprise. With method jwt and without `userId` the operator acts as the application's service account in this enterprise. Otherwise the account must belong to this enterprise. Default: the enterprise in `configJson`.",
        '123456',
        number,
      ),
      userId: text('User ID', 'The ID of the managed user or app user to act as (jwt).', '31415926', number),
      asUserId: text(
        'As-User ID',
        'The ID of a user to impersonate in every request to the API (header As-User).',
        '31415926',
        number,
      ),
      jwtAlgorithm: text('JWT algorithm', 'The signature algorithm of the assertion (jwt).', 'RS256', {
        enum: ['RS256', 'RS384', 'RS512'],
        default: 'RS256',
      }),
      boxSubjectType: text(
        'Subject type',
        "Whether to act as a user or, with enterprise, as the application's service account (client-credentials).",
        'enterprise',
        { enum: ['enterprise', 'user'] },
      ),
      boxSubjectId: text(
        'Subject ID',
        'The ID of the enterprise or user that `boxSubjectType` means (client-credentials).',
        '123456',
        number,
      ),
    },
  },
  // unverified: that enterprises with Box Zones are reached at the same host.
  hosts: ['api.box.com', ...fileHosts],
  define: [
    { badGrant: 'json.error == "invalid_grant"' },
    { said: 'json.error_description' },
    { subjectType: 'has(config.userId) ? "user" : "enterprise"' },
    { subjectId: 'orElse(config.userId, config.enterpriseId)' },
  ],
  tables,
  methods: [jwt, clientCredentials, oauthRefresh, accessToken],
  test: [
    {
      request: {
        url: 'https://api.box.com/2.0/users/me',
        query: { fields: 'id,type,name,login,status,role,enterprise' },
        headers,
      },
      replies: userReplies,
      expect: [
        {
          setting: 'enterpriseId',
          is: 'json.enterprise.id',
          causes: ['the account belongs to another enterprise than `enterpriseId`, or to none'],
        },
      ],
      facts: {
        identified: 'json.type == "user"',
        account: {
          id: 'json.id',
          name: 'json.name',
          email: 'json.login',
          tenant:
            'has(json.enterprise.name) ? json.enterprise.name + " (" + json.enterprise.id + ")" : json.enterprise.id',
        },
        administrator: 'json.role in ["admin", "coadmin"]',
        grants: {
          write: 'json.status == "cannot_delete_edit_upload" ? false : null',
          update: noDelete,
          delete: noDelete,
        },
      },
    },
  ],
  access: [
    {
      when: 'has(requires.path)',
      request: {
        url: 'https://api.box.com/2.0/folders/{{requires.path}}',
        query: { fields: 'permissions' },
        headers,
      },
      replies: [{ table: 'forbidden' }],
      facts: {
        grants: {
          read: 'json.permissions.can_download',
          write: 'json.permissions.can_upload',
          update: 'json.permissions.can_rename',
          delete: 'json.permissions.can_delete',
        },
      },
    },
  ],
  probe,
} satisfies PlatformSpec;
