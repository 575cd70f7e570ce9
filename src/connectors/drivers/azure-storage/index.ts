import type { TestContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isSetback, setback, type Finding, type Setback } from '../../finding.ts';
import type { Plan } from '../../platform.ts';
import { send } from '../../transport/send.ts';
import type { Access } from '../../verdict.ts';
import { inspect } from './inspect.ts';
import { hear, meaningOf, type Heard } from './replies.ts';
import { accessBySas, readSas, sasQuery, sasTime, type Sas } from './sas.ts';
import { apiVersion, sharedKeyHeaders } from './shared-key.ts';
import { targetOf, urlOf, type Question, type Target } from './target.ts';

/** Azure Blob Storage with an account key or a shared access signature. */
export const azureStorage: Driver = { inspect, probe, proxy: true };

interface Talk {
  plan: Plan;
  context: TestContext;
  target: Target;
  /** The SAS; absent where requests are signed with the account's key. */
  sas: Sas | undefined;
}

async function probe(plan: Plan, context: TestContext): Promise<Finding> {
  const target = targetOf(plan);
  if (typeof target === 'string') return setback('Resolved', 'InvalidConfiguration', { about: target });
  const sas = plan.method.name === 'sas' ? readSas(plan.secret['sasToken'] ?? '') : undefined;
  const talk = { plan, context, target, sas };
  return sas ? bySas(talk, sas) : byKey(talk);
}

const everything: Access = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

/** The list of containers is never given to anyone else, so it proves the key; a key may do everything. */
async function byKey(talk: Talk): Promise<Finding> {
  const account = accountOf(talk);
  const refused = (await asked('containers', talk)) ?? (await openToAnyone('containers', talk));
  if (refused) return refused;
  const missing = talk.target.container === undefined ? undefined : await asked('blobs', talk);
  return missing ? { ...missing, account } : { kind: 'proof', account, access: everything };
}

/**
 * A SAS proves itself by the properties of the account, which nobody gets without one. Where it may not have them, the
 * listing proves it, unless anyone gets that.
 */
async function bySas(talk: Talk, sas: Sas): Promise<Finding> {
  const early = notYet(sas, talk.context.now());
  if (early) return early;
  const what = { account: accountOf(talk), access: accessBySas(sas), expiresAt: endOf(sas) };
  const refused = (await asked('account', talk)) ?? (await openToAnyone('account', talk));
  if (refused && (refused.reason !== 'PermissionDenied' || refused.rung !== 'Authorized')) return refused;
  const mayList = sas.get('sp')?.includes('l') ?? true;
  // unverified: a refusal for want of a letter may itself prove the signature; it is not taken as proof
  if (refused && !mayList) return { ...refused, ...what };
  const unlisted = mayList ? await listed(talk, refused !== undefined) : undefined;
  return unlisted ? { ...unlisted, ...what } : { kind: 'proof', ...what };
}

/** Lists what the SAS is for. Where the SAS has yet to prove itself, an unsigned request must not get the same. */
async function listed(talk: Talk, unproved: boolean): Promise<Setback | undefined> {
  const list = talk.target.container === undefined ? 'containers' : 'blobs';
  if (!unproved && list === 'containers') return undefined;
  return (await asked(list, talk)) ?? (unproved ? openToAnyone(list, talk, true) : undefined);
}

function accountOf({ target }: Talk): { id: string; name: string } {
  return { id: target.accountName, name: target.accountName };
}

function endOf(sas: Sas): Date | undefined {
  const end = sasTime(sas.get('se'));
  return end === undefined ? undefined : new Date(end);
}

function notYet(sas: Sas, now: number): Setback | undefined {
  const start = sasTime(sas.get('st'));
  return start === undefined || start <= now
    ? undefined
    : setback('Resolved', 'ClockSkew', { retryAfterMs: start - now });
}

/** Asks with the credential. Undefined for a success. */
async function asked(question: Question, talk: Talk): Promise<Setback | undefined> {
  const { context, target, plan, sas } = talk;
  const url = urlOf(question, target, sas && sasQuery(sas));
  const key = { accountName: target.accountName, accountKey: plan.secret['accountKey'] ?? '' };
  const heard = await exchange(
    url,
    sas ? { 'x-ms-version': apiVersion } : sharedKeyHeaders(url, key, context.now()),
    talk,
  );
  return isSetback(heard) ? heard : meaningOf(heard, placeOf(talk));
}

/** The same question without the credential. Azure itself answers those about the account to nobody; other servers might. */
async function openToAnyone(question: Question, talk: Talk, always = talk.target.custom): Promise<Setback | undefined> {
  if (!always) return undefined;
  const heard = await exchange(urlOf(question, talk.target), { 'x-ms-version': apiVersion }, talk);
  if (isSetback(heard)) return heard;
  const { status } = heard.reply;
  const meant = meaningOf(heard, placeOf(talk));
  if (meant && (status >= 500 || status === 429 || status === 408)) return meant;
  if (meant) return undefined;
  const what =
    talk.target.container === undefined ? new URL(talk.target.service).host : `the container ${talk.target.container}`;
  return setback('Authenticated', 'UnexpectedReply', { about: `${what} answers anyone` });
}

async function exchange(url: URL, headers: Record<string, string>, { context, plan }: Talk): Promise<Heard | Setback> {
  const sent = await send({ method: 'GET', url, headers, redirect: 'return' }, { context, hosts: plan.hosts });
  return isSetback(sent) ? sent : hear(sent);
}

function placeOf({ target, context }: Talk): { host: string; container: string | undefined; now: number } {
  return { host: new URL(target.service).host, container: target.container, now: context.now() };
}
