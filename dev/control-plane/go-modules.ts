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

export const KUBERNETES_VERSION = requiredVersion('kubernetes', 'k8s.io/kubernetes');
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

/** Names the cache folder: another version, or any change to what is built, is another folder. */
export function cacheKey(): string {
  const hash = createHash('sha256');
  for (const { dir, sources, ldflags } of GO_MODULES) {
    for (const source of sources) hash.update(readFileSync(join(dir, source)));
    hash.update(ldflags.join());
  }
  return `${KUBERNETES_VERSION}-${hash.digest('hex').slice(0, 12)}`;
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
