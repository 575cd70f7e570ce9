/** What is known of a product. */
export interface Preset {
  /** If the settings name no endpoint; `{region}` is filled in. */
  endpoint?: string;
  /** If the settings name no region. */
  region?: string;
}

/** Endpoints and regions: rclone, backend/s3/provider; of Backblaze and Cloudflare the vendors' pages named below. */
export const presets: Readonly<Record<string, Preset>> = {
  custom: { region: 'us-east-1' },
  // https://www.backblaze.com/docs/cloud-storage-call-the-s3-compatible-api
  'backblaze-b2': { endpoint: 'https://s3.{region}.backblazeb2.com' },
  'ceph-rgw': { region: 'us-east-1' },
  // The host is the account's: https://developers.cloudflare.com/r2/api/s3/api/
  'cloudflare-r2': { region: 'auto' },
  'digitalocean-spaces': { endpoint: 'https://{region}.digitaloceanspaces.com' },
  'hetzner-object-storage': { endpoint: 'https://{region}.your-objectstorage.com' },
  // unverified: that the signature for IBM Cloud names the region that is in the endpoint
  'ibm-cos': { endpoint: 'https://s3.{region}.cloud-object-storage.appdomain.cloud' },
  'linode-object-storage': { endpoint: 'https://{region}.linodeobjects.com' },
  minio: { region: 'us-east-1' },
  'ovhcloud-object-storage': { endpoint: 'https://s3.{region}.io.cloud.ovh.net' },
  'scaleway-object-storage': { endpoint: 'https://s3.{region}.scw.cloud' },
  wasabi: { endpoint: 'https://s3.{region}.wasabisys.com' },
};

/** Those whose endpoint is made from the region. */
export const regionalPresets: readonly string[] = Object.keys(presets).filter(
  (name) => presets[name]?.endpoint !== undefined,
);

/** The hosts of their endpoints, as templates of the allowed hosts. */
export const presetHosts: readonly string[] = Object.values(presets).flatMap(({ endpoint }) =>
  endpoint === undefined
    ? []
    : [new URL(endpoint.replace('{region}', 'region')).host.replace('region', '{{config.region}}')],
);
