import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOperatorProcess } from '../../../dev/operator-process.ts';
import { accountOf, type Releases, type Width } from './releases.ts';

const sftp = { platform: 'sftp', secretRef: { name: 'files' }, config: { host: 'sftp.example.com' } };

interface AuditEntry {
  user: { username: string };
  verb: string;
  requestURI: string;
  responseStatus?: { code: number };
}

/** Operators with the rights and the flags of a release, and what the API server and the Connections say of them. */
export class Released {
  readonly #releases: Releases;

  constructor(releases: Releases) {
    this.#releases = releases;
  }

  /** The real operator as the release's ServiceAccount, with the flags of its Deployment. */
  async start(width: Width): Promise<{ stop(): Promise<unknown> }> {
    const { plane, kubectl } = this.#releases;
    const { user, groups } = accountOf(width);
    const kubeconfigPath = await plane.kubeconfigFor(user, groups);
    const path = 'jsonpath={.spec.template.spec.containers[0].args}';
    const deployment = ['deployment', '-n', `ops-${width}`, `${width}-connection-operator`];
    const args = JSON.parse(await kubectl('get', ...deployment, '-o', path)) as string[];
    // In a Pod this is the Pod's own namespace.
    const own = [`--leader-elect-resource-namespace=ops-${width}`];
    return startOperatorProcess({ kubeconfigPath, logPath: join(plane.dir, `${width}.log`), args: [...args, ...own] });
  }

  async connect(namespace: string, name: string, spec: object = sftp): Promise<void> {
    const metadata = { namespace, name };
    const connection = { apiVersion: 'connection-operator.dev/v1alpha1', kind: 'Connection', metadata, spec };
    const input = JSON.stringify(connection);
    const { code, stderr } = await this.#releases.plane.kubectl(['apply', '-f', '-'], { input });
    if (code !== 0) throw new Error(stderr);
  }

  /** A line for each owner of each object. */
  ownersOf(...what: string[]): Promise<string> {
    const owner = '{.kind} {.name} {.uid}{"\\n"}';
    const [kind = ''] = what;
    const list = kind.includes('/') ? '' : '.items[*]';
    const path = `jsonpath={range ${list}.metadata.ownerReferences[*]}${owner}{end}`;
    return this.#releases.kubectl('get', ...what, '-o', path);
  }

  async reasonOf(namespace: string, name: string, timeout = '40s'): Promise<string> {
    const isFailed = ['--for=condition=Failed', `--timeout=${timeout}`];
    await this.#releases.kubectl('wait', ...isFailed, '-n', namespace, `connection/${name}`);
    return this.fieldOf(namespace, name, '{.status.lastTest.reason}');
  }

  async untilReason(namespace: string, name: string, reason: string): Promise<void> {
    const wanted = `--for=jsonpath={.status.lastTest.reason}=${reason}`;
    await this.#releases.kubectl('wait', wanted, '--timeout=100s', '-n', namespace, `connection/${name}`);
  }

  fieldOf(namespace: string, name: string, path: string): Promise<string> {
    return this.#releases.kubectl('get', 'connection', name, '-n', namespace, '-o', `jsonpath=${path}`);
  }

  /** What the API server refused to it, from its audit log; can-i's questions are the administrator's. */
  async refusedTo(width: Width): Promise<string[]> {
    const { user } = accountOf(width);
    const lines = (await readFile(this.#releases.plane.auditLogPath ?? '', 'utf8')).split('\n').filter(Boolean);
    return lines
      .map((line) => JSON.parse(line) as AuditEntry)
      .filter((entry) => entry.user.username === user && entry.responseStatus?.code === 403)
      .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
  }
}
