import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { exchangeReplies, loginReplies, meReplies, providerReplies, rightsReplies } from './replies/veeva-vault.ts';

const api = 'https://{{config.vaultDns}}/api/{{config.apiVersion}}';
const entry = 'json.vaultIds.filter(v, string(v.id) == string(json.vaultId))[0]';
const session = {
  values: {
    sessionId: 'json.sessionId',
    vaultId: 'json.vaultId',
    vaultUrl: `${entry}.url`,
    vaultName: `has(${entry}.name) ? ${entry}.name : string(json.vaultId)`,
  },
  headers: { Authorization: '{{session.sessionId}}' },
  logout: { method: 'DELETE', url: `${api}/session` },
} as const;
const user = 'json.users[0].user';
const actions = 'json.data.filter(d, d.name__v == "object." + requires.path + ".object_actions")[0].permissions';

export const veevaVault = {
  title: 'Veeva Vault',
  category: 'ContentManagement',
  documentation: 'https://developer.veevavault.com/docs/',
  config: {
    required: ['vaultDns'],
    properties: {
      vaultDns: text('Vault DNS', 'Host of the vault.', 'acme-quality.veevavault.com', {
        // unverified: that vaults have hosts of vaultdev.com as well.
        pattern: '^[a-z0-9-]+\\.(veevavault|vaultdev)\\.com$',
      }),
      apiVersion: text('API version', 'Version of the API that is asked.', 'v24.1', {
        pattern: '^v\\d{2}\\.[1-3]$',
        default: 'v24.1',
      }),
      oauthProfileId: text(
        'OAuth profile',
        'Id of the OAuth 2.0 / OpenID Connect profile in Vault (oauth).',
        '_9ab2c3d4-e5f6-4711-8899-aabbccddeeff',
        { pattern: '^[\\w-]+$' },
      ),
      tokenUrl: text(
        'Token endpoint',
        "The identity provider's token endpoint (oauth).",
        'https://login.example.com/oauth2/v2.0/token',
        { pattern: '^https://[^\\s]+$' },
      ),
      scope: text(
        'Scope',
        'Scope to ask the identity provider for, where it wants one (oauth).',
        'api://vault/.default',
      ),
    },
  },
  hosts: ['{{config.vaultDns}}', 'login.veevavault.com', '{{config.tokenUrl}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'A user of the vault whose permission set has API access (Admin, Users & Groups, Permission Sets, Application, API). The password is sent once a test; the session is ended.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      config: { properties: { oauthProfileId: false, tokenUrl: false, scope: false } },
      auth: {
        session: {
          login: {
            method: 'POST',
            url: `${api}/auth`,
            form: { username: '{{secret.username}}', password: '{{secret.password}}', vaultDNS: '{{config.vaultDns}}' },
          },
          replies: loginReplies,
          ...session,
        },
      },
    },
    {
      name: 'oauth',
      title: 'OAuth 2.0 / OpenID Connect',
      description:
        'An application at the identity provider with the client credentials grant; in Vault an OAuth 2.0 profile (Admin, Settings, OAuth 2.0 / OpenID Connect Profiles) that knows the client, and a user with API access whose federated ID is that of the token.',
      secret: {
        required: ['clientId', 'clientSecret'],
        properties: {
          clientId: text('Client ID', 'Of the application at the identity provider.', 'a1b2c3d4'),
          clientSecret: secret('Client secret', 'Of the same application.', 'your-client-secret'),
        },
      },
      config: { required: ['oauthProfileId', 'tokenUrl'] },
      auth: {
        session: {
          login: {
            method: 'POST',
            url: '{{config.tokenUrl}}',
            form: {
              grant_type: 'client_credentials',
              client_id: '{{secret.clientId}}',
              client_secret: '{{secret.clientSecret}}',
              scope: '{{config.scope}}',
            },
          },
          replies: providerReplies,
          next: {
            request: {
              method: 'POST',
              url: 'https://login.veevavault.com/auth/oauth/session/{{config.oauthProfileId}}',
              headers: { Authorization: 'Bearer {{session.accessToken}}' },
              form: { vaultDNS: '{{config.vaultDns}}', client_id: '{{secret.clientId}}' },
            },
            replies: exchangeReplies,
            values: session.values,
          },
          ...session,
          values: { accessToken: 'json.access_token' },
        },
      },
    },
  ],
  http: {
    // Everybody can sign in, also without the permission to use the API: this call needs it.
    test: {
      url: `${api}/objects/users/me`,
      query: { exclude_vault_membership: 'true', exclude_app_licensing: 'true' },
    },
    account: {
      id: `${user}.id`,
      name: `${user}.user_name__v`,
      email: `${user}.user_email__v`,
      tenant: 'session.vaultName + " (" + session.vaultId + ")"',
    },
    identity: `json.responseStatus in ["SUCCESS", "WARNING"] && ${user}.id > 0`,
    // unverified: the names of the administrators' security profiles.
    administrator: `${user}.is_domain_admin__v == true || ${user}.security_profile__v in ["system_admin__v", "vault_owner__v"]`,
    replies: meReplies,
    access: [
      {
        when: 'has(requires.path)',
        request: {
          url: `${api}/objects/users/me/permissions`,
          query: { filter: 'name__v::object.{{requires.path}}.object_actions' },
        },
        grants: {
          read: `${actions}.read`,
          write: `${actions}.create`,
          update: `${actions}.edit`,
          delete: `${actions}.delete`,
        },
        replies: rightsReplies,
      },
    ],
  },
} satisfies PlatformSpec;
