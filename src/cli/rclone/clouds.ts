import type { Plan } from '../../connectors/index.ts';
import { setting, unknownMethod, type Inexpressible, type Remote, type ToRemote } from './remote.ts';

/** rclone's own form; an access token that has ended makes it fetch one at once. */
const tokenOf = (refresh: string | undefined) =>
  JSON.stringify({ access_token: '', token_type: 'Bearer', refresh_token: refresh, expiry: '2000-01-01T00:00:00Z' });

const fixedToken = (access: string | undefined) => JSON.stringify({ access_token: access, token_type: 'Bearer' });

const ends = 'the access token ends, and rclone cannot renew it';

/** The key file as one line; undefined if the Secret has its parts instead. */
function keyFile({ secret }: Plan): string | undefined {
  const text = secret['serviceAccountJson'];
  return text === undefined ? undefined : JSON.stringify(JSON.parse(text));
}

function google(plan: Plan, type: string, more: Remote['options']): Remote | Inexpressible {
  const { secret, method } = plan;
  if (method.name === 'service-account') {
    const json = keyFile(plan);
    if (json === undefined) return { because: 'rclone needs the key file of the service account (serviceAccountJson)' };
    return { type, options: { ...more, service_account_credentials: json } };
  }
  if (method.name === 'access-token') {
    return { type, options: { ...more, token: fixedToken(secret['accessToken']) }, notes: [ends] };
  }
  if (method.name !== 'oauth-refresh') return unknownMethod(plan);
  const client = { client_id: secret['clientId'], client_secret: secret['clientSecret'] };
  return { type, options: { ...more, ...client, token: tokenOf(secret['refreshToken']) } };
}

const cloudStorage: ToRemote = (plan) => {
  const made = google(plan, 'google cloud storage', { bucket_policy_only: 'true' });
  if ('because' in made) return made;
  const payer = setting(plan, 'userProject');
  const notes =
    payer === undefined ? [] : ['rclone 1.60 cannot bill a project (userProject); later ones have user_project'];
  return { ...made, root: setting(plan, 'bucket') ?? '', notes };
};

const drive: ToRemote = (plan) =>
  google(plan, 'drive', {
    scope: 'drive',
    team_drive: setting(plan, 'driveId'),
    impersonate: setting(plan, 'subject'),
  });

const box: ToRemote = (plan) => {
  if (plan.method.name === 'jwt') {
    return {
      because: 'rclone takes the key file of a Box app from a file alone: set box_config_file and box_sub_type there',
    };
  }
  if (plan.method.name !== 'access-token') return unknownMethod(plan);
  if (setting(plan, 'asUserId') !== undefined)
    return { because: 'rclone cannot act as another user (asUserId) of Box' };
  return { type: 'box', options: { token: fixedToken(plan.secret['accessToken']) }, notes: [ends] };
};

const dropbox: ToRemote = (plan) => {
  const { secret, method } = plan;
  const notes =
    setting(plan, 'pathRoot') === undefined ? [] : ['rclone chooses the root by itself: pathRoot is left out'];
  if (method.name === 'access-token') {
    return { type: 'dropbox', options: { token: fixedToken(secret['accessToken']) }, notes: [...notes, ends] };
  }
  if (secret['appSecret'] === undefined) return { because: 'rclone needs the secret of the Dropbox app (appSecret)' };
  const client = { client_id: secret['appKey'], client_secret: secret['appSecret'] };
  return { type: 'dropbox', options: { ...client, token: tokenOf(secret['refreshToken']) }, notes };
};

/** Clouds with tokens. */
export const clouds: Readonly<Record<string, ToRemote>> = {
  'google-cloud-storage': cloudStorage,
  'google-drive': drive,
  'google-shared-drives': drive,
  box,
  dropbox,
};
