import { importsOf, type Import, type Sources } from './sources.ts';
import { cyclesIn } from './cycles.ts';

/** Which rooms a room of src/ may import from. Files beside the rooms wire them together and may import everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  api: [],
  connectors: ['api'],
  runtime: [],
  reconcilers: ['api', 'connectors', 'runtime'],
  cli: ['api', 'connectors'],
  console: ['api', 'connectors'],
};

/** One line for each import that goes the wrong way, and for each cycle. */
export function importProblems(sources: Sources): string[] {
  const imports = [...sources].flatMap(([path, text]) => importsOf(path, text));
  const wrong = imports.flatMap((one) => wrongWay(one) ?? []);
  return [...wrong, ...cyclesIn(imports.filter(({ to }) => sources.has(to)))];
}

function wrongWay({ from, to, line }: Import): string | undefined {
  if (!/^(\.\.?\/|[\w-]+\/.*\.ts$)/.test(to)) return undefined;
  const where = `${from}:${line}`;
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
