import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from '../control-plane/assets.ts';
import { withLock } from '../control-plane/cache-lock.ts';
import { goBuild, goMissing } from '../control-plane/go-build.ts';
import type { GoModule } from '../control-plane/go-modules.ts';
import { withProgress, type Log } from '../control-plane/progress.ts';

/** Programs of others that judge our objects as their users will see them. */
export type Judge =
  'kstatus' | 'flux-apply' | 'argo-health' | 'helm3' | 'promtool' | 'actionlint' | 'krew' | 'validate-krew-manifest';

const here = import.meta.dirname;
const modules: GoModule<Judge>[] = [
  {
    dir: join(here, 'flux'),
    tools: { kstatus: './cmd/kstatus', 'flux-apply': './cmd/flux-apply' },
    sources: ['go.mod', 'go.sum', 'cmd/kstatus/main.go', 'cmd/flux-apply/main.go'],
    ldflags: [],
  },
  {
    dir: join(here, 'argo-cd'),
    tools: { 'argo-health': './cmd/argo-health' },
    sources: ['go.mod', 'go.sum', 'cmd/argo-health/main.go'],
    ldflags: [],
  },
  {
    dir: join(here, 'helm3'),
    tools: { helm3: 'helm.sh/helm/v3/cmd/helm' },
    sources: ['go.mod', 'go.sum'],
    ldflags: ['-X helm.sh/helm/v3/internal/version.version=v3.22.0'],
  },
  {
    dir: join(here, 'promtool'),
    tools: { promtool: 'github.com/prometheus/prometheus/cmd/promtool' },
    sources: ['go.mod', 'go.sum'],
    ldflags: [],
    tags: ['remove_all_sd'], // the clients of two dozen clouds are most of the build
  },
  {
    dir: join(here, 'actionlint'),
    tools: { actionlint: 'github.com/rhysd/actionlint/cmd/actionlint' },
    sources: ['go.mod', 'go.sum'],
    ldflags: [],
  },
  {
    dir: join(here, 'krew'),
    tools: {
      krew: 'sigs.k8s.io/krew/cmd/krew',
      'validate-krew-manifest': 'sigs.k8s.io/krew/cmd/validate-krew-manifest',
    },
    sources: ['go.mod', 'go.sum'],
    ldflags: [],
  },
];

export const judges: readonly Judge[] = modules.flatMap(({ tools }) => Object.keys(tools) as Judge[]);

/** Where the program is; undefined where nobody has built it (`node dev/judges/cli.ts`). */
export function judgePath(name: Judge): string | undefined {
  const path = join(folderOf(moduleOf(name)), name);
  return existsSync(path) ? path : undefined;
}

/** Builds those of `names` that are not here yet, one module after another: each takes both cores for a minute. */
export async function buildJudges(names: readonly Judge[], log: Log): Promise<void> {
  for (const module of modules) {
    const wanted = names.filter((name) => name in module.tools && judgePath(name) === undefined);
    if (wanted.length > 0) await build(module, wanted, log);
  }
}

async function build(module: GoModule<Judge>, wanted: Judge[], log: Log): Promise<void> {
  const reason = await goMissing();
  if (reason !== undefined) throw new Error(`${wanted.join(', ')} cannot be built: ${reason}`);
  const folder = folderOf(module);
  await mkdir(folder, { recursive: true });
  const onWait = (): void => log(`another process is building ${wanted.join(', ')}; waiting for it (${folder}.lock)`);
  await withLock(`${folder}.lock`, onWait, async () => {
    const missing = wanted.filter((name) => judgePath(name) === undefined);
    if (missing.length === 0) return;
    const title = (): string => `building ${missing.join(', ')} from Go modules, once (1 to 4 min on 2 cores)`;
    await withProgress(title, log, () => goBuild(module, missing, folder));
  });
}

function moduleOf(name: Judge): GoModule<Judge> {
  const module = modules.find(({ tools }) => name in tools);
  if (module === undefined) throw new Error(`no module has ${name}`);
  return module;
}

/** One folder for each state of a module's sources. */
function folderOf({ dir, sources, ldflags, tags = [] }: GoModule<Judge>): string {
  const hash = createHash('sha256').update([...ldflags, ...tags].join());
  for (const source of sources) hash.update(readFileSync(join(dir, source)));
  return join(cacheRoot(), `judge-${dir.slice(here.length + 1)}-${hash.digest('hex').slice(0, 12)}`);
}
