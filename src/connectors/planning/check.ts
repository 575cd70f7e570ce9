import { sentencesOf, type Problem } from '../../api/problems.ts';
import type { FailedReason } from '../../api/reasons.ts';
import type { Platform, PlatformMethod, PlatformSpec } from '../platform.ts';
import { schemaExcess } from './gate.ts';
import { withExchanged } from './exchanged.ts';
import { problemsOf } from './problems.ts';
import { schemasOf } from './schema.ts';
import { addressProblems } from './from-address.ts';
import { unfilledSettings } from './not-filled-in.ts';
import { filesInstead, noSecret, tellBySecret } from './secret-problems.ts';
import { keyFor, lastLeft, shownOf, strangeKeys, strangers } from './strange-keys.ts';

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
  /** What to do, in place of the reason's own advice. */
  fix?: string;
}

/** Problems with one reason, and the sentence that a message says of them. */
export function wrong(reason: FailedReason, problems: Problem[]): Wrong {
  const found = { reason, problems, about: sentencesOf(problems) };
  // Nothing can be added to a Secret that is not named.
  return reason === 'SecretKeyMissing' && problems.every(({ at }) => at === 'spec.secretRef')
    ? { ...found, fix: nameSecret }
    : found;
}

const nameSecret = 'Create such a Secret in the namespace of the Connection, and name it in `spec.secretRef`.';

/** All that is wrong with settings and Secret. */
export function checkInput(draft: Draft): Wrong | undefined {
  const { broken, platform, config, fromFile } = draft;
  // What a file that cannot be read should have brought is not missing for a reason of its own.
  if (broken.length > 0) return withSettings(wrong('SecretInvalid', broken), platform.spec, config, fromFile);
  return tooMany(draft) ?? againstSchemas(draft);
}

/** More than can be held against the schemas while everybody waits. */
function tooMany({ platform, method, config, secret }: Draft): Wrong | undefined {
  const described = [platform.spec.config, method.config];
  const settings = described.flatMap((schema) => schemaExcess(config, schema, 'spec.config'));
  if (settings.length > 0) return wrong('InvalidConfiguration', distinct(settings));
  const keys = schemaExcess(secret, method.secret, 'secret');
  return keys.length > 0 ? wrong('SecretInvalid', keys) : undefined;
}

function againstSchemas(draft: Draft): Wrong | undefined {
  const { platform, method, secret, given } = draft;
  const own = schemasOf(platform.spec).ofMethod(method.name);
  const keys = own ? problemsOf(own.secret, secret, { root: 'secret' }) : [];
  const told = tellBySecret(keys, method, given ?? []);
  const lacking = told.missing;
  const invalid = withExchanged(told.invalid, draft);
  const { settings, missing } = inTheSecret(settingsProblems(draft), lacking, method);
  if (settings.length + missing.length + invalid.length === 0) return undefined;
  const { slips, others } = strangers(draft, placesIn(missing));
  const strange = missing.length > 0 ? [...others, ...slips] : [];
  const lacks = missing.length > 0 && given === undefined ? [noSecret(method)] : withNearest(missing, draft);
  if (settings.length > 0) {
    // A key by another name may be the very file that the settings stand in.
    const reason = strange.length > 0 && missing.length > 0 ? 'SecretKeyMissing' : 'InvalidConfiguration';
    return wrong(reason, distinct([...strange, ...settings, ...lacks, ...invalid, ...slips]));
  }
  if (missing.length > 0) return wrong('SecretKeyMissing', [...lacks, ...invalid, ...strange]);
  return wrong('SecretInvalid', [...invalid, ...slips]);
}

/** Keys of the Secret that were misspelt: what may be behind another fault that was found. */
export function misspeltKeys(
  draft: Pick<Draft, 'method' | 'config' | 'given'> & { platform: Pick<Platform, 'spec'> },
): Problem[] {
  return strangers(draft, []).slips;
}

/** A key of the Secret that stands among the settings is not missing besides. */
function inTheSecret(settings: readonly Problem[], missing: readonly Problem[], { name }: PlatformMethod) {
  const moved = settings.map((problem): Problem => {
    const key = nameOf(problem);
    if (problem.kind !== 'unknown' || !missing.some(({ at }) => at === `secret.${key}`)) return problem;
    const what = `is not a setting of method ${name}`;
    return { at: problem.at, kind: 'unknown', what, fix: `put it into the Secret as key ${key}` };
  });
  const told = new Set(moved.filter((problem, index) => problem !== settings[index]).map(nameOf));
  return { settings: moved, missing: missing.filter(({ at }) => !told.has(at.slice('secret.'.length))) };
}

const nameOf = ({ at }: Problem) => at.slice(at.lastIndexOf('.') + 1);
const placesIn = (problems: readonly Problem[]) => problems.map(({ at }) => at.slice('secret.'.length));

/** What is wrong with the settings; of one that nobody filled in, that alone. */
function settingsProblems({ platform, method, config, fromFile }: Draft): Problem[] {
  const schemas = schemasOf(platform.spec);
  const own = schemas.ofMethod(method.name)?.config;
  const reading = { root: 'spec.config', hidden: fromFile } as const;
  const unfilled = unfilledSettings(config, fromFile);
  const further = own
    ? problemsOf(own, config, { ...reading, titles: platform.spec.config }).map((problem) =>
        problem.kind === 'unknown' ? { ...problem, hint: `method ${method.name}` } : problem,
      )
    : [];
  const unfit = new Set(further.filter(({ kind }) => kind === 'unknown').map(({ at }) => at));
  const formal = [...problemsOf(schemas.config, config, reading).filter(({ at }) => !unfit.has(at)), ...further];
  const pages = addressProblems(config, [platform.spec.config, method.config], fromFile);
  return distinct(besides(pages, besides(formal, unfilled)));
}

/** What is wrong with settings whichever method is meant: it is not found out only after one was chosen. */
export function beforeMethod(refused: Wrong, spec: PlatformSpec, config: Readonly<Record<string, unknown>>): Wrong {
  const problems = wrongSettings(spec, config);
  if (problems.length === 0) return refused;
  const choice: Problem = { at: 'spec.method', kind: 'missing', what: `must be one of ${refused.about}` };
  return wrong(refused.reason, [choice, ...problems]);
}

/**
 * What is wrong with the settings beside values of the Secret that nobody filled in, or files that cannot be read.
 * @param fromFile - settings that come from a file in the Secret
 */
export function withSettings(
  refused: Wrong,
  spec: PlatformSpec,
  config: Readonly<Record<string, unknown>>,
  fromFile: ReadonlySet<string> = new Set(),
): Wrong {
  return wrong(refused.reason, [...refused.problems, ...wrongSettings(spec, config, fromFile)]);
}

/** Settings that are wrong with any method; what is missing may come with one. */
function wrongSettings(
  spec: PlatformSpec,
  config: Readonly<Record<string, unknown>>,
  fromFile: ReadonlySet<string> = new Set(),
): Problem[] {
  const unfilled = unfilledSettings(config, fromFile);
  const formal = problemsOf(schemasOf(spec).config, config, { root: 'spec.config', hidden: fromFile });
  const pages = addressProblems(config, [spec.config], fromFile);
  return distinct(besides(pages, besides(formal, unfilled))).filter(({ kind }) => kind !== 'missing');
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

/** A key by another name is proposed to be renamed; which method it is for is said once. */
function withNearest(missing: readonly Problem[], { method, given = [] }: Draft): Problem[] {
  let strange = shownOf(strangeKeys(method, given), method);
  const files = filesInstead(method, given).filter((file) => !placesIn(missing).includes(file));
  return missing.map((problem, index) => {
    const [name = ''] = placesIn([problem]);
    const meant = keyFor(name, strange, method) ?? (missing.length === 1 ? lastLeft(name, given, method) : undefined);
    // One key is not two values.
    strange = strange.filter((key) => key !== meant);
    const isLast = index === missing.length - 1;
    const instead = files.length === 0 ? '' : `, which takes it in ${files.join(' or ')} too`;
    const hints = [problem.hint, isLast && `for method ${method.name}${instead}`].filter(Boolean);
    return {
      ...problem,
      ...(meant === undefined ? {} : { fix: `rename key ${meant}` }),
      ...(hints.length === 0 ? {} : { hint: hints.join(', ') }),
    };
  });
}
