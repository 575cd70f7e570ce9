/** When a part of a Platform is read, in the order of a test. */
export type Phase =
  | 'define'
  | 'hosts'
  | 'detect'
  | 'signIn'
  | 'credential'
  | 'test'
  | 'anonymous'
  | 'access'
  | 'probe'
  | 'signOut'
  | 'tables'
  | 'interactive'
  | 'none';

/** Where a template stands, which decides how its values are encoded. */
export type Position = 'url' | 'host' | 'header' | 'text' | 'json' | 'xml';

/**
 * Names that may be read, a letter each: E config, requires, method and eager names of `define`; S secret and
 * serviceAccount; N results of earlier steps; R the response, and the names of `define` that read it; K credential;
 * A account; B probe; L what an interactive sign-in has brought.
 */
export type Names = string;

/** What a single value is. `schema` and `loose` are objects of which the language says nothing. */
export type Leaf =
  | { kind: 'plain' | 'identifier' | 'flag' | 'count' | 'schema' | 'loose' }
  | { kind: 'choice'; of: readonly string[] }
  | { kind: 'expression'; phase: Phase; names: Names }
  | { kind: 'template'; phase: Phase; names: Names; position: Position };

/** A shape of the language. */
export type Node =
  | Leaf
  | {
      kind: 'fields';
      of: Readonly<Record<string, Node>>;
      required: readonly string[];
      step?: Phase;
      elsewhere?: Elsewhere;
    }
  /** `names` is how a name itself is read, if it may be a template. */
  | { kind: 'map'; of: Node; names?: Leaf; identifiers?: boolean }
  | { kind: 'list'; of: Node; max: number; rows?: boolean }
  /** JSON of any shape, whose strings are templates. */
  | { kind: 'json'; of: Leaf };

/** Fields that stand elsewhere, with the sentence that says so. */
export type Elsewhere = Readonly<Record<string, string>>;

export const plain: Leaf = { kind: 'plain' };
export const identifier: Leaf = { kind: 'identifier' };
export const flag: Leaf = { kind: 'flag' };
export const count: Leaf = { kind: 'count' };
export const schema: Leaf = { kind: 'schema' };

export function choice(...of: string[]): Leaf {
  return { kind: 'choice', of };
}

export function expression(phase: Phase, names: Names): Leaf {
  return { kind: 'expression', phase, names };
}

export function template(phase: Phase, names: Names, position: Position): Leaf {
  return { kind: 'template', phase, names, position };
}

export function fields(of: Readonly<Record<string, Node>>, ...required: string[]): Node & { kind: 'fields' } {
  return { kind: 'fields', of, required };
}

export function list(of: Node, max: number): Node & { kind: 'list' } {
  return { kind: 'list', of, max };
}

export function map(of: Node): Node & { kind: 'map' } {
  return { kind: 'map', of };
}
