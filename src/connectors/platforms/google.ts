import type { PlatformAccess, PlatformReply } from '../../api/platform.gen.ts';
import type { PlatformMethod } from '../platform.ts';
import { secret, text } from './field.ts';
import { apiReplies, ownTokenReplies, refreshReplies, tokenReplies, tokenUrl } from './replies/google.ts';

export const drive = 'https://www.googleapis.com/drive/v3';
export const email = { pattern: '^[^@\\s]+@[^@\\s]+$' };

interface ServiceAccount {
  description: string;
  config?: PlatformMethod['config'];
  /** Claims besides `iss` and `aud`. */
  claims: Record<string, string>;
}

/** https://developers.google.com/identity/protocols/oauth2/service-account */
export function serviceAccount({ description, config, claims }: ServiceAccount): PlatformMethod {
  return {
    name: 'service-account',
    title: 'Service account',
    description,
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
    secret: { required: ['clientEmail', 'privateKey'], properties: keyFields },
    ...(config ? { config } : {}),
    auth: {
      jwtBearer: {
        tokenUrl,
        assertion: {
          key: '{{secret.privateKey}}',
          keyId: '{{secret.privateKeyId}}',
          claims: { iss: '{{secret.clientEmail}}', ...claims, aud: tokenUrl },
          // Google takes 3600; less of it lets a clock that is wrong be noticed.
          lifetimeSeconds: 600,
        },
        replies: 'sub' in claims ? tokenReplies : ownTokenReplies,
      },
    },
  };
}

const keyFields = {
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
  universeDomain: text('Universe', "Only Google's own cloud is known.", 'googleapis.com', { const: 'googleapis.com' }),
};

/** https://developers.google.com/identity/protocols/oauth2/web-server#offline; Google gives no new refresh token. */
export function oauthRefresh(description: string, config?: PlatformMethod['config']): PlatformMethod {
  return {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description,
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId: text('Client ID', 'Google Cloud console, Clients.', '1234-abc.apps.googleusercontent.com'),
        clientSecret: secret('Client secret', 'Of the same client.', 'GOCSPX-your-client-secret'),
        refreshToken: secret('Refresh token', 'From a sign-in with access_type=offline.', '1//your-refresh-token'),
      },
    },
    ...(config ? { config } : {}),
    auth: {
      oauth2: {
        grant: 'refresh_token',
        rotates: false,
        tokenUrl,
        clientId: '{{secret.clientId}}',
        clientSecret: '{{secret.clientSecret}}',
        clientAuth: 'body',
        replies: refreshReplies,
      },
    },
  };
}

/** Who we are in Drive; without `fields` the call fails with a perfect credential. */
export const aboutMe = {
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
};

/** Rights in the file, folder or shared drive `values.item`. */
export function rightsInItem(when: string): PlatformAccess {
  return {
    when,
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
  };
}

/** The user is another than the one that `key` of the settings names. */
export function anotherUser(key: string): PlatformReply {
  return {
    when: `status == 200 && has(config.${key}) && json.user.emailAddress.lowerAscii() != config.${key}.lowerAscii()`,
    outcome: 'IdentityMismatch',
    causes: [`${key} is an alias: write the main address of the user`],
  };
}
