import type { Connection } from './api/resources.ts';
import type { Settings } from './settings.ts';

/** A watch of one object costs the API server as much as one of a namespace. */
const mostNames = 100;

interface Options {
  settings: Pick<Settings, 'namespaces' | 'secretNames' | 'secretsByConsent'>;
  /** Begins to watch Secrets: of a namespace or of all, of one name or of all. */
  watch: (namespace: string | undefined, name: string | undefined, signal: AbortSignal) => void;
}

/** Which Secrets are watched: those of the whole cluster, of namespaces, of namespaces that let it, or the named ones. */
export class SecretWatches {
  readonly #options: Options;
  readonly #users = new Map<string, Followed>();
  readonly #namespaceOf = new Map<string, string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Begins with those that the flags tell of. */
  start(signal: AbortSignal): void {
    const { settings, watch } = this.#options;
    const { namespaces, secretNames, secretsByConsent } = settings;
    const scopes = namespaces.length === 0 ? [undefined] : namespaces;
    if (secretsByConsent && namespaces.length === 0) return;
    if (secretNames.length === 0) for (const namespace of scopes) watch(namespace, undefined, signal);
    // Beyond that an edit is noticed at the next test.
    else if (scopes.length * secretNames.length <= mostNames)
      for (const namespace of scopes) for (const name of secretNames) watch(namespace, name, signal);
  }

  /** Follows the namespaces in which a Connection uses a Secret, while there is one. */
  noticed(key: string, connection: Connection | undefined, signal: AbortSignal): void {
    const { settings, watch } = this.#options;
    if (!settings.secretsByConsent || settings.namespaces.length > 0) return;
    const namespace = connection && usesSecret(connection) ? connection.metadata.namespace : undefined;
    const before = this.#namespaceOf.get(key);
    if (namespace === before) return;
    if (before !== undefined) this.#leave(before, key);
    if (namespace === undefined) return;
    this.#namespaceOf.set(key, namespace);
    const followed = this.#users.get(namespace) ?? { keys: new Set(), end: new AbortController() };
    this.#users.set(namespace, followed);
    if (followed.keys.size === 0) watch(namespace, undefined, AbortSignal.any([signal, followed.end.signal]));
    followed.keys.add(key);
  }

  #leave(namespace: string, key: string): void {
    this.#namespaceOf.delete(key);
    const followed = this.#users.get(namespace);
    followed?.keys.delete(key);
    if (followed?.keys.size !== 0) return;
    followed.end.abort();
    this.#users.delete(namespace);
  }
}

interface Followed {
  keys: Set<string>;
  end: AbortController;
}

function usesSecret({ spec }: Connection): boolean {
  return spec.secretRef !== undefined || spec.proxyRef !== undefined || spec.tls?.caRef?.kind === 'Secret';
}
