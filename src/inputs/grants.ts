import { mayI, whoAmI, type KubeClient } from '../runtime/index.ts';
import type { ObjectKind, ObjectSource } from './objects.ts';

/** What was refused is remembered for so many objects. */
const mostRefusals = 10_000;

interface Options {
  client: KubeClient;
  /** Whether the Secrets of this namespace are not watched, so that the operator may have no right to them. */
  isUnwatched: (namespace: string, name: string) => boolean;
  /** Name of the ClusterRole that a namespace binds to let the operator read its Secrets. */
  reader: string | undefined;
}

/** What the operator may read, as far as it was asked: a read that would be refused is not tried. */
export class Grants {
  readonly #options: Options;
  readonly #refused = new Set<string>();
  #user: string | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The source, asked only for what may be read; says what would have to be granted. */
  asked(objects: ObjectSource, namespace: string, signal: AbortSignal): ObjectSource {
    return {
      get: async (kind, name) => {
        const key = `${kind} ${namespace}/${name}`;
        const found = (await this.#mayRead(kind, { namespace, name, key }, signal))
          ? await objects.get(kind, name)
          : 'forbidden';
        if (found !== 'forbidden') this.#refused.delete(key);
        else if (this.#refused.size < mostRefusals) this.#refused.add(key);
        return found;
      },
      remedy: async (kind) => this.#remedy(kind, namespace, signal),
    };
  }

  async #mayRead(
    kind: ObjectKind,
    { namespace, name, key }: { namespace: string; name: string; key: string },
    signal: AbortSignal,
  ): Promise<boolean> {
    const isDoubtful = this.#refused.has(key) || (kind === 'Secret' && this.#options.isUnwatched(namespace, name));
    if (!isDoubtful) return true;
    const right = { verb: 'get', resource: kind === 'Secret' ? 'secrets' : 'configmaps', namespace, name };
    try {
      return await mayI(this.#options.client, right, signal);
    } catch {
      // The attempt tells, or fails as the question did.
      return true;
    }
  }

  async #remedy(kind: ObjectKind, namespace: string, signal: AbortSignal): Promise<string> {
    const { client, reader } = this.#options;
    this.#user ??= await whoAmI(client, signal);
    const account = this.#user?.match(/^system:serviceaccount:([^:]+):([^:]+)$/);
    const who = account ? `ServiceAccount ${account[1]}/${account[2]}` : (this.#user ?? 'the operator');
    if (kind === 'ConfigMap' || reader === undefined || !account)
      return `Grant ${who} the verb \`get\` on ${kind === 'Secret' ? 'Secrets' : 'ConfigMaps'} of namespace ${namespace}.`;
    return `Let ${who} read the Secrets of the namespace: \`kubectl create rolebinding ${reader} --clusterrole=${reader} --serviceaccount=${account[1]}:${account[2]} --namespace=${namespace}\``;
  }
}
