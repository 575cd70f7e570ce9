/** ftype3 and nfs_ftype4 */
export const types = { file: 1, directory: 2, link: 5 };
/** Bits of ACCESS. */
export const bits = { read: 1, lookup: 2, modify: 4, extend: 8, delete: 16, all: 31 };

export interface Node {
  type: number;
  /** What ACCESS grants. */
  granted: number;
  /** What ACCESS of version 4 can tell. */
  supported: number;
  /** Status of a LOOKUP that finds it, instead of the node. */
  status?: number;
  entries: Map<string, Node>;
}

export interface Export {
  /** Below its root; a path such as `Finance/2026` makes what is above it. */
  directories?: Record<string, Partial<Omit<Node, 'entries'>>>;
  root?: Partial<Omit<Node, 'entries'>>;
  /** Flavors that MNT says it takes. */
  flavors?: number[];
  /** Status of MNT; in version 4 that of the LOOKUP. */
  status?: number;
}

function node(given: Partial<Omit<Node, 'entries'>> = {}): Node {
  return { type: types.directory, granted: bits.all, supported: bits.all, ...given, entries: new Map() };
}

/** All exports as one tree, as version 4 shows them, and the root of each, as version 3 does. */
export function treeOf(exports: Record<string, Export>): { top: Node; roots: Map<string, Node> } {
  const top = node({ granted: bits.read | bits.lookup });
  const roots = new Map<string, Node>();
  for (const [path, { root, directories = {}, status }] of Object.entries(exports)) {
    const at = place(top, path, node({ ...root, ...(status === undefined ? {} : { status }) }));
    for (const [below, given] of Object.entries(directories)) place(at, below, node(given));
    roots.set(path, at);
  }
  return { top, roots };
}

function place(from: Node, path: string, leaf: Node): Node {
  const names = path.split('/').filter(Boolean);
  const last = names.pop();
  let at = from;
  for (const name of names) {
    const next = at.entries.get(name) ?? node();
    at.entries.set(name, next);
    at = next;
  }
  if (last === undefined) return Object.assign(from, { ...leaf, entries: from.entries });
  at.entries.set(last, leaf);
  return leaf;
}

/** Handles of nodes, as the server gives them out. */
export class Handles {
  readonly #nodes: Node[] = [];

  of(wanted: Node): Buffer {
    if (!this.#nodes.includes(wanted)) this.#nodes.push(wanted);
    return Buffer.from(`handle ${this.#nodes.indexOf(wanted)}`);
  }

  /** @throws where nobody was given this handle. */
  node(handle: Buffer): Node {
    const found = this.#nodes[Number(/^handle (\d+)$/.exec(handle.toString())?.[1])];
    if (!found) throw new Error('a handle that was not given out');
    return found;
  }
}
