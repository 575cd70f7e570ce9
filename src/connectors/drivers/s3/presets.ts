/** What is known of a product. */
export interface Preset {
  /** Where the settings name no endpoint; `{region}` is filled in. */
  endpoint?: string;
  /** Where the settings name no region. */
  region?: string;
  pathStyle: boolean;
}

/** Endpoints and regions: rclone, backend/s3/provider; of Backblaze and Cloudflare the vendors' pages named below. */
export const presets: Readonly<Record<string, Preset>> = {
  custom: { region: 'us-east-1', pathStyle: true },
  // https://www.backblaze.com/docs/cloud-storage-call-the-s3-compatible-api
  'backblaze-b2': { endpoint: 'https://s3.{region}.backblazeb2.com', pathStyle: true },
  'ceph-rgw': { region: 'us-east-1', pathStyle: true },
  // The host is the account's: https://developers.cloudflare.com/r2/api/s3/api/
  'cloudflare-r2': { region: 'auto', pathStyle: true },
  'digitalocean-spaces': { endpoint: 'https://{region}.digitaloceanspaces.com', pathStyle: true },
  'hetzner-object-storage': { endpoint: 'https://{region}.your-objectstorage.com', pathStyle: true },
  // unverified: that the signature for IBM Cloud names the region that is in the endpoint
  'ibm-cos': { endpoint: 'https://s3.{region}.cloud-object-storage.appdomain.cloud', pathStyle: true },
  'linode-object-storage': { endpoint: 'https://{region}.linodeobjects.com', pathStyle: true },
  minio: { region: 'us-east-1', pathStyle: true },
  'ovhcloud-object-storage': { endpoint: 'https://s3.{region}.io.cloud.ovh.net', pathStyle: true },
  'scaleway-object-storage': { endpoint: 'https://s3.{region}.scw.cloud', pathStyle: true },
  wasabi: { endpoint: 'https://s3.{region}.wasabisys.com', pathStyle: true },
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
