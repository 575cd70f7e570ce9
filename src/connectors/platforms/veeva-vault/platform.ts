import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { api, methods } from './methods.ts';
import { commonReplies, loginReplies, meReplies, otherReplies } from './replies.ts';

export const veevaVault = {
  title: 'Veeva Vault',
  category: 'ContentManagement',
  documentation: 'https://developer.veevavault.com/docs/',
  config: {
    required: ['vaultDns'],
    properties: {
      vaultDns: text('Vault DNS', 'Host name of the vault, in lower case.', 'acme-quality.veevavault.com', {
        // unverified: that vaults have hosts of vaultdev.com as well.
        pattern: '^[a-z0-9-]+\\.(veevavault|vaultdev)\\.com$',
      }),
      apiVersion: text('API version', 'Version of the API that the operator uses. Default: v24.1.', 'v24.1', {
        pattern: '^v\\d{2}\\.[1-3]$',
        default: 'v24.1',
      }),
      oauthProfileId: text(
        'OAuth profile',
        'ID of the OAuth 2.0 / OpenID Connect profile in Vault. Method oauth needs it.',
        '_9ab2c3d4-e5f6-4711-8899-aabbccddeeff',
        { pattern: '^[\\w-]+$' },
      ),
      tokenUrl: text(
        'Token endpoint',
        'Address of the token endpoint of the identity provider. Method oauth needs it.',
        'https://login.example.com/oauth2/v2.0/token',
        { pattern: '^https://[^\\s]+$' },
      ),
      scope: text(
        'Scope',
        'Scopes to request from the identity provider, separated by spaces, if it requires any. Only for method oauth.',
        'api://vault/.default',
      ),
    },
  },
  hosts: ['{{config.vaultDns}}', 'login.veevavault.com', '{{config.tokenUrl}}'],
  define: [
    { permissions: '"object." + orElse(requires.path, "") + ".object_actions"' },
    { successful: 'json.responseStatus in ["SUCCESS", "WARNING"]' },
    // https://developer.veevavault.com/docs/#api-response-status: the status is 200 as a rule, `type` tells.
    { failures: 'json.responseStatus == "FAILURE" ? json.errors.filter(e, has(e.type)).map(e, e.type) : []' },
    { vault: 'json.vaultIds.filter(v, string(v.id) == string(json.vaultId))[0]' },
    { user: 'json.users[0].user' },
    { actions: 'json.data.filter(d, d.name__v == permissions)[0].permissions' },
  ],
  tables: { common: commonReplies, other: otherReplies, login: loginReplies },
  methods,
  test: [
    {
      // Everybody can sign in, also without the permission to use the API: this call needs it.
      request: {
        url: `${api}/objects/users/me`,
        query: { exclude_vault_membership: 'true', exclude_app_licensing: 'true' },
      },
      replies: meReplies,
      facts: {
        identified: 'successful && user.id > 0',
        account: {
          id: 'user.id',
          name: 'user.user_name__v',
          email: 'user.user_email__v',
          tenant: 'session.vaultName + " (" + string(session.vaultId) + ")"',
        },
        // unverified: the names of the administrators' security profiles.
        administrator:
          'user.is_domain_admin__v == true || user.security_profile__v in ["system_admin__v", "vault_owner__v"]',
      },
    },
  ],
  access: [
    {
      when: 'has(requires.path)',
      request: {
        url: `${api}/objects/users/me/permissions`,
        query: { filter: 'name__v::{{permissions}}' },
      },
      replies: [{ table: 'common' }, { table: 'other' }],
      facts: {
        grants: { read: 'actions.read', write: 'actions.create', update: 'actions.edit', delete: 'actions.delete' },
      },
    },
  ],
} satisfies PlatformSpec;
