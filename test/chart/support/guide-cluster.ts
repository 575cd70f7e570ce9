import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { controlPlaneAssets } from '../../../dev/control-plane/assets.ts';
import { startControlPlane, type ControlPlane } from '../../../dev/control-plane/control-plane.ts';
import { startOperatorProcess, type OperatorProcess } from '../../../dev/operator-process.ts';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';

export interface Ran {
  code: number;
  text: string;
}

/** Who reads a guide: a shell with kubectl, helm and `connection`, in a clone, on a cluster of their own. */
export class GuideCluster {
  readonly #plane: ControlPlane;
  readonly #home: string;
  readonly #env: NodeJS.ProcessEnv;
  #server: RunningWebDavServer | undefined;
  #operator: OperatorProcess | undefined;

  private constructor(plane: ControlPlane, home: string, env: NodeJS.ProcessEnv) {
    this.#plane = plane;
    this.#home = home;
    this.#env = env;
  }

  static async start(): Promise<GuideCluster> {
    const log = (line: string): void => void process.stderr.write(`${line}\n`);
    const plane = await startControlPlane({ log });
    const home = await mkdtemp(join(tmpdir(), 'guides-'));
    const { kubectl, helm } = await controlPlaneAssets({ log, tools: ['kubectl', 'helm'] });
    const bin = join(home, '.local/bin');
    await mkdir(bin, { recursive: true });
    for (const folder of ['bin', 'charts', 'crds', 'examples']) await symlink(resolve(folder), join(home, folder));
    await symlink(resolve('bin/connection.js'), join(bin, 'connection'));
    const path = [bin, dirname(process.execPath), dirname(kubectl), dirname(helm), process.env['PATH']].join(delimiter);
    const helmHome = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
    const env = { ...process.env, ...helmHome, HOME: home, PATH: path, KUBECONFIG: plane.kubeconfigPath };
    return new GuideCluster(plane, home, env);
  }

  run(command: string): Promise<Ran> {
    const args = ['-o', 'pipefail', '-c', command];
    return new Promise((done) => {
      execFile('bash', args, { env: this.#env, cwd: this.#home }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        done({ code, text: `${stdout}${stderr}` });
      });
    });
  }

  /** @throws with what it printed where it fails */
  async ok(command: string): Promise<void> {
    const { code, text } = await this.run(command);
    if (code !== 0) throw new Error(`${command}: ${text}`);
  }

  /** An operator, and Connections of the names that the guides use. The custom resources are there already. */
  async operate(): Promise<void> {
    const password = 'correct horse';
    this.#server = await startWebDavServer({ accounts: [{ username: 'reports', password }] });
    const { url } = this.#server;
    const { kubeconfigPath, dir } = this.#plane;
    this.#operator = await startOperatorProcess({ kubeconfigPath, logPath: join(dir, 'operator.log') });
    const all = [
      ...['finance-dav', 'finance-box', 'source', 'destination'].map((name) => ({ name, namespace: 'default' })),
      ...['finance-box', 'source', 'target'].map((name) => ({ name, namespace: 'migration' })),
    ];
    const objects = [
      ...all.flatMap((metadata) => objectsOf(metadata, url, password)),
      ...objectsOf({ name: 'finance-wrong', namespace: 'default' }, url, 'wrong'),
    ];
    await this.#write('objects.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    await this.ok('kubectl apply -f objects.json');
    const file = objectsOf({ name: 'finance-box' }, url, password).map((object) => JSON.stringify(object));
    for (const name of ['connection.yaml', 'all.yaml']) await this.#write(name, file.join('\n---\n'));
    await this.#write('acme-archive.yaml', await platformOfThePage());
    await this.#write('me.txt', 'HTTP/1.1 200 OK\ncontent-type: application/json\n\n{"ok":true}\n');
  }

  #write(name: string, text: string): Promise<void> {
    return writeFile(join(this.#home, name), text);
  }

  async stop(): Promise<void> {
    await this.#operator?.stop();
    await this.#server?.stop();
    await this.#plane.stop();
    await rm(this.#home, { recursive: true, force: true });
  }
}

function objectsOf(metadata: { name: string; namespace?: string }, url: string, password: string): object[] {
  const { name } = metadata;
  const spec = { platform: 'webdav', method: 'basic', secretRef: { name }, config: { url } };
  return [
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { username: 'reports', password } },
    { apiVersion: 'connection-operator.dev/v1alpha1', kind: 'Connection', metadata, spec },
  ];
}

async function platformOfThePage(): Promise<string> {
  const page = await readFile('docs/custom-platforms.md', 'utf8');
  const [, yaml = ''] = /```yaml\n(apiVersion[^`]*kind: Platform\n[^`]*?)```/.exec(page) ?? [];
  return yaml;
}
