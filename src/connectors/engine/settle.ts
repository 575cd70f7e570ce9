import { turnOfOthers } from '../../loop/turn.ts';
import type { PlatformStep } from '../../api/platform.gen.ts';
import { failure, type Failure } from '../failure.ts';
import { valueOf } from '../language/expression.ts';
import { unsaidBindings, type Heard } from './exchange.ts';
import { isField } from './own-word.ts';
import { nameOfStep } from '../language/results.ts';
import { inOrder } from '../language/set-order.ts';
import type { Session } from './session.ts';

const mostOfOneValue = 8 * 1024;
const mostOfAll = 64 * 1024;

/** A required value of `set` is not in the response. */
export interface Missing extends Failure {
  missing: string;
}

/** Works out `set`, in order, and keeps it. @returns why it cannot. */
export async function settle(
  step: PlatformStep,
  heard: Heard,
  session: Session,
): Promise<Missing | Failure | undefined> {
  const name = nameOfStep(step);
  if (!step.set || name === undefined) return undefined;
  const own: Record<string, unknown> = {};
  const unsaid: Record<string, unknown> = {};
  for (const [key, source] of inOrder(name, step.set)) {
    const bindings = heard.bindings.with({ [name]: { ...session.results[name], ...own } });
    const value = valueOf(source, bindings);
    const empty = value === undefined || value === null || value === '';
    const optional = key.endsWith('?');
    if (empty && !optional) return lacks(`${name}.${key}`, heard.host);
    if (sizeOf(value) > mostOfOneValue) return tooLarge(heard.host);
    own[optional ? key.slice(0, -1) : key] = empty ? null : value;
    await turnOfOthers();
    unsaid[key.replace(/\?$/, '')] = unsaidOf(source, { name, unsaid }, heard, session);
    await turnOfOthers();
  }
  if (sizeOf(own) + sizeOf(session.results) > mostOfAll) return tooLarge(heard.host);
  session.keep(name, own, unsaid);
  session.context.trace?.({ kind: 'set', names: Object.keys(own).map((key) => `${name}.${key}`) });
  return undefined;
}

/** What the expression says of the same response without anything in it. */
function unsaidOf(
  source: string,
  { name, unsaid }: { name: string; unsaid: Readonly<Record<string, unknown>> },
  heard: Heard,
  session: Session,
): unknown {
  if (isField.test(source)) return null;
  const bindings = unsaidBindings(heard, session).with({ [name]: { ...session.unsaid[name], ...unsaid } });
  return valueOf(source, bindings) ?? null;
}

function lacks(key: string, host: string): Missing {
  return { ...failure('UnexpectedReply', { about: `${host} responds without a value for ${key}` }), missing: key };
}

function tooLarge(host: string): Failure {
  return failure('UnexpectedReply', { about: `${host} responds with a value that is too large` });
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + sizeOf(item), 0);
}
