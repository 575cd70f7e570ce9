import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jarsOf } from '../java/built.ts';
import { listens, startProgram, startPrograms, type Program } from '../programs/program.ts';
import { key, type Place } from '../s3/served.ts';

const run = promisify(execFile);

/** S3Proxy, a Java for each way: one takes a second port for TLS, and no other settings. */
export async function serveS3Proxy({ data, folder, ports }: Place): Promise<Program[]> {
  const plain = (port: number) => ({ 's3proxy.endpoint': `http://127.0.0.1:${port}` });
  const secure = (port: number, name: string) => ({
    's3proxy.secure-endpoint': `https://127.0.0.1:${port}`,
    's3proxy.keystore-path': join(folder, `${name}.p12`),
    's3proxy.keystore-password': storePassword,
  });
  const instances = [
    { listening: [ports.plain, ports.tls], ...closed, ...plain(ports.plain), ...secure(ports.tls, 'good') },
    { listening: [ports.expired], ...closed, ...secure(ports.expired, 'expired') },
    { listening: [ports['read-only']], ...closed, ...plain(ports['read-only']), 's3proxy.read-only-blobstore': true },
    { listening: [ports.open], 's3proxy.authorization': 'none', ...plain(ports.open) },
  ];
  for (const name of ['good', 'expired']) await keepStore(folder, name);
  const logs = join(folder, 'logback.xml');
  await writeFile(logs, '<configuration><root level="OFF"/></configuration>');
  return startPrograms(
    instances.map(async ({ listening, ...own }) => {
      const properties = { ...own, ...store, 'jclouds.filesystem.basedir': data };
      const file = join(folder, `${listening[0]}.properties`);
      await writeFile(
        file,
        Object.entries(properties)
          .map((pair) => pair.join('='))
          .join('\n'),
      );
      const java = [
        'java',
        '-XX:TieredStopAtLevel=1',
        '-Xmx96m',
        `-Dlogback.configurationFile=${logs}`,
        '-cp',
        join(jarsOf('s3proxy'), '*'),
      ];
      const command = [...java, 'org.gaul.s3proxy.Main', '--properties', file];
      return startProgram(command, { ready: () => listens(...listening) });
    }),
  );
}

/** Its own identity at a store of files means nothing, and must be there. */
const store = { 'jclouds.provider': 'filesystem-nio2', 'jclouds.identity': 'none', 'jclouds.credential': 'none' };
const storePassword = 'changeit';
const closed = {
  's3proxy.authorization': 'aws-v2-or-v4',
  's3proxy.identity': key.accessKeyId,
  's3proxy.credential': key.secretAccessKey,
};

/** As Java wants a certificate and its key. */
async function keepStore(folder: string, name: string): Promise<void> {
  const pem = ['-in', join(folder, `${name}.crt`), '-inkey', join(folder, `${name}.key`)];
  const out = ['-out', join(folder, `${name}.p12`), '-passout', `pass:${storePassword}`];
  await run('openssl', ['pkcs12', '-export', ...pem, ...out]);
}
