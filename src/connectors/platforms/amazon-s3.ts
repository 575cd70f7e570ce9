import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { accessKeyFields } from './aws-fields.ts';
import { text } from './field.ts';

const secret: PlatformMethod['secret'] = {
  type: 'object',
  required: ['accessKeyId', 'secretAccessKey'],
  properties: {
    ...accessKeyFields,
    accessKeyId: {
      ...accessKeyFields.accessKeyId,
      description: 'Names the key. One that begins with ASIA is temporary and needs sessionToken.',
    },
    expiration: text(
      'Expiration',
      'When a temporary key ends, as the AWS tools write it; AWS itself tells nobody.',
      '2026-12-01T12:00:00Z',
      { format: 'date-time' },
    ),
  },
};

const role = { required: ['roleArn'] };

/** Facts: docs.aws.amazon.com/STS/latest/APIReference, docs.aws.amazon.com/AmazonS3/latest/API; the calls are in drivers/amazon-s3. */
export const amazonS3 = {
  title: 'Amazon S3',
  aliases: ['AWS S3', 'Amazon Simple Storage Service'],
  category: 'CloudStorage',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-iam.html',
  driver: 'amazon-s3',
  config: {
    type: 'object',
    properties: {
      region: text('Region', 'Region of the bucket; STS of the same region is asked.', 'eu-central-1', {
        pattern: '^[a-z]{2}(-[a-z]+)+-\\d$',
        default: 'us-east-1',
      }),
      bucket: text('Bucket', 'Bucket to list. Without it only the key is tested.', 'finance-archive', {
        maxLength: 2048,
      }),
      accountId: text('Account', 'Number of the account that the key must belong to.', '123456789012', {
        pattern: '^\\d{12}$',
      }),
      roleArn: text('Role', 'Role to assume.', 'arn:aws:iam::123456789012:role/migration', {
        pattern: '^arn:aws(-cn|-us-gov)?:iam::\\d{12}:role/[\\w+=,.@/-]{1,600}$',
      }),
      externalId: text(
        'External ID',
        "What the role's trust policy wants to hear; it is no secret.",
        'b7c2a4d0-migration',
        { pattern: '^[\\w+=,.@:/-]{2,1224}$' },
      ),
      sessionName: text('Session name', "Name of the session in the account's logs.", 'nightly-migration', {
        pattern: '^[\\w+=,.@-]{2,64}$',
      }),
      forcePathStyle: {
        type: 'boolean',
        title: 'Path style',
        description:
          'Put the bucket into the path instead of the host name. A bucket with a dot in its name always is, for no certificate covers it.',
        default: false,
        examples: [true],
      },
    },
  },
  methods: [
    {
      name: 'access-key',
      title: 'Access key',
      description:
        'An access key of an IAM user, or a temporary one with its session token. Who it is is asked of STS, for which it needs no right; to test a bucket it needs s3:ListBucket.',
      secret,
      config: { properties: { roleArn: false, externalId: false, sessionName: false } },
      auth: { none: {} },
    },
    {
      name: 'assume-role',
      title: 'Assumed role',
      description:
        'An access key that assumes a role, in this account or in another. The trust policy of the role names the account of the key, and the external id where there is one; the key needs sts:AssumeRole, the role s3:ListBucket.',
      secret,
      config: role,
      auth: { none: {} },
    },
    {
      name: 'web-identity',
      title: 'Role of a service account',
      description:
        "No key at all: a role that trusts the issuer of this cluster's service account tokens. In IAM, make an OIDC identity provider for the issuer with the audience sts.amazonaws.com, and a role whose trust policy allows sts:AssumeRoleWithWebIdentity to the subject system:serviceaccount:NAMESPACE:NAME.",
      config: role,
      identity: { audience: 'sts.amazonaws.com' },
      auth: { none: {} },
    },
  ],
  hosts: [
    'sts.{{config.region}}.amazonaws.com',
    's3.{{config.region}}.amazonaws.com',
    '{{config.bucket}}.s3.{{config.region}}.amazonaws.com',
    'sts.{{config.region}}.amazonaws.com.cn',
    's3.{{config.region}}.amazonaws.com.cn',
    '{{config.bucket}}.s3.{{config.region}}.amazonaws.com.cn',
  ],
} satisfies PlatformSpec;
