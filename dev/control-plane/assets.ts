import { accessSync, constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { withLock } from './cache-lock.ts';
import { download } from './download.ts';
import { goBuild, goMissing } from './go-build.ts';
import { ofOtherVersion } from './other-version.ts';
import { cacheKey, GO_MODULES, isOtherVersion, KUBERNETES_VERSION, pinnedCacheKey } from './go-modules.ts';
import type { Tool } from './go-modules.ts';
import { withProgress } from './progress.ts';
import type { Log } from './progress.ts';

export type Assets<T extends Tool = Tool> = Record<T, string>;

type ControlPlaneTool = 'etcd' | 'kube-apiserver' | 'kubectl';
const CONTROL_PLANE: ControlPlaneTool[] = ['etcd', 'kube-apiserver', 'kubectl'];

/**
 * Paths of the programs that a control plane consists of, or of the named `tools`.
 * In this order: `KUBEBUILDER_ASSETS` where it is complete, the cache folder, the official download, a build from the
 * Go modules beside this file. Rejects with one message that says what to install when none of these works.
 */
export async function controlPlaneAssets<T extends Tool = ControlPlaneTool>(options: {
  log: Log;
  tools?: T[];
}): Promise<Assets<T>> {
  const tools = options.tools ?? (CONTROL_PLANE as T[]);
  if (missing(tools).length > 0) await fetchMissing(tools, options.log);
  return Object.fromEntries(tools.map((tool) => [tool, locate(tool)])) as Assets<T>;
}

/** `CONNECTION_OPERATOR_CACHE`, or a folder under the user's cache folder: one folder a version is in it. */
export function cacheRoot(): string {
  const { CONNECTION_OPERATOR_CACHE: own, XDG_CACHE_HOME: user } = process.env;
  return own || join(user || join(homedir(), '.cache'), 'connection-operator');
}

function cacheFolder(): string {
  return join(cacheRoot(), cacheKey());
}

function missing<T extends Tool>(tools: T[]): T[] {
  return tools.filter((tool) => locate(tool) === undefined);
}

function locate(tool: Tool): string | undefined {
  return candidates(tool).find(isExecutable);
}

function candidates(tool: Tool): string[] {
  const given = isOtherVersion ? undefined : process.env['KUBEBUILDER_ASSETS'];
  const folders = given !== undefined && isComplete(given) ? [given, cacheFolder()] : [cacheFolder()];
  if (isOtherVersion && (tool === 'etcd' || tool === 'helm')) folders.push(join(cacheRoot(), pinnedCacheKey()));
  // Any Helm of today installs the chart, while an API server of another version is another test.
  if (tool === 'helm') folders.push(...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean));
  return folders.map((folder) => join(folder, tool));
}

function isComplete(folder: string): boolean {
  return CONTROL_PLANE.every((tool) => isExecutable(join(folder, tool)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function fetchMissing(tools: Tool[], log: Log): Promise<void> {
  ignoreIncompleteSetting(log);
  const folder = cacheFolder();
  await mkdir(folder, { recursive: true });
  const onWait = (): void => log(`another process is fetching the control plane; waiting for it (${folder}.lock)`);
  await withLock(`${folder}.lock`, onWait, async () => {
    const notes: string[] = [];
    if (missing(tools).some((tool) => tool !== 'helm')) {
      const failure = await withProgress(downloading, log, () => download(folder, log));
      if (failure !== undefined) notes.push(`download: ${failure}`);
    }
    const unbuilt = missing(tools);
    if (unbuilt.length === 0) return;
    const reason = await goMissing();
    if (reason !== undefined) throw new Error(adviceFor(unbuilt, [...notes, `build: ${reason}`]));
    await buildAll(unbuilt, folder, log);
  });
}

function downloading(): string {
  return `downloading Kubernetes ${KUBERNETES_VERSION}`;
}

/** Left in place it would be believed again, by the downloader and by whoever starts the programs. */
function ignoreIncompleteSetting(log: Log): void {
  const given = process.env['KUBEBUILDER_ASSETS'];
  if (given === undefined || (isComplete(given) && !isOtherVersion)) return;
  const why = isOtherVersion ? 'another version is asked for' : `it does not hold all of ${CONTROL_PLANE.join(', ')}`;
  log(`KUBEBUILDER_ASSETS=${given} is not used: ${why}`);
  delete process.env['KUBEBUILDER_ASSETS'];
}

async function buildAll(tools: Tool[], folder: string, log: Log): Promise<void> {
  const jobs = GO_MODULES.map((module) => ({ module, tools: tools.filter((tool) => tool in module.tools) }));
  const pending = new Set<Tool>(tools);
  const title = (): string => `building ${[...pending].join(', ')} from Go modules, once (4 to 8 min on 2 cores)`;
  await withProgress(title, log, async () => {
    const builds = jobs.map(async (job) => {
      if (job.tools.length === 0) return;
      const module = 'kubectl' in job.module.tools ? await ofOtherVersion(job.module, folder) : job.module;
      await goBuild(module, job.tools, folder);
      for (const tool of job.tools) pending.delete(tool);
    });
    const failed = (await Promise.allSettled(builds)).find((build) => build.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  });
  log(`built ${tools.join(', ')} into ${folder}`);
}

function adviceFor(tools: Tool[], notes: string[]): string {
  const programs = tools.join(', ');
  return [
    `${programs}: not on this machine, and not to be had (${notes.join('; ')}).`,
    `Install Go, or connect this machine to the internet, or set KUBEBUILDER_ASSETS to a folder that holds`,
    `etcd, kube-apiserver and kubectl ${KUBERNETES_VERSION} (and helm).`,
  ].join(' ');
}
