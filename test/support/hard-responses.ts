import type { DriverContext } from '../../src/connectors/context.ts';
import { Session } from '../../src/connectors/engine/session.ts';
import { takeStep } from '../../src/connectors/engine/step.ts';
import { stepsOf, withDefaults, type FoundStep } from '../../src/connectors/explain-step.ts';
import { definitions } from '../../src/connectors/language/definitions.ts';
import { compile } from '../../src/connectors/language/expression.ts';
import type { Platform } from '../../src/connectors/platform.ts';
import { Marks } from '../../src/connectors/stages.ts';
import type { HttpResponse } from '../../src/connectors/transport/messages.ts';
import { hardStrings } from './hard-strings.ts';
import { testContext } from './test-context.ts';

/** As much of a response as is read. */
const bodySize = 64 * 1024;
const headerSize = 16 * 1024;

/** A place of a response that a step of a platform reads, such as `json.error.code`. */
export interface Position {
  platform: Platform;
  step: FoundStep;
  path: readonly string[];
}

/** Every place of every response of a platform that an expression reads, itself or through `define`. */
export function positionsOf(platform: Platform): Position[] {
  const defined = definitions(platform.spec);
  return stepsOf(platform.spec).flatMap((step) => {
    const paths = expressionsOf(step.step, platform).flatMap((source) =>
      compile(source).reads.flatMap(({ path }) => [path, ...(defined.get(path[0] ?? '')?.reads ?? [])]),
    );
    const read = paths.filter(([root = '']) => ['json', 'xml', 'text', 'headers', 'cookies'].includes(root));
    const unique = new Map(read.map((path) => [path.join('.'), path]));
    return [...unique.values()].map((path) => ({ platform, step, path }));
  });
}

/** All texts of a step, and of the tables that it names, which are expressions. */
function expressionsOf(step: FoundStep['step'], { spec }: Platform): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && isExpression(value)) found.push(value);
    if (typeof value !== 'object' || value === null) return;
    const { table } = value as { table?: string };
    if (table !== undefined) visit(spec.tables?.[table]);
    for (const inner of Object.values(value)) visit(inner);
  };
  const { replies, set, facts, expect } = step;
  visit([replies, set, facts, expect]);
  return found;
}

function isExpression(text: string): boolean {
  try {
    return compile(text).reads.length > 0;
  } catch {
    return false;
  }
}

/** What a hostile server puts there: texts, many of them, and lists of what should be one. */
export const hardKinds = [
  ...Object.keys(hardStrings(100)),
  'many texts',
  'too many texts',
  'many objects',
  'deep objects',
] as const;

/** The response that has it there, and in the place of everything that the step asks for besides. */
export function hardResponse({ path: [root = '', ...keys] }: Position, kind: string): HttpResponse {
  const size = root === 'headers' || root === 'cookies' ? headerSize : bodySize - 200;
  const text = hardStrings(size)[kind];
  const plain = { status: 200, headers: { 'content-type': 'application/json' }, cookies: {}, text: '' };
  const flat = (text ?? 'a,'.repeat(size / 2)).replaceAll('\n', ' ');
  if (root === 'headers') return { ...plain, headers: { 'content-type': 'text/plain', [keys[0] ?? 'x']: flat } };
  if (root === 'cookies') return { ...plain, cookies: { [keys[0] ?? 'x']: flat } };
  if (root === 'text') return { ...plain, text: (text ?? flat).slice(0, bodySize) };
  if (root === 'xml') return { ...plain, headers: { 'content-type': 'text/xml' }, text: xmlOf(keys, kind, text) };
  const value =
    text === undefined
      ? manyOf(kind)
      : JSON.stringify(text)
          .slice(0, bodySize - 200)
          .replace(/\\*"?$/, '"');
  return { ...plain, text: keys.reduceRight((inner, key) => `{${JSON.stringify(key)}:${inner}}`, value) };
}

function manyOf(kind: string): string {
  if (kind === 'many texts') return `[${Array(4000).fill('"aaaaaaaaaaaa"').join(',')}]`;
  if (kind === 'too many texts') return `[${Array(15_000).fill('"a"').join(',')}]`;
  if (kind === 'many objects')
    return `[${Array(2000)
      .fill(`{"id":"${'a'.repeat(20)}"}`)
      .join(',')}]`;
  return `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
}

function xmlOf(keys: readonly string[], kind: string, text: string | undefined): string {
  const inner =
    text === undefined
      ? ({ 'many texts': '<a>b</a>'.repeat(7000), 'many objects': '<a><b c="d"/></a>'.repeat(3500) }[kind] ??
        `${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}`)
      : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return keys.reduceRight((within, key) => `<${key}>${within}</${key}>`, inner.slice(0, bodySize));
}

/** What is known of somebody who has signed in. */
const known = { login: '', claims: null, fresh: false };

/** Takes the step, with this response to its request. */
export async function judgeHard({ platform, step: found }: Position, response: HttpResponse): Promise<void> {
  const { step, phase, method } = found;
  const secret = { password: 'a-password-of-some-length' };
  const config = withDefaults({}, platform.spec);
  const session = new Session({ platform, method, config, requires: {}, secret, hosts: [] }, driverContext());
  session.shown = { headers: {}, query: {}, showsSecret: false, known, exchange: async () => response };
  const { when: _, ...always } = step;
  await takeStep(always, session, {
    phase,
    request: { url: 'https://platform.example/' },
    how: { authenticate: true },
  });
}

function driverContext(): DriverContext {
  return { ...testContext(), progress: new Marks() };
}
