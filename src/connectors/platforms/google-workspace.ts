import type { PlatformSpec } from '../platform.ts';
import { secret, text } from './field.ts';
import { apiReplies, tokenReplies } from './replies/google.ts';

const tokenUrl = 'https://oauth2.googleapis.com/token';
const drive = 'https://www.googleapis.com/drive/v3';
const readMetadata = 'https://www.googleapis.com/auth/drive.metadata.readonly';
const email = { pattern: '^[^@\\s]+@[^@\\s]+$' };

export const googleWorkspace = {
  title: 'Google Workspace',
  aliases: ['google-suite', 'G Suite', 'Google Drive for Work'],
  category: 'FileSharing',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/service-account',
  config: {
    required: ['subject'],
    properties: {
      subject: text('User', 'User to act as, by domain-wide delegation.', 'admin@example.com', email),
      scopes: {
        type: 'array',
        minItems: 1,
        maxItems: 32,
        items: { type: 'string', pattern: '^[^\\s,]+$' },
        default: [readMetadata],
        title: 'Scopes',
        description:
          'Scopes to ask for. All of them must be delegated to the service account, one of them must be a Drive scope.',
        examples: [[readMetadata]],
      },
    },
  },
  hosts: ['oauth2.googleapis.com', 'www.googleapis.com'],
  methods: [
    {
      name: 'service-account',
      title: 'Service account',
      description:
        'A service account with a JSON key, the Google Drive API enabled in its project, and domain-wide delegation of the scopes in the Admin console. Put the key file into serviceAccountJson as it is, or its parts into keys of their own. Its token_uri is not used.',
      unpack: [
        {
          key: 'serviceAccountJson',
          format: 'json',
          into: {
            'secret.clientEmail': 'client_email',
            'secret.privateKey': 'private_key',
            'secret.privateKeyId': 'private_key_id',
            'secret.type': 'type',
            'secret.universeDomain': 'universe_domain',
          },
        },
      ],
      secret: {
        required: ['clientEmail', 'privateKey'],
        properties: {
          serviceAccountJson: secret(
            'Key file',
            'As Google issues it; the other keys are then not needed.',
            '{"type": "service_account", …}',
          ),
          clientEmail: text('Service account', 'Its e-mail address.', 'svc@project.iam.gserviceaccount.com', email),
          privateKey: secret('Private key', 'PEM.', '-----BEGIN PRIVATE KEY-----…'),
          privateKeyId: text('Key ID', 'Id of the private key.', '0123456789abcdef'),
          type: text('Kind of key file', 'Google issues other files that look alike.', 'service_account', {
            const: 'service_account',
          }),
          universeDomain: text('Universe', "Only Google's own cloud is known.", 'googleapis.com', {
            const: 'googleapis.com',
          }),
        },
      },
      auth: {
        jwtBearer: {
          tokenUrl,
          assertion: {
            key: '{{secret.privateKey}}',
            keyId: '{{secret.privateKeyId}}',
            claims: {
              iss: '{{secret.clientEmail}}',
              sub: '{{config.subject}}',
              scope: '{{config.scopes}}',
              aud: tokenUrl,
            },
            // Google takes 3600; less of it lets a clock that is wrong be noticed.
            lifetimeSeconds: 600,
          },
          replies: tokenReplies,
        },
      },
    },
  ],
  http: {
    values: { item: 'has(requires.path) ? requires.path : "root"' },
    test: {
      url: `${drive}/about`,
      query: { fields: 'user(displayName,emailAddress,permissionId),storageQuota(limit,usage)' },
    },
    account: {
      id: 'json.user.permissionId',
      name: 'json.user.displayName',
      email: 'json.user.emailAddress',
      tenant: 'json.user.emailAddress.split("@")[1]',
    },
    identity: 'json.user.emailAddress != "" && json.user.permissionId != ""',
    replies: [
      ...apiReplies,
      {
        when: 'status == 200 && json.user.emailAddress.lowerAscii() != config.subject.lowerAscii()',
        outcome: 'IdentityMismatch',
        causes: ['subject is an alias: write the main address of the user'],
      },
    ],
    access: [
      {
        when: 'has(requires.path) || has(requires.access)',
        request: {
          url: `${drive}/files/{{values.item}}`,
          query: { fields: 'capabilities', supportsAllDrives: 'true' },
        },
        grants: {
          read: 'json.capabilities.canListChildren || json.capabilities.canDownload',
          write: 'json.capabilities.canAddChildren',
          update: 'json.capabilities.canEdit',
          // My Drive itself cannot be deleted, which says nothing of what is in it.
          delete:
            'has(json.capabilities.canTrashChildren) ? json.capabilities.canTrashChildren : values.item == "root" ? null : json.capabilities.canTrash',
        },
        replies: apiReplies,
      },
    ],
  },
} satisfies PlatformSpec;
