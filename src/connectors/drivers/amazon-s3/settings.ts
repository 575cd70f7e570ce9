import { quoted } from '../../../text/quoted.ts';
import type { DriverContext } from '../../context.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { bucketName, placeOf, type Store } from '../s3/store.ts';
import { probePlaceProblem } from '../s3/probe-place.ts';
import { partitionOf } from './partitions.ts';

export interface Settings {
  store: Store;
  /** Where STS of the same region answers. */
  sts: URL;
  roleArn: string | undefined;
  externalId: string | undefined;
  sessionName: string;
  accountId: string | undefined;
}

/** One test's session with STS. */
export interface StsSession {
  settings: Settings;
  hosts: Plan['hosts'];
  context: DriverContext;
}

/** @returns the settings, or what is wrong with them or with the Secret. */
export function settingsOf(plan: Plan): Settings | Failure {
  const { config, requires, hosts } = plan;
  const of = (name: string) => config[name] as string | undefined;
  const region = config['region'] as string;
  const partition = partitionOf(region);
  if (!partition) return wrong(`region is "${region}", which is in none of the partitions aws, aws-cn and aws-us-gov`);
  const roleArn = of('roleArn');
  const cloud = roleArn?.split(':')[1] ?? partition.name;
  if (cloud !== partition.name)
    return wrong(`roleArn is of the partition ${cloud}, and region ${region} is of ${partition.name}`);
  const place = placeOf(of('bucket'), requires.path);
  const problem = place.bucket === undefined ? undefined : problemOfBucket(place.bucket);
  if (problem !== undefined)
    return wrong(`${of('bucket') === undefined ? 'spec.requires.path begins with' : 'bucket is'} ${problem}`);
  // The certificate of *.s3.REGION covers one label.
  const pathStyle = config['forcePathStyle'] === true || place.bucket?.includes('.') === true;
  const origin = new URL(`https://s3.${region}.${partition.suffix}`);
  const store: Store = { origin, region, ...place, pathStyle, hosts };
  const unfit = probePlaceProblem(store, plan);
  if (unfit !== undefined) return wrong(unfit);
  return {
    store,
    sts: new URL(`https://sts.${region}.${partition.suffix}`),
    roleArn,
    externalId: of('externalId'),
    sessionName: of('sessionName') ?? 'connection-operator',
    accountId: of('accountId'),
  };
}

export function inspect(plan: Plan, now: number): Failure | undefined {
  const settings = settingsOf(plan);
  return isFailure(settings) ? settings : problemOfKey(plan.secret, now);
}

function wrong(about: string): Failure {
  return failure('InvalidConfiguration', { about });
}

/** What people write that is no bucket of the kind that is tested here. */
function problemOfBucket(name: string): string | undefined {
  const shown = quoted(name.slice(0, 80));
  if (/^arn:[^:]*:s3:::/.test(name)) return `${shown}, an ARN: write the name after its last colon`;
  if (name.startsWith('arn:')) return `${shown}: access points and Outposts are not supported, name the bucket itself`;
  if (/^(s3|https?):|\.s3[.-][a-z0-9.-]*amazonaws\.com/i.test(name))
    return `${shown}, an address: write the name alone, and a prefix into spec.requires.path`;
  if (/--[a-z0-9-]+--x-s3$/.test(name)) return `${shown}, a directory bucket (S3 Express), which is not supported`;
  if (name.endsWith('--ol-s3')) return `${shown}, an Object Lambda access point, which is not supported`;
  const [first = '', prefix] = name.split(/\/(.*)/s);
  if (prefix && bucketName.test(first)) return `${shown}: write ${first}, and the rest into spec.requires.path`;
  return bucketName.test(name)
    ? undefined
    : `${shown}, which cannot be a bucket: it has 3 to 63 small letters, digits, hyphens and dots`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: ASIA is a temporary key. */
function problemOfKey({ accessKeyId, sessionToken, expiration }: Plan['secret'], now: number): Failure | undefined {
  if (accessKeyId?.startsWith('ASIA') && sessionToken === undefined)
    return failure('SecretKeyMissing', {
      about: 'sessionToken is missing, which belongs to a temporary key (accessKeyId begins with ASIA)',
    });
  const end = expiryOf(expiration);
  return end && end.getTime() <= now ? failure('CredentialsExpired', { about: 'expiration' }) : undefined;
}

export function expiryOf(text: string | undefined): Date | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : new Date(at);
}
