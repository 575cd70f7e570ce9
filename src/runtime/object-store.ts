import { objectKey, type KubeObject } from './kube-object.ts';

/** What became of one object: `[undefined, new]` added, `[old, new]` changed, `[old, undefined]` deleted. */
export type Change<T> = [before: T | undefined, after: T | undefined];

/**
 * The objects as last seen, by `objectKey`, and what each sighting changed.
 *
 * An object deleted and made anew under the same name is two changes, as nothing of the old one holds for the new.
 */
export class ObjectStore<T extends KubeObject> {
  readonly objects = new Map<string, T>();

  /** Takes an object in; no change where its resourceVersion is the one already known. */
  put(object: T): Change<T>[] {
    const key = objectKey(object);
    const known = this.objects.get(key);
    if (known !== undefined && isSameVersion(known, object)) return [];
    return this.#set(object, known);
  }

  #set(object: T, known = this.objects.get(objectKey(object))): Change<T>[] {
    const key = objectKey(object);
    this.objects.set(key, object);
    if (known === undefined) return [[undefined, object]];
    if (known.metadata.uid === object.metadata.uid) return [[known, object]];
    return [
      [known, undefined],
      [undefined, object],
    ];
  }

  remove(object: KubeObject): Change<T>[] {
    const key = objectKey(object);
    const known = this.objects.get(key);
    this.objects.delete(key);
    return known === undefined ? [] : [[known, undefined]];
  }

  /**
   * Takes in a whole list at once: deletes what is not in it, then adds and changes the rest.
   * @param isAnew - versions cannot be compared: all of it may have changed
   */
  replace(listed: Map<string, T>, isAnew = false): Change<T>[] {
    const gone = [...this.objects].filter(([key]) => !listed.has(key));
    const removed = gone.flatMap(([, object]) => this.remove(object));
    return removed.concat([...listed.values()].flatMap((object) => (isAnew ? this.#set(object) : this.put(object))));
  }

  /** The object already held where it is of the same version, so that the other copy can be let go. */
  intern(object: T): T {
    const known = this.objects.get(objectKey(object));
    return known !== undefined && isSameVersion(known, object) ? known : object;
  }
}

function isSameVersion(a: KubeObject, b: KubeObject): boolean {
  return a === b || (a.metadata.uid === b.metadata.uid && a.metadata.resourceVersion === b.metadata.resourceVersion);
}
