import type { PlatformSpec } from '../platform.ts';
import { oauthRefresh } from './box-refresh.ts';
import { secret, text, token } from './field.ts';
import { apiReplies, assertionReplies, clientFields, forbiddenReplies, grantReplies, tokenUrl } from './replies/box.ts';
import { boxFileHosts, boxProof } from './proofs/box.ts';

const number = { pattern: '^[1-9][0-9]*$' };
const client = {
  clientId: text('Client ID', 'Developer Console, Configuration.', 'a1b2c3d4e5f6'),
  clientSecret: secret('Client Secret', 'Developer Console, Configuration.', 'your-client-secret'),
};
const headers = { 'As-User': '{{config.asUserId}}' };
const appSettings = 'boxAppSettings';

export const box = {
  title: 'Box',
  aliases: ['Box (Service Accounts)'],
  category: 'ContentManagement',
  documentation: 'https://developer.box.com/guides/authentication',
  config: {
    properties: {
      enterpriseId: text(
        'Enterprise ID',
        "Act as the application's service account in this enterprise (jwt). Beside userId, or with another method: the enterprise that the account must belong to. Default: from configJson.",
        '123456',
        number,
      ),
      userId: text('User ID', 'Act as this managed user or app user (jwt).', '31415926', number),
      asUserId: text('As-User ID', 'Impersonate this user on every call (header As-User).', '31415926', number),
      jwtAlgorithm: text('JWT algorithm', 'Signature of the assertion (jwt).', 'RS256', {
        enum: ['RS256', 'RS384', 'RS512'],
        default: 'RS256',
      }),
      boxSubjectType: text(
        'Subject type',
        "Whom to act as (client-credentials); enterprise: the application's service account.",
        'enterprise',
        { enum: ['enterprise', 'user'] },
      ),
      boxSubjectId: text('Subject ID', 'Id of that enterprise or user (client-credentials).', '123456', number),
    },
  },
  // unverified: that enterprises with Box Zones are reached at the same host.
  hosts: ['api.box.com', ...boxFileHosts],
  methods: [
    {
      name: 'jwt',
      title: 'Server authentication with JWT',
      description:
        'A Platform App with Server Authentication (with JWT), its key pair, and the approval of an administrator. Put the file that Box issues into configJson as it is, or its parts into keys of their own.',
      unpack: [
        {
          key: 'configJson',
          format: 'json',
          into: {
            'secret.clientId': `${appSettings}.clientID`,
            'secret.clientSecret': `${appSettings}.clientSecret`,
            'secret.publicKeyId': `${appSettings}.appAuth.publicKeyID`,
            'secret.privateKey': `${appSettings}.appAuth.privateKey`,
            'secret.passphrase': `${appSettings}.appAuth.passphrase`,
            'config.enterpriseId': 'enterpriseID',
          },
        },
      ],
      secret: {
        required: ['clientId', 'clientSecret', 'publicKeyId', 'privateKey'],
        properties: {
          configJson: secret(
            'Configuration file',
            'As Box issues it; the other keys are then not needed.',
            '{"boxAppSettings": …}',
          ),
          ...client,
          publicKeyId: text('Public Key ID', 'Id of the key pair.', '9x8y7z6w'),
          privateKey: secret(
            'Private key',
            'PKCS#8 PEM, as a rule encrypted.',
            '-----BEGIN ENCRYPTED PRIVATE KEY-----…',
          ),
          passphrase: secret('Passphrase', 'Of the private key, where that is encrypted.', 'your-passphrase'),
        },
      },
      config: {
        anyOf: [{ required: ['enterpriseId'] }, { required: ['userId'] }],
        properties: { boxSubjectType: false, boxSubjectId: false },
      },
      auth: {
        jwtBearer: {
          tokenUrl,
          assertion: {
            key: '{{secret.privateKey}}',
            passphrase: '{{secret.passphrase}}',
            keyId: '{{secret.publicKeyId}}',
            algorithm: '{{config.jwtAlgorithm}}',
            claims: {
              iss: '{{secret.clientId}}',
              sub: '{{values.subjectId}}',
              box_sub_type: '{{values.subjectType}}',
              aud: tokenUrl,
            },
            // Box takes at most 60; the rest is room for a clock that is ahead.
            lifetimeSeconds: 30,
          },
          form: clientFields,
          replies: assertionReplies,
        },
      },
    },
    {
      name: 'client-credentials',
      title: 'Server authentication with client credentials',
      description:
        'A Platform App with Server Authentication (Client Credentials Grant), approved by an administrator.',
      secret: { required: ['clientId', 'clientSecret'], properties: client },
      config: { required: ['boxSubjectType', 'boxSubjectId'], properties: { userId: false } },
      auth: {
        oauth2: {
          tokenUrl,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          form: { box_subject_type: '{{config.boxSubjectType}}', box_subject_id: '{{config.boxSubjectId}}' },
          replies: grantReplies,
        },
      },
    },
    oauthRefresh,
    {
      name: 'access-token',
      title: 'Access token',
      description:
        'A token that was made elsewhere, such as a developer token. It ends after 60 minutes: for trials only.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'Such as a Developer Token.', 'your-access-token', token) },
      },
      config: { properties: { userId: false, boxSubjectType: false, boxSubjectId: false } },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
  ],
  http: {
    values: {
      subjectType: 'has(config.userId) ? "user" : "enterprise"',
      subjectId: 'has(config.userId) ? config.userId : config.enterpriseId',
    },
    test: {
      url: 'https://api.box.com/2.0/users/me',
      query: { fields: 'id,type,name,login,status,role,enterprise' },
      headers,
    },
    account: {
      id: 'json.id',
      name: 'json.name',
      email: 'json.login',
      tenant: 'has(json.enterprise.name) ? json.enterprise.name + " (" + json.enterprise.id + ")" : json.enterprise.id',
    },
    identity: 'json.type == "user" && json.id != ""',
    administrator: 'json.role in ["admin", "coadmin"]',
    replies: apiReplies,
    proof: boxProof,
    access: [
      { when: 'json.status.startsWith("cannot_delete_edit")', grants: { update: 'false', delete: 'false' } },
      { when: 'json.status == "cannot_delete_edit_upload"', grants: { write: 'false' } },
      {
        when: 'has(requires.path)',
        request: {
          url: 'https://api.box.com/2.0/folders/{{requires.path}}',
          query: { fields: 'permissions' },
          headers,
        },
        grants: {
          read: 'json.permissions.can_download',
          write: 'json.permissions.can_upload',
          update: 'json.permissions.can_rename',
          delete: 'json.permissions.can_delete',
        },
        replies: forbiddenReplies,
      },
    ],
  },
} satisfies PlatformSpec;
