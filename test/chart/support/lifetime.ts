import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startControlPlane, type ControlPlane } from '../../../dev/control-plane/control-plane.ts';
import { KUBERNETES_VERSION } from '../../../dev/control-plane/go-modules.ts';
import { startOperatorProcess, type OperatorProcess } from '../../../dev/operator-process.ts';
import { chart, manifestsIn, startHelm, type Helm, type Manifest } from './helm.ts';
import { userOf } from './rights.ts';
import { untilServed } from './served.ts';

export const name = 'connection-operator';
export const namespace = 'ops';
const here = ['--namespace', namespace];
const kinds = [
  'deployments.apps,services,serviceaccounts,secrets,roles,rolebindings,clusterroles,clusterrolebindings',
  'networkpolicies,validatingadmissionpolicies,validatingadmissionpolicybindings,customresourcedefinitions',
].join();

/** One release on a real API server, from its installation by an earlier chart to its end. */
export class Lifetime {
  readonly plane: ControlPlane;
  readonly helm: Helm;

  private constructor(plane: ControlPlane, helm: Helm) {
    this.plane = plane;
    this.helm = helm;
  }

  /** @param program - of another Helm than the one of the tests */
  static async begin(program?: string): Promise<Lifetime> {
    const plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`), audit: true });
    return new Lifetime(plane, await startHelm(plane.kubeconfigPath, program));
  }

  async end(): Promise<void> {
    await this.helm.end();
    await this.plane.stop();
  }

  async kubectl(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.plane.kubectl(args);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  async apply(object: object, ...flags: string[]): Promise<void> {
    const { code, stderr } = await this.plane.kubectl(['apply', '-f', '-', ...flags], {
      input: JSON.stringify(object),
    });
    if (code !== 0) throw new Error(stderr);
  }

  async install(path: string): Promise<void> {
    await this.helm.ok('install', name, path, ...here, '--create-namespace');
    await untilServed(this.plane);
  }

  async upgrade(path: string, ...values: string[]): Promise<void> {
    const set = values.flatMap((value) => ['--set', value]);
    await this.helm.ok('upgrade', name, path, ...here, '--reset-then-reuse-values', ...set);
  }

  async rollback(...revision: string[]): Promise<void> {
    await this.helm.ok('rollback', name, ...revision, ...here);
  }

  async uninstall(): Promise<void> {
    await this.helm.ok('uninstall', name, ...here);
  }

  /** What the release says it has, and what there is with its label: both as kind and name, sorted. */
  async objects(): Promise<{ said: string[]; there: string[] }> {
    const said = manifestsIn(await this.helm.ok('get', 'manifest', name, ...here));
    return { said: said.map(naming).toSorted(), there: await this.there() };
  }

  async there(): Promise<string[]> {
    const label = `app.kubernetes.io/instance=${name}`;
    const { items } = JSON.parse(await this.kubectl('get', kinds, '-A', '-l', label, '-o', 'json')) as {
      items: Manifest[];
    };
    return items.map(naming).toSorted();
  }

  /** The schemas of the API: of the cluster, and of a chart. */
  async schemas(path: string): Promise<{ live: unknown[]; ofChart: unknown[] }> {
    const crds = ['customresourcedefinitions', '-o', 'json'];
    const { items } = JSON.parse(await this.kubectl('get', ...crds)) as { items: Manifest[] };
    const only = ['--show-only', 'templates/crds.yaml', '--kube-version', KUBERNETES_VERSION];
    const rendered = manifestsIn(await this.helm.ok('template', name, path, ...only));
    return { live: schemasOf(items), ofChart: schemasOf(rendered) };
  }

  /**
   * The real operator as the release's ServiceAccount, with the flags of its Deployment.
   * @param main - of an earlier release
   */
  async operate(main?: string): Promise<OperatorProcess> {
    const { user, groups } = userOf(namespace, name);
    const path = 'jsonpath={.spec.template.spec.containers[0].args}';
    const args = JSON.parse(await this.kubectl('get', 'deployment', name, ...here, '-o', path)) as string[];
    const kubeconfigPath = await this.plane.kubeconfigFor(user, groups);
    const logPath = join(this.plane.dir, 'operator.log');
    // In a Pod this is the Pod's own namespace.
    const own = [`--leader-elect-resource-namespace=${namespace}`];
    return startOperatorProcess({
      kubeconfigPath,
      logPath,
      args: [...args, ...own],
      ...(main === undefined ? {} : { main }),
    });
  }

  /** What the API server refused to it. */
  async refused(): Promise<string[]> {
    const { user } = userOf(namespace, name);
    const lines = (await readFile(this.plane.auditLogPath ?? '', 'utf8')).split('\n').filter(Boolean);
    return lines
      .map((line) => JSON.parse(line) as AuditEntry)
      .filter((entry) => entry.user.username === user && entry.responseStatus?.code === 403)
      .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
  }
}

interface AuditEntry {
  user: { username: string };
  verb: string;
  requestURI: string;
  responseStatus?: { code: number };
}

export const newest = chart;

function naming({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

function schemasOf(crds: readonly Manifest[]): unknown[] {
  const isOurs = ({ metadata }: Manifest): boolean => metadata.name.endsWith('.connection-operator.dev');
  const ours = crds.filter(isOurs).toSorted((a, b) => a.metadata.name.localeCompare(b.metadata.name));
  const schemas = ours.map(({ spec }) =>
    (spec as { versions: { schema: unknown }[] }).versions.map((one) => one.schema),
  );
  // The earlier charts have a key without a value, which the API server does not keep.
  return JSON.parse(JSON.stringify(schemas, (_key, value: unknown) => value ?? undefined)) as unknown[];
}
