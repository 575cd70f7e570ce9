import type { PlatformQuestion, PlatformStep } from '../../api/platform.gen.ts';
import { isFailed, isInconclusive, type FailedReason, type InconclusiveReason } from '../../api/reasons.ts';
import { failure, isFailure, type Failure } from '../failure.ts';
import { holds, type Bindings } from '../language/expression.ts';
import { clockDoubt } from './clocks.ts';
import { otherScheme } from './other-scheme.ts';
import { settingNaming } from './own-host.ts';
import { blockPage, defaultMeaning, outage, type Circumstances } from './defaults.ts';
import { dateIn } from './facts.ts';
import type { Heard } from './exchange.ts';
import { byOwnDates } from './own-dates.ts';
import { inWords, withoutWords } from './in-words.ts';
import { retryAfterMs } from './retry-after.ts';
import { matchRow, readsContent, rowsOf, type Row } from './rows.ts';
import type { Session } from './session.ts';
import { ask, bindingsOf } from './exchange.ts';
import { refusedUnasked } from './unasked.ts';

/** What a response means: passed, passed on to another method, or a failure. */
export type Meaning = { passed: true; byRow: boolean; use?: string } | Judged;

export interface Judged {
  failure: Failure;
  /** A row of the Platform said so, and not the default table. */
  byRow: boolean;
  /** The row looked at more than the status: what it knows, only the platform itself can have said. */
  ofContent?: boolean;
}

/** The first row that matches, else the default table. The one place that asks either. */
export async function judgeResponse(
  replies: PlatformStep['replies'],
  heard: Heard,
  at: Circumstances,
  session: Session,
): Promise<Meaning> {
  const { spec } = session.plan.platform;
  const wire = ofTheWire(heard, at, session);
  const rows = rowsOf(spec, replies).filter(({ when }) => !wire?.first || readsContent(when, spec));
  const matched = await matchRow(rows, heard.bindings);
  const row = matched && wire?.first && !isOfWords(matched, heard, session) ? undefined : matched;
  const trace = (outcome: string) => session.context.trace?.({ kind: 'judged', row: row?.when ?? 'default', outcome });
  if (!row) {
    const meant = wire?.meant ?? withSetting(defaultMeaning(heard.response, at), at.host, session.plan);
    trace(meant?.reason ?? 'Passed');
    if (!meant) return { passed: true, byRow: false };
    const said = inWords(meant, heard.response, { ...at, isSaid: () => false });
    return { failure: byOwnDates(said, heard.response, session), byRow: false };
  }
  const meaning = await rowMeaning(row, heard, at, session);
  trace('failure' in meaning ? meaning.failure.reason : (meaning.use ?? 'Passed'));
  return meaning;
}

/** Where something is not found at an address that was entered, the setting is named. */
function withSetting(meant: Failure | undefined, host: string, plan: Session['plan']): Failure | undefined {
  const setting = meant?.reason === 'TargetNotFound' ? settingNaming(host, plan) : undefined;
  if (meant === undefined || setting === undefined) return meant;
  const path = plan.requires?.path === undefined ? '' : ' and `spec.requires.path`';
  return { ...meant, fix: `Check \`spec.config.${setting}\`${path}, and that the account can see what is there.` };
}

/**
 * What a response says by its form alone: the page of something between, a refusal of nobody, or a challenge for another
 * scheme. Rows that look at the status alone do not know of it.
 */
function ofTheWire(
  { response, strange }: Heard,
  at: Circumstances,
  { plan, shown }: Session,
): { meant: Failure; first: boolean } | undefined {
  const early = blockPage(response, at, strange) ?? refusedUnasked(response, at.host);
  if (early) return { meant: early, first: true };
  const scheme = at.phase === 'test' && shown ? otherScheme(response, plan) : undefined;
  if (!scheme) return undefined;
  const { first, ...meant } = scheme;
  return { meant, first };
}

/** A row that compares clocks is believed only if they agree; one with `then` asks its second question first. */
async function rowMeaning(row: Row, heard: Heard, at: Circumstances, session: Session): Promise<Meaning> {
  const named = at.ownIssuer && row.outcome === 'AccessRefused' ? failureOf(row, heard, row, at) : undefined;
  const doubt = row.compareClocks ? clockDoubt(heard.response, at.now, named) : undefined;
  if (doubt) return { failure: doubt, byRow: true };
  if (row.use !== undefined) return { passed: true, byRow: true, use: row.use };
  const second = row.then ? await askSecond(row.then, session) : undefined;
  if (second && isFailure(second)) return { failure: second, byRow: true };
  const said = second ?? row;
  if (said.outcome === undefined || said.outcome === 'Passed') return { passed: true, byRow: true };
  const ofContent = [row, said].some(
    ({ when }) => when !== undefined && readsContent(when, session.plan.platform.spec),
  );
  const judged = { ...at, isSaid: () => isOfWords(row, heard, session) };
  const meant = inWords(failureOf(said, heard, row, at), heard.response, judged);
  return { failure: ofContent ? meant : byOwnDates(meant, heard.response, session), byRow: true, ofContent };
}

/** Whether a row that matches knows these very words: it would not hold for others of the same form. */
function isOfWords({ when }: Row, { response }: Heard, session: Session): boolean {
  return !holds(when, bindingsOf(withoutWords(response), session));
}

/** @returns the row of the second response that matches; undefined if none does, so that the first row stands. */
async function askSecond(question: PlatformQuestion, session: Session): Promise<Row | Failure | undefined> {
  const heard = await ask(question.request, session, { authenticate: question.authenticate ?? false });
  if (isFailure(heard)) return heard;
  const row = await matchRow(rowsOf(session.plan.platform.spec, question.replies), heard.bindings);
  return row ?? outage(heard.response, heard.host, session.context.now());
}

function failureOf(said: Pick<Row, 'outcome' | 'causes' | 'fix'>, heard: Heard, row: Row, at: Circumstances): Failure {
  const reason = said.outcome as FailedReason | InconclusiveReason;
  if (!isFailed(reason) && !isInconclusive(reason)) throw new Error(`no outcome: ${String(reason)}`);
  const wait = isInconclusive(reason) ? waitOf(row, heard.bindings, heard, at.now) : undefined;
  return failure(reason, { causes: said.causes, fix: said.fix, retryAfterMs: wait, about: aboutOf(reason, heard) });
}

function waitOf({ retryAfter }: Row, bindings: Bindings, { response }: Heard, now: number): number | undefined {
  const header = response.headers['retry-after'];
  return retryAfterMs(header ?? dateIn(retryAfter, bindings)?.toUTCString(), now);
}

function aboutOf(reason: string, { host }: Heard): string | undefined {
  if (reason === 'TargetNotFound') return `reported by ${host}`;
  return reason === 'UnexpectedReply' ? `from ${host}` : undefined;
}
