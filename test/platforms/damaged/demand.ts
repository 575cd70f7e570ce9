import type { Platform, Verdict } from '../../../src/connectors/index.ts';
import { readsContent } from '../../../src/connectors/engine/rows.ts';
import type { Named } from './damages.ts';
import { phaseOf, type Ran } from './run.ts';

export interface Damaged {
  platform: Platform;
  good: Ran;
  /** Which of the good responses was damaged. */
  at: number;
  named: Named;
  ran: Ran;
}

/** What is wrong with the verdict on a damaged response; undefined if it is what is demanded. */
export function wrongWith(damaged: Damaged): string | undefined {
  const { verdict } = damaged.ran;
  if (verdict.outcome === 'inconclusive') return verdict.reason === 'InternalError' ? 'a defect' : undefined;
  return verdict.outcome === 'connected' ? falselyConnected(damaged, verdict) : unfounded(damaged, verdict);
}

type Connected = Extract<Verdict, { outcome: 'connected' }>;
type Failed = Extract<Verdict, { outcome: 'failed' }>;

/** The platform is not available, or asks to wait. A row may know what it means by 501. */
function isPassing(status: number): boolean {
  return (status >= 500 && status !== 501) || [408, 425, 429].includes(status);
}

/** What the default table makes definitive by itself. */
const byStatus = new Set([401, 403, 404, 410]);

function unfounded(damaged: Damaged, { reason }: Failed): string | undefined {
  const { platform, ran, named, good, at } = damaged;
  const { status = 200, type = '' } = named.damage;
  if (isPassing(status)) return `${reason} of a response that passes by itself`;
  // A tenant that is not said is not the expected one.
  if (reason === 'IdentityMismatch' || named.name === 'sign-in page') return undefined;
  const isBlockPage = type.includes('html') && [403, 407, 451].includes(status) && !takesPages(platform);
  if (isBlockPage && ['test', 'signIn'].includes(phaseOf(good, at))) return `${reason} of a page in between`;
  // Drivers have their tables in code, and the server may refuse what was made of a damaged sign-in.
  if (ran.judged.length === 0 && named.kind !== 'status') return undefined;
  const byRow = ran.judged.some(({ row, outcome }) => row !== 'default' && outcome === reason);
  return !byRow && !byStatus.has(status) ? `${reason}, and no row says why` : undefined;
}

/** A server of any kind may have pages of its own. */
function takesPages({ spec }: Platform): boolean {
  return JSON.stringify([spec.defaults, spec.test]).includes('"Accept":"*/*"');
}

function falselyConnected(damaged: Damaged, { access, account }: Connected): string | undefined {
  const meant = damaged.good.verdict as Connected;
  const more = Object.entries(access ?? {}).filter(
    ([right, value]) => value === 'Granted' && meant.access?.[right as keyof typeof access] !== 'Granted',
  );
  if (more.length > 0) return `grants ${more.map(([right]) => right).join(', ')} that the good response does not`;
  if (account?.administrator && !meant.account?.administrator) return 'an administrator who is none';
  if (!isSomebody(damaged, account?.id)) return `Connected as ${account?.id}`;
  const { named, good, at } = damaged;
  const proves = ['signIn', 'test'].includes(phaseOf(good, at));
  if (['field', 'emptied'].includes(named.kind) || named.name === 'BOM' || !proves) return undefined;
  if (asksBeside.test(good.exchanges[at]!.key)) return undefined;
  return isSaidToPass(damaged) ? undefined : 'Connected';
}

/** How long a token of GitLab lives, which old servers do not say: who shows it is what the next request asks. */
export const asksBeside = /\/personal_access_tokens\/self /;

/** The account of the good test, or one that another response names, or nobody if the Platform says that it names none. */
function isSomebody({ platform, good, at, named }: Damaged, id: string | undefined): boolean {
  const { account } = good.verdict as Connected;
  if (id === account?.id) return true;
  if (id === undefined) return platform.spec.identity === 'Unnamed';
  // An id may be looked for in a second field, such as the name where an old server has no keys.
  if (named.damage.body?.includes(JSON.stringify(id)) && !['0', 'false', 'null', 'text'].includes(id)) return true;
  return good.exchanges.some(({ body }, index) => index !== at && body.includes(id)) || isEntered(good, id);
}

/** Of a server that names nobody it is what was entered, once a stranger was refused or had to answer a challenge. */
function isEntered({ exchanges, entered }: Ran, id: string): boolean {
  const refused = exchanges.some(({ status }) => [401, 403].includes(status));
  return refused && entered.some((value) => id.endsWith(value));
}

/** The server makes its token for a user of the repository alone: that is the proof, and which list follows is not. */
const provedByToken = new Set(['laserfiche-server']);

/** A row says that this passes, or the Platform that any good status does once a stranger was refused. */
function isSaidToPass({ platform, ran, named }: Damaged): boolean {
  if (ran.judged.some(({ row, outcome }) => row !== 'default' && outcome === 'Passed')) return true;
  const { status = 200 } = named.damage;
  const { spec } = platform;
  if (provedByToken.has(platform.name) && named.damage.body?.startsWith('[')) return true;
  const content = (spec.test ?? []).some(
    ({ facts, set, expect }) => set ?? expect ?? (facts?.identified && readsContent(facts.identified, spec)),
  );
  return spec.identity === 'Unnamed' && status < 300 && !content;
}
