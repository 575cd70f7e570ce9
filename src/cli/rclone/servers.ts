import type { Plan } from '../../connectors/index.ts';
import { obscure } from './obscure.ts';
import { joined, setting, unknownMethod, type Remote, type ToRemote } from './remote.ts';

const host = (plan: Plan) => setting(plan, 'host')?.replace(/^\[(.*)\]$/, '$1');
const password = (value: string | undefined) => (value === undefined ? undefined : obscure(value));

/** Without a file of host keys rclone trusts any server, and shows it the credential. */
const sftp: ToRemote = (plan) => {
  const { secret } = plan;
  return {
    type: 'sftp',
    options: {
      host: host(plan),
      port: setting(plan, 'port'),
      user: secret['username'],
      pass: password(secret['password']),
      // One line: rclone puts the line breaks back.
      key_pem: secret['privateKey']?.trimEnd().replaceAll(/\r?\n/g, String.raw`\n`),
      key_file_pass: password(secret['passphrase']),
    },
    root: setting(plan, 'path') === '.' ? '' : (setting(plan, 'path') ?? ''),
    notes: [
      'rclone does not check the host key: write the lines of `ssh-keyscan` that you compared to a file and add `known_hosts_file = FILE`',
    ],
  };
};

const ftp: ToRemote = (plan) => ftpWith(plan, {});

const ftps: ToRemote = (plan) => {
  if (plan.method.name === 'client-certificate') return unknownMethod(plan);
  return ftpWith(plan, setting(plan, 'tls') === 'implicit' ? { tls: 'true' } : { explicit_tls: 'true' });
};

function ftpWith(plan: Plan, tls: Remote['options']): Remote {
  const isAnonymous = plan.method.name === 'anonymous';
  return {
    type: 'ftp',
    options: {
      host: host(plan),
      port: setting(plan, 'port'),
      user: isAnonymous ? 'anonymous' : plan.secret['username'],
      pass: password(isAnonymous ? 'anonymous@' : plan.secret['password']),
      ...tls,
    },
    root: setting(plan, 'path') ?? '',
  };
}

const webdav: ToRemote = (plan) => {
  const { secret, method } = plan;
  if (method.name !== 'basic' && method.name !== 'bearer') return unknownMethod(plan);
  const vendor = setting(plan, 'vendor') ?? 'other';
  const url = setting(plan, 'url') ?? '';
  return {
    type: 'webdav',
    options: {
      url: vendor === 'other' || url.includes('/remote.php/') ? url : davOf(url),
      vendor,
      user: secret['username'],
      pass: password(secret['password']),
      bearer_token: secret['bearerToken'],
    },
  };
};

/** The collection of whoever signs in: its name need not be known. */
const davOf = (url: string) => `${url.replace(/\/+$/, '')}/remote.php/webdav/`;

const cloud =
  (vendor: string, key: string): ToRemote =>
  (plan) => {
    const { secret } = plan;
    if (secret[key] === undefined) return unknownMethod(plan);
    const url = davOf(setting(plan, 'url') ?? '');
    const options = { url, vendor, user: secret['username'], pass: password(secret[key]) };
    return { type: 'webdav', options, root: joined(setting(plan, 'path')) };
  };

const smb: ToRemote = (plan) => {
  const { secret } = plan;
  const [, before, user] = /^(?:([^\\]*)\\)?(.*)$/s.exec(secret['username'] ?? '') ?? [];
  const notes = [
    ...(setting(plan, 'encryption') === 'Required' ? ['rclone does not insist on encryption'] : []),
    ...(setting(plan, 'minDialect') === undefined ? [] : ['rclone does not insist on a dialect']),
  ];
  return {
    type: 'smb',
    options: {
      host: host(plan),
      port: setting(plan, 'port'),
      user,
      pass: password(secret['password']),
      domain: before ?? setting(plan, 'domain'),
    },
    root: joined(setting(plan, 'share'), setting(plan, 'path')),
    notes,
  };
};

const seafile: ToRemote = (plan) => {
  const { secret } = plan;
  const url = setting(plan, 'url');
  return {
    type: 'seafile',
    options: { url, user: secret['username'], pass: password(secret['password']), auth_token: secret['token'] },
  };
};

const local: ToRemote = (plan) => ({
  type: 'local',
  options: {},
  root: setting(plan, 'path') ?? '',
  notes: ['the folder must be mounted where rclone runs'],
});

/** Servers with a name and a password, or a key. */
export const servers: Readonly<Record<string, ToRemote>> = {
  sftp,
  ftp,
  ftps,
  webdav,
  nextcloud: cloud('nextcloud', 'appPassword'),
  owncloud: cloud('owncloud', 'appPassword'),
  'owncloud-infinite-scale': cloud('owncloud', 'appToken'),
  smb,
  seafile,
  'local-filesystem': local,
};
