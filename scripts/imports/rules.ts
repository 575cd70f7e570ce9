import { importsOf, type Import, type Sources } from './sources.ts';
import { cyclesIn } from './cycles.ts';

/** Which rooms a room of src/ may import from; CONTRIBUTING.md has the same table. Files beside the rooms wire them together and may import everything. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  api: [],
  text: [],
  loop: [],
  connectors: ['api', 'loop', 'text'],
  runtime: ['loop', 'text'],
  inputs: ['api', 'connectors', 'runtime', 'text'],
  reconcilers: ['api', 'connectors', 'inputs', 'loop', 'runtime', 'text'],
  doctor: ['api', 'connectors', 'runtime'],
  cli: ['api', 'connectors', 'console', 'doctor', 'inputs', 'runtime'],
  console: ['api', 'connectors', 'doctor', 'inputs', 'runtime'],
};

/**
 * The rooms of src/connectors, from left to right: each may import those to its left and its own. `contract` is the files
 * beside the rooms that say what a driver, a failure and a verdict are; `top` is those that put everything together.
 */
const connectors = [
  ['language'],
  ['contract', 'transport', 'probe'],
  ['engine'],
  ['auth'],
  ['drivers'],
  ['planning'],
  ['interactive'],
  ['top'],
];
const contract = new Set(['context', 'driver', 'failure', 'platform', 'progress', 'requirements', 'stages', 'verdict']);

/** Other code of the repository, which may import src/ but not each other. */
const outside: Readonly<Record<string, readonly string[]>> = {
  scripts: ['src'],
  dev: ['src'],
  quickstart: ['src', 'dev'],
  bench: ['src', 'dev'],
};

/** One line for each import that goes the wrong way, and for each cycle. */
export function importProblems(sources: Sources): string[] {
  const imports = [...sources].flatMap(([path, text]) => importsOf(path, text));
  const wrong = imports.flatMap((one) => wrongWay(one) ?? []);
  return [...wrong, ...cyclesIn(imports.filter(({ to }) => sources.has(to)))];
}

function wrongWay({ from, to, line }: Import): string | undefined {
  if (!/^(\.\.?\/|[\w-]+\/.*\.tsx?$)/.test(to)) return undefined;
  const where = `${from}:${line}`;
  if (!from.startsWith('src/')) return outsideWay(from, to, where);
  const inner = innerWay(from, to, where);
  if (inner !== undefined) return inner;
  if (!to.startsWith('src/')) return `${where}: src/ must not import ${to}`;
  const [room, target] = [roomOf(from), roomOf(to)];
  if (room === undefined || room === target) return undefined;
  const allowed = mayImport[room];
  if (!allowed) return `${where}: the room src/${room} is not known to scripts/imports/rules.ts`;
  if (target !== undefined && allowed.includes(target)) return undefined;
  const may = allowed.length === 0 ? 'no other room' : allowed.join(', ');
  return `${where}: src/${room} must not import ${to} (it may import ${may})`;
}

/** Undefined for a file directly in src/. */
function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function outsideWay(from: string, to: string, where: string): string | undefined {
  const [room = '', target = ''] = [from, to].map((path) => path.split('/')[0]);
  const allowed = outside[room];
  if (!allowed || target === room || allowed.includes(target)) return undefined;
  return `${where}: ${room} must not import ${to} (it may import ${allowed.join(', ')})`;
}

/** Within src/connectors; platforms are data, and know their type and what their driver offers. */
function innerWay(from: string, to: string, where: string): string | undefined {
  const [room, target] = [innerRoom(from), innerRoom(to)];
  if (room === undefined || target === undefined || room === target) return undefined;
  if (room === 'platforms') {
    const isData = to === 'src/connectors/platform.ts' || target === 'drivers';
    return isData ? undefined : `${where}: platforms are data and must not import ${to}`;
  }
  if (target === 'platforms') {
    return from === 'src/connectors/registry.ts' ? undefined : `${where}: only registry.ts may import platforms`;
  }
  const rank = (name: string) => connectors.findIndex((rooms) => rooms.includes(name));
  if (rank(room) === -1) return `${where}: the room src/connectors/${room} is not known to scripts/imports/rules.ts`;
  return rank(target) <= rank(room)
    ? undefined
    : `${where}: connectors/${room} must not import ${to}, which is to its right`;
}

function innerRoom(path: string): string | undefined {
  const [, folder, file] = /^src\/connectors\/(?:([\w-]+)\/|([\w-]+)\.ts$)/.exec(path) ?? [];
  if (file !== undefined) return contract.has(file) ? 'contract' : 'top';
  return folder;
}
