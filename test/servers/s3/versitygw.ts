import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { signedHeaders } from '../../../src/connectors/drivers/s3/sign.ts';
import { certificateFiles } from '../../support/containers/certificate-files.ts';
import { pemFor } from '../../support/fake-tls.ts';
import { built } from './program.ts';

/** Host of the good certificate, and of the two that are none. */
export const tlsHost = 's3.example.com';
/** Where each gateway listens in the container. */
export const ports = { plain: 7070, tls: 7071, unknownCertificate: 7072, expiredCertificate: 7073 } as const;
export type Gateway = keyof typeof ports;

export interface Key {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface VersityGw {
  /** Of the gateway without TLS. */
  url: string;
  /** Certificate of the authority of the good certificate. */
  ca: string;
  root: Key;
  /** Owns the buckets. */
  owner: Key;
  /** May list `finance-archive` and read in it. */
  reader: Key;
  /** May write to `inbox` and not list it. */
  writer: Key;
  /** Has no bucket. */
  stranger: Key;
  /** What is at the host that a name stands for. */
  endpoint(gateway: Gateway): { address: string; port: number };
  /** The lines of a gateway's access log. */
  log(gateway: Gateway): Promise<string[]>;
  /** Files in the buckets, and the old versions of objects. */
  files(): Promise<string[]>;
  stop(): Promise<unknown>;
}

function keyOf(name: string): Key {
  return { accessKeyId: `AKID${name.toUpperCase()}`, secretAccessKey: `canary-${name}-secret-access-key` };
}

const [root, owner, reader, writer, stranger] = ['root', 'owner', 'reader', 'writer', 'stranger'].map(keyOf) as [
  Key,
  Key,
  Key,
  Key,
  Key,
];

/** Versity's S3 gateway over a folder, in a container. */
export async function startVersityGw(): Promise<VersityGw> {
  const container = await (await imageOf()).start();
  for (const { accessKeyId, secretAccessKey } of [owner, reader, writer, stranger]) {
    await admin(container, 'create-user', '--access', accessKeyId, '--secret', secretAccessKey, '--role', 'user');
  }
  const url = `http://${container.getHost()}:${container.getMappedPort(ports.plain)}`;
  await furnish(container, url);
  return {
    url,
    ca: (await pemFor(tlsHost)).ca,
    root,
    owner,
    reader,
    writer,
    stranger,
    endpoint: (gateway) => ({ address: '127.0.0.1', port: container.getMappedPort(ports[gateway]) }),
    log: async (gateway) =>
      (await outputOf(container, `cat /var/log/s3-${ports[gateway]}.log`)).split('\n').filter(Boolean),
    files: async () =>
      (await outputOf(container, 'find /data /versions -type f -not -path "*/.vgwlocks/*"'))
        .split('\n')
        .filter(Boolean)
        .toSorted(),
    stop: () => container.stop(),
  };
}

async function imageOf(): Promise<GenericContainer> {
  const context = await mkdtemp(join(tmpdir(), 'versitygw-'));
  for (const name of ['Dockerfile', 'start.sh']) await copyFile(join(import.meta.dirname, name), join(context, name));
  await copyFile(await built(), join(context, 'versitygw'));
  const image = await GenericContainer.fromDockerfile(context).build();
  await rm(context, { recursive: true });
  const faults = { good: undefined, unknown: 'unknown CA', expired: 'expired certificate' } as const;
  return image
    .withEnvironment({ ROOT_ACCESS_KEY: root.accessKeyId, ROOT_SECRET_KEY: root.secretAccessKey })
    .withCopyContentToContainer(await certificateFiles(tlsHost, '/certs', faults))
    .withExposedPorts(...Object.values(ports))
    .withWaitStrategy(Wait.forListeningPorts());
}

/** Buckets, who may use them, and a file that is nobody's business. */
async function furnish(container: StartedTestContainer, url: string): Promise<void> {
  for (const bucket of ['finance-archive', 'inbox', 'versions']) {
    await admin(container, 'create-bucket', '--bucket', bucket, '--owner', owner.accessKeyId);
  }
  const as = { url, key: owner };
  await put(as, 'finance-archive/?policy', policy('finance-archive', reader, ['s3:ListBucket'], ['s3:GetObject']));
  await put(as, 'inbox/?policy', policy('inbox', writer, [], ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']));
  await put(as, 'versions/?versioning', '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');
  await put(as, 'finance-archive/in/report.txt', 'quarterly figures');
}

/** Where there is a policy, the owner is allowed what it says and no more. */
function policy(bucket: string, guest: Key, ofBucket: string[], ofObjects: string[]): string {
  const allow = ({ accessKeyId }: Key, actions: string[], resource: string) =>
    actions.length === 0
      ? []
      : [{ Effect: 'Allow', Principal: { AWS: [accessKeyId] }, Action: actions, Resource: `arn:aws:s3:::${resource}` }];
  const statements = [
    ...[bucket, `${bucket}/*`].flatMap((resource) => allow(owner, ['s3:*'], resource)),
    ...allow(guest, ofBucket, bucket),
    ...allow(guest, ofObjects, `${bucket}/*`),
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

async function put({ url, key }: { url: string; key: Key }, path: string, body: string): Promise<void> {
  const target = new URL(`${url}/${path.replace(/\?(\w+)$/, '?$1=')}`);
  const scope = { region: 'us-east-1', service: 's3', now: Date.now() } as const;
  const headers = signedHeaders({ method: 'PUT', url: target, body }, key, scope);
  const answer = await fetch(target, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
}

async function outputOf(container: StartedTestContainer, command: string): Promise<string> {
  return (await container.exec(['bash', '-c', command])).stdout;
}

async function admin(container: StartedTestContainer, ...command: string[]): Promise<void> {
  const as = [
    '--access',
    root.accessKeyId,
    '--secret',
    root.secretAccessKey,
    '--endpoint-url',
    `http://127.0.0.1:${ports.plain}`,
  ];
  const { exitCode, output } = await container.exec(['versitygw', 'admin', ...as, ...command]);
  if (exitCode !== 0) throw new Error(`versitygw admin ${command[0]}: ${output}`);
}
