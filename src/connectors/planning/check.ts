import { sentencesOf, type Problem } from '../../api/problems.ts';
import type { FailedReason } from '../../api/reasons.ts';
import { nearest } from '../language/suggest.ts';
import type { Platform, PlatformMethod } from '../platform.ts';
import { problemsOf } from './problems.ts';
import { schemasOf } from './schema.ts';
import { addressProblems } from './from-address.ts';
import { unfilledSettings } from './not-filled-in.ts';
import { filesInstead, noSecret, tellBySecret } from './secret-problems.ts';
import { strangeKeys, strangers } from './strange-keys.ts';

/** What was entered, its files taken apart; nothing is held against a schema yet. */
export interface Entered {
  method: PlatformMethod;
  config: Record<string, unknown>;
  secret: Record<string, string>;
  /** Keys that the Secret has; undefined if the connection names none. */
  given: readonly string[] | undefined;
  /** Settings that come from a file in the Secret. */
  fromFile: ReadonlySet<string>;
  /** Files and values that cannot be read. */
  broken: Problem[];
}

export interface Draft extends Entered {
  platform: Platform;
}

/** Why a connection cannot be planned: everything that is wrong with it at once; the reason is that of the first kind. */
export interface Wrong {
  reason: FailedReason;
  problems: Problem[];
  about: string;
}

export function wrong(reason: FailedReason, problems: Problem[], more = ''): Wrong {
  return { reason, problems, about: `${sentencesOf(problems)}${more}` };
}

/** All that is wrong with settings and Secret. */
export function checkInput(draft: Draft): Wrong | undefined {
  const { platform, method, secret, given, broken } = draft;
  // What a file that cannot be read should have brought is not missing for a reason of its own.
  if (broken.length > 0) return wrong('SecretInvalid', broken);
  const own = schemasOf(platform.spec).ofMethod(method.name);
  const settings = settingsProblems(draft);
  const keys = own ? problemsOf(own.secret, secret, { root: 'secret' }) : [];
  const { missing, invalid } = tellBySecret(keys, method, given ?? []);
  const lacks = missing.length > 0 && given === undefined ? [noSecret(method)] : withNearest(missing, draft);
  if (settings.length > 0) {
    // A key by another name may be the very file that the settings stand in.
    const names = missing.map(({ at }) => at.slice('secret.'.length));
    const strange = missing.length > 0 ? strangers(method, given ?? [], names) : [];
    const reason = strange.length > 0 ? 'SecretKeyMissing' : 'InvalidConfiguration';
    return wrong(reason, [...strange, ...settings, ...lacks, ...invalid]);
  }
  if (missing.length > 0) return wrong('SecretKeyMissing', [...lacks, ...invalid], otherWays(draft));
  return invalid.length > 0 ? wrong('SecretInvalid', invalid) : undefined;
}

/** What is wrong with the settings; of one that nobody filled in, that alone. */
function settingsProblems({ platform, method, config, fromFile }: Draft): Problem[] {
  const schemas = schemasOf(platform.spec);
  const own = schemas.ofMethod(method.name)?.config;
  const reading = { root: 'spec.config', hidden: fromFile } as const;
  const unfilled = unfilledSettings(config, fromFile);
  const formal = [
    ...problemsOf(schemas.config, config, reading),
    ...(own ? problemsOf(own, config, { ...reading, titles: platform.spec.config }) : []),
  ];
  const pages = addressProblems(config, [platform.spec.config, method.config], fromFile);
  return distinct(besides(pages, besides(formal, unfilled)));
}

/** Of a place that has a problem already, no further one. */
function besides(more: readonly Problem[], problems: readonly Problem[]): Problem[] {
  const told = new Set(problems.map(({ at }) => at));
  return [...problems, ...more.filter(({ at }) => !told.has(at))];
}

/** Each problem of a place once. */
export function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.at} ${problem.what}`, problem])).values()];
}

/** A key by another name is proposed to be renamed. */
function withNearest(missing: readonly Problem[], { method, given = [] }: Draft): Problem[] {
  const strange = strangeKeys(method, given);
  return missing.map((problem) => {
    const meant = nearest(problem.at.slice('secret.'.length), strange);
    return meant === undefined ? problem : { ...problem, fix: `rename key ${meant}` };
  });
}

function otherWays({ method, given }: Draft): string {
  if (given === undefined) return '';
  const strange = strangeKeys(method, given);
  const files = filesInstead(method, given);
  return [
    `, for method ${method.name}`,
    files.length > 0 ? `, which takes them in ${files.join(' or ')} too` : '',
    strange.length > 0 ? `; it does not know ${strange.join(', ')}` : '',
  ].join('');
}
