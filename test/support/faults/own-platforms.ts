import { ApiError, type KubeClient } from '../../../src/runtime/index.ts';
import { registry } from '../../../src/connectors/index.ts';
import { PlatformCatalogue } from '../../../src/reconcilers/platforms.ts';
import type { References } from '../../../src/reconcilers/references.ts';
import type { PlatformObject } from '../../../src/api/resources.ts';
import type { Clock } from '../../../src/runtime/index.ts';
import { FakeLogger } from '../fake-logger.ts';

/** Platforms that users made, of which the API server tells from some time on only. */
export class OwnPlatforms {
  readonly #clock: Clock;
  readonly #objects = new Map<string, PlatformObject>();
  #toldFrom = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Like WebDAV, under another name. */
  make(name: string): void {
    const metadata = { name, uid: `platform-${name}`, generation: 1, resourceVersion: '1' };
    this.#objects.set(name, { metadata, spec: registry.get('webdav')!.spec });
  }

  /** Somebody edits its spec. */
  edit(name: string): void {
    const { metadata, spec } = this.#objects.get(name)!;
    const generation = (metadata.generation ?? 0) + 1;
    const edited = { ...metadata, generation, resourceVersion: String(generation) };
    this.#objects.set(name, {
      metadata: edited,
      spec: { ...spec, hosts: [...(spec.hosts ?? []), 'other.example.com'] },
    });
  }

  /** For so long the API server neither lists them nor knows the resource. */
  late(ms: number): void {
    this.#toldFrom = this.#clock.now() + ms;
  }

  get isTold(): boolean {
    return this.#clock.now() >= this.#toldFrom;
  }

  /** Tells of each of them, once it is listed. */
  whenTold(tell: (name: string) => void): void {
    const told = () => this.#objects.forEach((_object, name) => tell(name));
    if (this.isTold) told();
    else this.#clock.setTimeout(told, this.#toldFrom - this.#clock.now());
  }

  get(name: string): PlatformObject {
    const found = this.isTold ? this.#objects.get(name) : undefined;
    if (found) return found;
    const text = this.isTold
      ? `platforms.connection-operator.dev "${name}" not found`
      : 'the server could not find the requested resource';
    throw new ApiError({ method: 'GET', path: '/apis' }, { code: 404, reason: 'NotFound', text });
  }

  /** What one process makes of them. */
  catalogue(client: KubeClient, references: References): PlatformCatalogue {
    return new PlatformCatalogue({
      client,
      clock: this.#clock,
      log: new FakeLogger(),
      references,
      knowsAll: true,
      isWriter: false,
      owner: undefined,
      instance: 'r',
      object: (name) => (this.isTold ? this.#objects.get(name) : undefined),
      isKnown: () => this.isTold,
    });
  }
}
