import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { certificateFiles } from '../../support/containers/certificate-files.ts';
import { pemFor } from '../../support/fake-tls.ts';
import { downloaded, type Wheels } from '../wheels/downloaded.ts';

const version = '5.2.5';
export const wheels: Wheels = {
  name: `moto-${version}`,
  packages: [`moto[s3,iam]==${version}`, 'flask', 'flask-cors'],
};

/** STS and S3 of one region, not the bucket as a part of a host. */
const certificateHost = '*.us-east-1.amazonaws.com';
const ports = { good: 5000, unknown: 5001, expired: 5002 } as const;
export type Certificate = keyof typeof ports;

interface AwsKey {
  arn: string;
  accessKeyId: string;
  secretAccessKey: string;
}

interface Furniture {
  /** May do everything in S3. */
  writer: AwsKey;
  /** May list, read, and assume the role. */
  reader: AwsKey;
  /** May nothing. */
  nobody: AwsKey;
  roleArn: string;
  /** Of a role whose trust policy wants the external id `b7c2a4d0`. */
  partnerArn: string;
}

export interface Moto extends Furniture {
  ca: string;
  endpoint(certificate: Certificate): { address: string; port: number };
  /** `POST /`, `GET /bucket`, in order. */
  log(): Promise<string[]>;
  stop(): Promise<unknown>;
}

/** STS, IAM and S3 as moto plays them: signatures, policies and trust policies are verified. */
export async function startMoto(): Promise<Moto> {
  const container = await (await imageOf()).start();
  const { stdout, exitCode, output } = await container.exec(['/moto/bin/python', '-W', 'ignore', '/furnish.py']);
  if (exitCode !== 0) throw new Error(`furnish.py: ${output}`);
  return {
    ...(JSON.parse(stdout) as Furniture),
    ca: (await pemFor(certificateHost)).ca,
    endpoint: (certificate) => ({ address: '127.0.0.1', port: container.getMappedPort(ports[certificate]) }),
    log: () => logOf(container),
    stop: () => container.stop(),
  };
}

async function logOf(container: StartedTestContainer): Promise<string[]> {
  const { stdout } = await container.exec(['cat', `/var/log/moto-${ports.good}.log`]);
  const plain = stdout.replaceAll(/\u001b\[\d+m/g, '');
  return [...plain.matchAll(/"([A-Z]+ [^" ]+) HTTP/g)].map(([, asked = '']) => asked);
}

async function imageOf(): Promise<GenericContainer> {
  const context = await mkdtemp(join(tmpdir(), 'moto-'));
  await cp(import.meta.dirname, context, { recursive: true });
  await cp(await downloaded(wheels), join(context, 'wheels'), { recursive: true });
  const image = await GenericContainer.fromDockerfile(context).build();
  await rm(context, { recursive: true });
  const faults = { good: undefined, unknown: 'unknown CA', expired: 'expired certificate' } as const;
  return image
    .withCopyContentToContainer(await certificateFiles(certificateHost, '/certs', faults))
    .withExposedPorts(...Object.values(ports))
    .withWaitStrategy(Wait.forListeningPorts());
}
