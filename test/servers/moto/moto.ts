import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { certificateFiles } from '../../support/containers/certificate-files.ts';
import { pemFor } from '../../support/fake-tls.ts';

const run = promisify(execFile);
const version = '5.2.5';
/** Python of the image. */
const python = [
  '--python-version',
  '3.11',
  '--implementation',
  'cp',
  '--abi',
  'cp311',
  '--abi',
  'abi3',
  '--abi',
  'none',
];

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
  await cp(await downloaded(), join(context, 'wheels'), { recursive: true });
  const image = await GenericContainer.fromDockerfile(context).build();
  await rm(context, { recursive: true });
  const faults = { good: undefined, unknown: 'unknown CA', expired: 'expired certificate' } as const;
  return image
    .withCopyContentToContainer(await certificateFiles(certificateHost, '/certs', faults))
    .withExposedPorts(...Object.values(ports))
    .withWaitStrategy(Wait.forListeningPorts());
}

function wheels(): string {
  const cache =
    process.env['CONNECTION_OPERATOR_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'connection-operator');
  return join(cache, `moto-${version}`);
}

/** Why moto cannot be had here; undefined where it can, or is there. */
export function motoLacks(): string | undefined {
  if (existsSync(wheels())) return undefined;
  if (process.platform !== 'linux') return 'moto is fetched on Linux only';
  return spawnSync('python3', ['-m', 'pip', '--version']).status === 0
    ? undefined
    : 'Python with pip is needed for moto';
}

/** Fetched here once, for the image has no way to a registry of its own. */
async function downloaded(): Promise<string> {
  if (existsSync(wheels())) return wheels();
  await mkdir(join(wheels(), '..'), { recursive: true });
  const temporary = await mkdtemp(`${wheels()}-`);
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const platforms = ['manylinux2014', 'manylinux_2_28'].flatMap((name) => ['--platform', `${name}_${machine}`]);
  const packages = [`moto[s3,iam]==${version}`, 'flask', 'flask-cors'];
  await run('python3', [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--only-binary=:all:',
    ...python,
    ...platforms,
    '--dest',
    temporary,
    ...packages,
  ]);
  await rename(temporary, wheels()).catch(() => rm(temporary, { recursive: true }));
  return wheels();
}
