import { presetHosts, presets, regionalPresets } from '../../drivers/s3/presets.ts';
import type { PlatformSpec } from '../../platform.ts';
import { accessKeyFields, anyAccessKeyId } from '../shared/aws/fields.ts';
import { pasted, text } from '../shared/field.ts';

/** Facts: rclone backend/s3, docs.aws.amazon.com/AmazonS3/latest/API; what the driver makes of replies is in drivers/s3. */
export const s3Compatible = {
  title: 'S3-compatible storage',
  aliases: [
    'MinIO',
    'Wasabi',
    'Ceph RADOS Gateway',
    'Backblaze B2',
    'Cloudflare R2',
    'DigitalOcean Spaces',
    'Hetzner Object Storage',
    'IBM Cloud Object Storage',
    'Linode Object Storage',
    'OVHcloud Object Storage',
    'Scaleway Object Storage',
    'S3',
  ],
  category: 'CloudStorage',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
  driver: 's3',
  config: {
    properties: {
      preset: text(
        'Product',
        `Product that stores the objects; custom, the default, is any other. The endpoint follows from the region for ${regionalPresets.join(', ')}.`,
        'minio',
        { enum: Object.keys(presets), default: 'custom' },
      ),
      endpoint: text(
        'Endpoint',
        'Address of the S3 API, without bucket or path. It is required if it does not follow from the product.',
        'https://minio.example.com',
        { pattern: '^[hH][tT][tT][pP][sS]?://[^/?#@\\\\\\s]+/?$' },
      ),
      region: text(
        'Region',
        'Region of the bucket, which is part of the signature. Default: us-east-1; auto for cloudflare-r2. A product whose endpoint follows from the region requires it.',
        'eu-central-1',
        { pattern: '^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$' },
      ),
      bucket: text(
        'Bucket',
        'Name of the bucket to list. Without it the test lists the buckets of the account, which many access keys may not.',
        'finance-archive',
        {
          ...pasted(['^s3://([^/?#]+)'], ['^https?://[^/]+/([a-z0-9.-]+)']),
          pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
        },
      ),
      forcePathStyle: {
        type: 'boolean',
        title: 'Path style',
        description:
          'True, the default, puts the bucket into the path (https://endpoint/bucket); false into the host name (https://bucket.endpoint).',
        default: true,
        examples: [true],
      },
    },
    if: { properties: { preset: { enum: regionalPresets } }, required: ['preset'] },
    else: { required: ['endpoint'] },
  },
  methods: [
    {
      name: 'access-key',
      title: 'Access key',
      description: 'Create an access key that is allowed to list the bucket. Anonymous access is refused.',
      secret: {
        required: ['accessKeyId', 'secretAccessKey'],
        properties: { ...accessKeyFields, accessKeyId: { ...accessKeyFields.accessKeyId, ...anyAccessKeyId } },
      },
      credential: { none: {} },
    },
  ],
  hosts: ['{{config.endpoint}}', ...presetHosts],
} satisfies PlatformSpec;
