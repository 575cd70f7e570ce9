import {
  choice,
  count,
  expression,
  fields,
  flag,
  identifier,
  list,
  map,
  plain,
  schema,
  template,
  type Leaf,
  type Names,
  type Node,
  type Phase,
  type Position,
} from './grammar-node.ts';
import { interactive } from './grammar-interactive.ts';
import { probeStep, requestDefaults, rows, signInKinds, step, type StepNames } from './grammar-step.ts';
import { inMethod } from './grammar-words.ts';
import { sizes } from './sizes.ts';

const detect: StepNames = { before: 'EN', templates: 'EN', response: 'ENR' };
const signIn: StepNames = { before: 'EN', templates: 'ENS', response: 'ENR' };
const test: StepNames = { before: 'ENK', templates: 'ENSK', response: 'ENKR' };
const access: StepNames = { before: 'ENKA', templates: 'ENSKA', response: 'ENKRA' };
const probe: StepNames = { before: 'ENKAB', templates: 'ENKAB', response: 'ENKRAB' };
const signOut: StepNames = { before: 'ENKA', templates: 'ENSKA', response: 'ENKRA' };

function stepsOf(phase: Phase, names: StepNames, more?: Readonly<Record<string, Node>>): Node {
  return list(step(phase, names, more), sizes.steps);
}

function credential(): Node {
  const text = template('credential', 'ENS', 'text');
  const header = template('credential', 'ENS', 'header');
  const password = { username: text, password: text };
  const of = {
    basic: fields(password, 'username', 'password'),
    bearer: header,
    headers: { ...map(header), names: template('credential', 'E', 'header') },
    query: map(text),
    digest: fields(password, 'username', 'password'),
    ntlm: fields({ ...password, domain: text, workstation: text }, 'username', 'password'),
    none: fields({}),
  };
  const elsewhere = {
    oauth2: '`oauth2` belongs in signIn; its token is shown by `bearer: "{{token.access}}"`',
    cookie: 'a cookie is a header: `headers: { Cookie: … }`',
  };
  return { ...fields(of), elsewhere };
}

const unpack = fields(
  { key: identifier, format: choice('json', 'pairs', 'url'), into: map(plain) },
  'key',
  'format',
  'into',
);

const methodFields = fields(
  {
    name: identifier,
    title: plain,
    description: plain,
    driver: identifier,
    byNameOnly: flag,
    unpack: list(unpack, 4),
    secret: schema,
    config: schema,
    serviceAccount: fields({ audience: template('none', 'E', 'text') }, 'audience'),
    detect: stepsOf('detect', detect),
    signIn: stepsOf('signIn', signIn, signInKinds(signIn)),
    credential: credential(),
    signOut: stepsOf('signOut', signOut),
    interactive,
  },
  'name',
  'title',
);
const method: Node = { ...methodFields, elsewhere: inMethod };

const probeSteps = Object.fromEntries(
  ['prepare', 'find', 'create', 'read', 'overwrite', 'remove', 'purge'].map((name) => [name, probeStep(probe)]),
);

/** The language: every field of a Platform's spec, what it is, and which names may stand in it. */
export const grammar: Node & { kind: 'fields' } = fields(
  {
    title: plain,
    aliases: list(plain, sizes.aliases),
    category: choice('ContentManagement', 'FileSharing', 'CloudStorage', 'FileProtocol', 'Collaboration', 'Business'),
    documentation: plain,
    driver: identifier,
    retired: fields({ since: plain }, 'since'),
    schemas: schema,
    config: schema,
    hosts: list(template('hosts', 'E', 'host'), sizes.hosts),
    define: list({ ...map(expression('define', 'ERKAB')), identifiers: true }, sizes.define),
    defaults: requestDefaults('E'),
    tables: map(rows('tables', { templates: '', response: '' })),
    methods: list(method, sizes.methods),
    identity: choice('Named', 'Unnamed'),
    test: stepsOf('test', test),
    anonymous: fields({
      order: choice('After', 'Before'),
      when: expression('anonymous', 'ENKR'),
      refused: expression('anonymous', 'ER'),
    }),
    access: stepsOf('access', access),
    probe: fields({ when: expression('probe', 'E'), ...probeSteps }, 'create', 'read', 'overwrite', 'remove'),
    budget: fields({
      callsPerDay: count,
      tokensPerHour: count,
      perHost: fields({ concurrency: count, perSecond: count }),
    }),
  },
  'title',
  'category',
  'methods',
);

/** A line of the grammar: the path of a value, `[]` for an item of a list and `*` for a name of a map. */
interface GrammarEntry {
  path: string;
  kind: Leaf['kind'];
  phase: Phase;
  names: Names;
  position?: Position | undefined;
}

/** The grammar as a table, one line a value. */
export function grammarEntries(): GrammarEntry[] {
  return [...entriesOf(grammar, '')];
}

function* entriesOf(node: Node, path: string): Generator<GrammarEntry> {
  if (node.kind === 'fields') {
    for (const [name, field] of Object.entries(node.of))
      yield* entriesOf(field, path === '' ? name : `${path}.${name}`);
    if (Object.keys(node.of).length === 0) yield { path, kind: 'loose', phase: 'none', names: '' };
  } else if (node.kind === 'list') yield* entriesOf(node.of, `${path}[]`);
  else if (node.kind === 'map') yield* entriesOf(node.of, `${path}.*`);
  else if (node.kind === 'json') yield* entriesOf(node.of, `${path}.**`);
  else yield entryOf(node, path);
}

function entryOf(leaf: Leaf, path: string): GrammarEntry {
  const { kind } = leaf;
  if (kind === 'expression') return { path, kind, phase: leaf.phase, names: leaf.names };
  if (kind === 'template') return { path, kind, phase: leaf.phase, names: leaf.names, position: leaf.position };
  return { path, kind, phase: 'none', names: '' };
}
