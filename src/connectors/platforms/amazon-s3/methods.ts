import type { PlatformMethod } from '../../platform.ts';
import { accessKeyFields } from '../shared/aws/fields.ts';
import { text, visible } from '../shared/field.ts';

const secret: PlatformMethod['secret'] = {
  required: ['accessKeyId', 'secretAccessKey'],
  properties: {
    ...accessKeyFields,
    accessKeyId: {
      ...accessKeyFields.accessKeyId,
      description: 'ID of the access key. One that begins with ASIA is temporary and needs key `sessionToken`.',
    },
    expiration: text(
      'Expiration',
      'Time at which a temporary access key expires (RFC 3339), as the AWS tools print it. No request to AWS returns it.',
      '2026-12-01T12:00:00Z',
      { format: 'date-time', ...visible },
    ),
  },
};

const role = { required: ['roleArn'] };
const credential = { none: {} };

export const methods: PlatformMethod[] = [
  {
    name: 'access-key',
    title: 'Access key',
    description:
      'Create an access key of an IAM user, or use a temporary one with its session token. To test a bucket, allow it s3:ListBucket. STS says who it is, which needs no permission.',
    secret,
    config: { properties: { roleArn: false, externalId: false, sessionName: false } },
    credential,
  },
  {
    name: 'assume-role',
    title: 'Assumed role',
    description:
      "An access key that assumes a role of the same or another account. Name the key's account in the role's trust policy, with the external ID if there is one. Allow the key sts:AssumeRole, and the role s3:ListBucket.",
    secret,
    config: role,
    credential,
  },
  {
    name: 'web-identity',
    title: 'Role of a ServiceAccount',
    description:
      'A role that trusts the ServiceAccount tokens of this cluster; there is no access key. In IAM, create an OIDC identity provider for the issuer of the tokens, with audience sts.amazonaws.com. Then create a role whose trust policy allows sts:AssumeRoleWithWebIdentity to the subject system:serviceaccount:NAMESPACE:NAME.',
    config: role,
    serviceAccount: { audience: 'sts.amazonaws.com' },
    credential,
  },
];
