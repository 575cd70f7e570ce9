import type { ResourceEvent } from '@dot-i/k8s-operator';
import type { Watched } from './granted-watch.ts';
import { objectKey, type KubeObject } from './runtime/index.ts';

export type Listener = (event: ResourceEvent) => Promise<void>;

/** What a listener of the base class is told. */
export function resourceEvent({ group, version, plural }: Watched, type: string, object: KubeObject): ResourceEvent {
  const { name, namespace, resourceVersion = '' } = object.metadata;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const meta = {
    id: `${plural}.${apiVersion}`,
    name,
    resourceVersion,
    apiVersion,
    kind: object.kind ?? '',
    ...(namespace === undefined ? {} : { namespace }),
  };
  return { meta, type, object } as unknown as ResourceEvent;
}

/** `namespace/name`, or `name` of what has no namespace. */
export function keyOf({ namespace, name }: ResourceEvent['meta']): string {
  return objectKey({ metadata: { namespace, name } });
}

/** How the base class watches. */
export type Watch = (
  ...args: [group: string, version: string, plural: string, onEvent: Listener, namespace?: string]
) => Promise<void>;
