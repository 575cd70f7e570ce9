import type { PlatformMethod } from '../api/platform.gen.ts';
import type { Platform } from '../connectors/index.ts';
import { digestOf } from '../inputs/digest.ts';
import type { Resolved } from './resolved.ts';

interface Content {
  outcome: Resolved['outcome'];
  /** Of the Secret, as far as they take part; all that the platform could use where no test can be planned. */
  values: Readonly<Record<string, Uint8Array | string>> | undefined;
  /** What the owner of the Secret says of where it may go. */
  consent: string | undefined;
  platform: Platform;
}

/**
 * Tells whether anything that takes part in a test is another one: Secret, CA, proxy, Platform, not labels or titles.
 * Undefined where that cannot be told: a token of a service account is another one each time.
 */
export function contentOf({ outcome, values, consent, platform }: Content): string | undefined {
  if ('plan' in outcome && outcome.plan.identity) return undefined;
  const rest =
    'plan' in outcome
      ? [outcome.plan.method.name, outcome.ca, outcome.proxy, outcome.tokens?.current]
      : [outcome.verdict];
  return digestOf(values ?? {}, JSON.stringify([consent, textOfSignIn(platform.spec), ...rest]));
}

const texts = new WeakMap<object, string>();

/** A Platform without what is for people only. */
function textOfSignIn(spec: Platform['spec']): string {
  const {
    title: _title,
    aliases: _aliases,
    category: _category,
    documentation: _documentation,
    methods,
    ...rest
  } = spec;
  const text = texts.get(spec) ?? JSON.stringify([rest, methods.map(withoutProse)]);
  texts.set(spec, text);
  return text;
}

function withoutProse({ title: _title, description: _description, ...method }: PlatformMethod): object {
  return method;
}
