import type { Plan } from '../../connectors/index.ts';
import { presets } from '../../connectors/index.ts';
import { setting, unknownMethod, type Remote, type ToRemote } from './remote.ts';

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
  const container = setting(plan, 'container');
  const own = setting(plan, 'endpoint');
  if (method.name === 'shared-key') {
    const key = secret['accountKey'];
    const options = { account, key, endpoint: own };
    return { type: 'azureblob', options, root: container ?? '', ...endpointNote(plan) };
  }
  if (method.name !== 'client-secret') return unknownMethod(plan);
  const [tenant, client_id] = [setting(plan, 'tenantId'), setting(plan, 'clientId')];
  return {
    type: 'azureblob',
    options: { account, tenant, client_id, client_secret: secret['clientSecret'], endpoint: own },
    root: container ?? '',
    notes: ['it needs rclone 1.61 or later', ...(endpointNote(plan).notes ?? [])],
  };
};

function endpointNote(plan: Plan): Pick<Remote, 'notes'> {
  const cloud = setting(plan, 'cloud') ?? 'global';
  if (cloud === 'global' || cloud === 'custom') return {};
  return { notes: [`add \`endpoint\` for cloud ${cloud}: rclone takes the global one`] };
}

/** Object stores. */
export const stores: Readonly<Record<string, ToRemote>> = {
  'amazon-s3': amazon,
  's3-compatible': compatible,
  'azure-blob': azureBlob,
};
