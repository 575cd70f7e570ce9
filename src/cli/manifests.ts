import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LineCounter, parseAllDocuments, type Document, type SchemaOptions, type Tags } from 'yaml';
import { group, type Connection } from '../api/resources.ts';
import { BadInput } from './exit.ts';
import { textOf, type Io } from './io.ts';

/** An object of a file. */
export interface Manifest {
  apiVersion?: string;
  kind?: string;
  type?: string;
  metadata?: {
    name?: string;
    namespace?: string;
    annotations?: Record<string, string>;
    labels?: Record<string, string | null>;
  };
  immutable?: unknown;
  data?: Record<string, string | null>;
  stringData?: Record<string, string | null>;
  spec?: unknown;
}

/** An object, and where it stands. */
export interface Found {
  manifest: Manifest;
  file: string;
  /** The line of a field, from 1; that of the nearest field above it where it is missing. */
  lineOf(path: readonly string[]): number;
}

const run = promisify(execFile);

/** The objects of files and folders, in their order; `-` is standard input. @throws BadInput */
export async function readManifests(paths: readonly string[], io: Io): Promise<Found[]> {
  const found: Found[] = [];
  for (const path of paths) {
    if (path === '-') found.push(...parsed(await textOf(io.stdin), 'standard input'));
    else for (const file of await filesIn(path)) found.push(...parsed(await readFile(file, 'utf8'), file));
  }
  return found;
}

/** What `kubectl kustomize` makes of a folder. @throws BadInput */
export async function builtManifests(folder: string, { signal }: Io): Promise<Found[]> {
  try {
    const { stdout } = await run('kubectl', ['kustomize', '--', folder], { signal, maxBuffer: 64 * 1024 * 1024 });
    return parsed(stdout, folder);
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') throw new BadInput('-k needs kubectl, which is not installed');
    throw new BadInput(`kubectl kustomize ${folder}: ${stderr.trim().split('\n')[0] ?? ''}`);
  }
}

export function isConnection({ manifest }: Found): boolean {
  return manifest.kind === 'Connection' && isOurs(manifest);
}

export function isPlatform({ manifest }: Found): boolean {
  return manifest.kind === 'Platform' && isOurs(manifest);
}

/** Another group may have kinds of the same names. */
export function isOurs({ apiVersion }: Manifest): boolean {
  return apiVersion === undefined || apiVersion.startsWith(`${group}/`);
}

export function connectionOf({ manifest }: Found): Connection {
  return manifest as unknown as Connection;
}

/** The path of a field as a message has it: `spec.test[0].request`. */
export function pathOf(field: string): string[] {
  return field.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
}

async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => {
    throw new BadInput(`cannot read ${path}: there is no such file or folder`);
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/.test(name)).toSorted();
  if (names.length === 0) throw new BadInput(`${path} has no YAML or JSON file in it`);
  return names.map((name) => join(path, name));
}

/** YAML 1.1, as kubectl reads it: `yes` is true, `1_000` and `0o17` are numbers, times are text, `<<` takes a map in. */
const asOfKubectl = {
  schema: 'yaml-1.1',
  customTags: (tags: Tags): Tags => [...tags.filter((tag) => typeof tag === 'string' || !isTime(tag)), 'intOct'],
} satisfies SchemaOptions;

function isTime({ tag, format }: { tag: string; format?: string }): boolean {
  return format === 'TIME' || tag === 'tag:yaml.org,2002:timestamp';
}

function parsed(text: string, file: string): Found[] {
  if (text.includes('\0')) throw new BadInput(`${file}: this is no text in UTF-8`);
  const lines = new LineCounter();
  // A key that is no text is said where it stands, and not as a warning of the process.
  const documents = parseAllDocuments(text, { ...asOfKubectl, lineCounter: lines, logLevel: 'error' });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const manifest = valueOf(document, { text, file });
    if (manifest === null || typeof manifest !== 'object') return [];
    return listed(manifest).map(({ one, at }) => ({
      manifest: one,
      file,
      lineOf: (path) => lineIn(document, lines, [...at, ...path]),
    }));
  });
}

function valueOf(document: Document.Parsed, { text, file }: { text: string; file: string }): Manifest | null {
  const [error] = document.errors;
  const [tag] = isPlatformText(text) ? document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED') : [];
  const wrong = error ?? tag;
  if (wrong) {
    const what = wrong.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '');
    throw new BadInput(`${file}:${wrong.linePos?.[0].line ?? 1}: ${what}${yamlHint(text, wrong.code)}`);
  }
  try {
    return document.toJS() as Manifest | null;
  } catch (failed) {
    // An alias without an anchor, or so many of them that memory would not last.
    throw new BadInput(`${file}: ${(failed as Error).message}`);
  }
}

function isPlatformText(text: string): boolean {
  return /^kind:\s*["']?Platform\b/m.test(text);
}

/** What people do about a text that is no YAML. A Platform has braces of its own, which only YAML takes for an object. */
function yamlHint(text: string, code: string): string {
  if (/\{\{-|\{\{\s*\.[A-Z]/.test(text) || (/\{\{/.test(text) && !isPlatformText(text)))
    return '. It looks like a template: render it first (`helm template … | connection test -f -`)';
  if (!isPlatformText(text) || code === 'DUPLICATE_KEY' || code === 'BAD_INDENT') return '';
  if (code === 'BAD_DQ_ESCAPE') return ". `\\` begins an escape in double quotes: write single ones, `'…'`";
  return ". A template, or an expression with `!`, `&`, `[`, `{`, `,`, `: ` or quotes in it, needs quotes around it: `'…'`";
}

/** `kubectl get -o yaml` of several objects is a List of them. */
function listed(manifest: Manifest & { items?: (Manifest | null)[] }): { one: Manifest; at: string[] }[] {
  if (manifest.kind !== 'List' || !Array.isArray(manifest.items)) return [{ one: manifest, at: [] }];
  return manifest.items.flatMap((one, index) => (one === null ? [] : [{ one, at: ['items', String(index)] }]));
}

function lineIn(document: Document, lines: LineCounter, path: readonly string[]): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: readonly number[] } | undefined;
    const [start] = node?.range ?? [];
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}
