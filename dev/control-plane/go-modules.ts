import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Tool = 'etcd' | 'kube-apiserver' | 'kubectl' | 'helm';

/** A folder beside this file that `go build` turns into programs. */
export interface GoModule<T extends string = Tool> {
  dir: string;
  tools: Partial<Record<T, string>>; // program → package
  sources: string[];
  ldflags: string[];
  tags?: string[];
}

const HERE = import.meta.dirname;
const SOURCES = ['go.mod', 'go.sum'];

const PINNED_VERSION = requiredVersion('kubernetes', 'k8s.io/kubernetes');
/** The version that the tests are for, unless `KUBERNETES_VERSION` (such as 1.35.4) asks for another one. */
export const KUBERNETES_VERSION = askedVersion(process.env['KUBERNETES_VERSION']) ?? PINNED_VERSION;
const HELM_VERSION = requiredVersion('helm', 'helm.sh/helm/v4');

export const GO_MODULES: GoModule[] = [
  {
    dir: join(HERE, 'kubernetes'),
    tools: { 'kube-apiserver': './cmd/kube-apiserver', kubectl: './cmd/kubectl' },
    sources: [...SOURCES, 'cmd/kube-apiserver/main.go', 'cmd/kubectl/main.go'],
    ldflags: kubernetesVersionFlags(KUBERNETES_VERSION),
  },
  { dir: join(HERE, 'etcd'), tools: { etcd: '.' }, sources: [...SOURCES, 'main.go'], ldflags: [] },
  {
    dir: join(HERE, 'helm'),
    tools: { helm: '.' },
    sources: [...SOURCES, 'main.go'],
    ldflags: [`-X helm.sh/helm/v4/internal/version.version=${HELM_VERSION}`],
  },
];

/** Whether it is not the version whose go.sum is here. */
export const isOtherVersion = KUBERNETES_VERSION !== PINNED_VERSION;

/** Names the cache folder: another version, or any change to what is built, is another folder. */
export function cacheKey(version = KUBERNETES_VERSION): string {
  const hash = createHash('sha256');
  for (const { dir, sources, ldflags, tools } of GO_MODULES) {
    for (const source of sources) hash.update(readFileSync(join(dir, source)));
    hash.update(('kubectl' in tools ? kubernetesVersionFlags(version) : ldflags).join());
  }
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

/** Where etcd and Helm are, which are the same for every version. */
export function pinnedCacheKey(): string {
  return cacheKey(PINNED_VERSION);
}

/**
 * A go.mod that builds another version of Kubernetes: `go mod tidy` finds what that one requires, and writes its go.sum
 * by the checksum database.
 */
export function goModFor(version: string): string {
  const text = goMod(join(HERE, 'kubernetes'));
  const [, staging = ''] = /^replace \(\n([\s\S]*?)^\)/m.exec(text) ?? [];
  const [module = ''] = /^module .+$/m.exec(text) ?? [];
  const replaced = staging.replaceAll(PINNED_VERSION.replace('v1.', 'v0.'), version.replace('v1.', 'v0.'));
  return `${module}\n\ngo 1.24.0\n\nrequire k8s.io/kubernetes ${version}\n\nreplace (\n${replaced})\n`;
}

/** @throws where it is no version. */
export function askedVersion(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const [, numbers] = /^v?(1\.\d+\.\d+)$/.exec(text) ?? [];
  if (numbers === undefined) throw new Error(`KUBERNETES_VERSION is a version such as 1.35.4, not ${text}`);
  return `v${numbers}`;
}

/** The oldest Go that can build all of it, from the go lines of the go.mod files: [1, 26]. */
export function requiredGo(): [major: number, minor: number] {
  const versions = GO_MODULES.map(({ dir }) => /^go (\d+)\.(\d+)/m.exec(goMod(dir)));
  const minor = Math.max(...versions.map((version) => Number(version?.[2])));
  return [1, minor];
}

function requiredVersion(folder: string, module: string): string {
  const line = goMod(join(HERE, folder))
    .split('\n')
    .find((text) => text.includes(`${module} v`) && !text.includes('//'));
  const version = line?.trim().split(' ').at(-1);
  if (version === undefined) throw new Error(`${folder}/go.mod does not require ${module}`);
  return version;
}

function goMod(dir: string): string {
  return readFileSync(join(dir, 'go.mod'), 'utf8');
}

/** Without these the API server calls itself v0.0.0-master, and clients that look at its version go wrong. */
function kubernetesVersionFlags(version: string): string[] {
  const [major, minor] = version.slice(1).split('.');
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return Object.entries(values).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
}
