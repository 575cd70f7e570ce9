import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element, its name with the namespace: `{urn:x}Login`. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
  text: string;
}

type Node = Record<string, Node[] | string> & { ':@'?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  ignoreDeclaration: true,
});

/** @throws where the text is not one well-formed document, or a prefix has no namespace. */
export function parseDocument(text: string): Element {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`not well-formed: ${valid.err.msg}`);
  const [root, ...others] = (parser.parse(text) as Node[]).flatMap((node) => elementOf(node, {}) ?? []);
  if (!root || others.length > 0) throw new Error('not one root');
  return root;
}

function elementOf(node: Node, outer: Readonly<Record<string, string>>): Element | undefined {
  const tag = Object.keys(node).find((key) => key !== ':@');
  if (tag === undefined || tag === '#text') return undefined;
  const attributes = node[':@'] ?? {};
  const own = Object.entries(attributes).flatMap(([name, value]) =>
    name === 'xmlns' || name.startsWith('xmlns:') ? [[name.slice(6), value] as const] : [],
  );
  const spaces = { ...outer, ...Object.fromEntries(own) };
  const nodes = node[tag] as Node[];
  return {
    name: qualified(tag, spaces),
    attributes,
    children: nodes.flatMap((child) => elementOf(child, spaces) ?? []),
    text: nodes.map((child) => child['#text'] ?? '').join(''),
  };
}

function qualified(tag: string, spaces: Readonly<Record<string, string>>): string {
  const [prefix, local] = tag.includes(':') ? (tag.split(':') as [string, string]) : ['', tag];
  const space = spaces[prefix];
  if (space === undefined && prefix !== '') throw new Error(`prefix ${prefix} has no namespace`);
  return space === undefined ? local : `{${space}}${local}`;
}

/** The only element at this path of names below `from`; undefined where there is none or several. */
export function only(from: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => {
    const found = at?.children.filter((child) => child.name === name) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }, from);
}
