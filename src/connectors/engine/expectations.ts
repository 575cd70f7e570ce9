import { isDeepStrictEqual } from 'node:util';
import { turnOfOthers } from '../../loop/turn.ts';
import type { PlatformExpectation, PlatformStep } from '../../api/platform.gen.ts';
import { failure, type Failure } from '../failure.ts';
import { holds, valueOf, type Bindings } from '../language/expression.ts';
import { isField } from './own-word.ts';

/**
 * What a response says of tenant, domain or workspace is compared with the settings, positively: no value is no match, and
 * neither is what would be said of a response without anything in it.
 * @param unsaid - the names of such a response
 */
export async function unexpected(
  { expect = [] }: PlatformStep,
  config: Readonly<Record<string, unknown>>,
  bindings: Bindings,
  unsaid: () => Bindings,
): Promise<Failure | undefined> {
  for (const one of expect) {
    if (!isMet(one, config[one.setting], bindings, unsaid)) return failure('IdentityMismatch', { causes: one.causes });
    await turnOfOthers();
  }
  return undefined;
}

/** Whether the response says what the setting says; a setting that is not set asks nothing. */
export function isMet(
  { is, when, ignoreCase, unknown }: PlatformExpectation,
  wanted: unknown,
  bindings: Bindings,
  unsaid?: () => Bindings,
): boolean {
  if (wanted === undefined || (when !== undefined && !holds(when, bindings))) return true;
  const value = valueOf(is, bindings);
  if (value === undefined || value === null || value === '') return unknown === 'Accept';
  if (unsaid && !isField.test(is) && isDeepStrictEqual(valueOf(is, unsaid()), value)) return false;
  const text = (one: unknown) => (ignoreCase ? String(one).toLowerCase() : String(one));
  // A list in a list or an object would read as the text of what is in it.
  const said = new Set(itemsOf(value).flatMap((one) => (typeof one === 'object' ? [] : text(one))));
  return itemsOf(wanted).some((one) => said.has(text(one)));
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
