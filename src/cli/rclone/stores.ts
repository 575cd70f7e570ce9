import type { Plan } from '../../connectors/index.ts';
import { presets } from '../../connectors/index.ts';
import { setting, unknownMethod, type Inexpressible, type Remote, type ToRemote } from './remote.ts';

/** rclone's name of a product that the setting `preset` names. */
const providers: Readonly<Record<string, string>> = {
  'ceph-rgw': 'Ceph',
  'cloudflare-r2': 'Cloudflare',
  'digitalocean-spaces': 'DigitalOcean',
  'ibm-cos': 'IBMCOS',
  minio: 'Minio',
  'scaleway-object-storage': 'Scaleway',
  wasabi: 'Wasabi',
};

function s3(plan: Plan, provider: string, { region, endpoint }: { region?: string; endpoint?: string }): Remote {
  const { secret } = plan;
  const bucket = setting(plan, 'bucket');
  return {
    type: 's3',
    options: {
      provider,
      access_key_id: secret['accessKeyId'],
      secret_access_key: secret['secretAccessKey'],
      session_token: secret['sessionToken'],
      region,
      endpoint,
      force_path_style: setting(plan, 'forcePathStyle'),
      // A key that may use one bucket may not make it, and rclone looks whether it must.
      ...(bucket === undefined ? {} : { no_check_bucket: 'true' }),
    },
    root: bucket ?? '',
    ...(secret['sessionToken'] === undefined ? {} : { notes: ['the session token ends, and rclone cannot renew it'] }),
  };
}

const amazon: ToRemote = (plan) => {
  const region = setting(plan, 'region') ?? 'us-east-1';
  return plan.method.name === 'access-key' ? s3(plan, 'AWS', { region }) : unknownMethod(plan);
};

const compatible: ToRemote = (plan) => {
  const name = setting(plan, 'preset') ?? 'custom';
  const preset = presets[name];
  const region = setting(plan, 'region') ?? preset?.region ?? 'us-east-1';
  const endpoint = setting(plan, 'endpoint') ?? preset?.endpoint?.replace('{region}', region);
  return s3(plan, providers[name] ?? 'Other', { region, ...(endpoint === undefined ? {} : { endpoint }) });
};

const azureBlob: ToRemote = (plan) => {
  const { secret, method } = plan;
  const account = setting(plan, 'accountName');
  const root = setting(plan, 'container') ?? '';
  const endpoint = azureSuffix(plan, account ?? '');
  if (typeof endpoint === 'object') return endpoint;
  if (method.name === 'shared-key')
    return { type: 'azureblob', options: { account, key: secret['accountKey'], endpoint }, root };
  if (method.name !== 'client-secret') return unknownMethod(plan);
  const [tenant, client_id] = [setting(plan, 'tenantId'), setting(plan, 'clientId')];
  const options = { account, tenant, client_id, client_secret: secret['clientSecret'], endpoint };
  return { type: 'azureblob', options, root, notes: ['it needs rclone 1.61 or later'] };
};

const azureClouds: Readonly<Record<string, string | undefined>> = {
  usgov: 'blob.core.usgovcloudapi.net',
  china: 'blob.core.chinacloudapi.cn',
};

/** rclone makes https://ACCOUNT.ENDPOINT of it. @returns undefined for the global cloud */
function azureSuffix(plan: Plan, account: string): string | Inexpressible | undefined {
  const own = setting(plan, 'endpoint');
  if (own === undefined) return azureClouds[setting(plan, 'cloud') ?? 'global'];
  const { protocol, host, pathname } = new URL(own);
  if (protocol === 'https:' && pathname === '/' && host.startsWith(`${account}.`))
    return host.slice(account.length + 1);
  return { because: `rclone reaches an account of Azure at https://${account}.ENDPOINT only, not at ${own}` };
}

/** Object stores. */
export const stores: Readonly<Record<string, ToRemote>> = {
  'amazon-s3': amazon,
  's3-compatible': compatible,
  'azure-blob': azureBlob,
};
