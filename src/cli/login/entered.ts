import { inFull, type SignInOffer } from '../../connectors/index.ts';
import type { Draft } from '../../console/contract.ts';
import { BadInput } from '../exit.ts';
import type { Io } from '../io.ts';
import { askerAt } from '../new/asker.ts';
import { enterField } from '../new/enter.ts';
import { fieldsOf, type Field } from '../new/fields.ts';
import type { Say } from './talk.ts';
import type { Target } from './target.ts';

export interface Entered {
  config: Readonly<Record<string, unknown>>;
  secret: Readonly<Record<string, string>>;
  /** The registered client of a method that keeps it nowhere. */
  client?: { id: string; secret?: string | undefined } | undefined;
}

interface Asking {
  offer: SignInOffer;
  /** Keys from the environment. */
  given: Readonly<Record<string, string>>;
  device: boolean;
  io: Io;
  say: Say;
}

/**
 * All that has to be known before anything is opened: what the Secret holds, what the environment gives, and what the
 * person enters for the rest. @throws BadInput where something is missing and nobody can be asked
 */
export async function entered(target: Target, asking: Asking): Promise<Entered> {
  const { offer, given } = asking;
  const { clientId = '', clientSecret = '', ...others } = given;
  const isApart = offer.client.kind !== 'none' && offer.client.id === undefined;
  const draft: Draft = {
    platform: target.platform.name,
    name: target.mends?.name ?? target.platform.name,
    namespace: 'default',
    method: offer.method,
    config: { ...target.config },
    secret: { ...target.secret, ...(isApart ? others : given) },
  };
  const client = { id: clientId, secret: clientSecret };
  const open = fieldsToEnter(target, asking).filter((one) => (draft[one.in][one.key] ?? '') === '');
  const ofClient = isApart ? clientFields(asking).filter(({ key }) => client[key] === '') : [];
  await ask({ draft, client, open, ofClient }, target, asking);
  const { config, secret } = draft;
  return { config, secret, ...(isApart ? { client: { id: client.id, secret: client.secret || undefined } } : {}) };
}

interface Lacking {
  draft: Draft;
  client: Record<ClientKey, string>;
  open: readonly Field[];
  ofClient: readonly ClientField[];
}

async function ask(
  { draft, client, open, ofClient }: Lacking,
  { platform }: Target,
  { io, say }: Asking,
): Promise<void> {
  if (open.length + ofClient.length === 0) return;
  if (!io.stdin.isTTY || !io.stderr.isTTY) {
    const flags = [...open.map(flagFor), ...ofClient.map(({ flag }) => flag)];
    throw new BadInput(`a sign-in at ${platform.spec.title} needs more: give ${flags.join(' ')}`);
  }
  const asker = await askerAt(io);
  for (const one of open) await enterField(one, { draft, platform, ask: asker, say });
  for (const { key, message, flag } of ofClient) {
    client[key] = await (key === 'secret' ? asker.hidden({ message, flag }) : asker.text({ message, flag }));
  }
}

/** What the method cannot do without, and no sign-in fills in. Settings of a Connection are its manifest's to hold. */
function fieldsToEnter({ platform, mends }: Target, { offer, device }: Asking): Field[] {
  const { settings, keys } = fieldsOf(platform, offer.method);
  const method = inFull(platform.spec).methods.find(({ name }) => name === offer.method);
  const { callback = {}, choose } = method?.interactive ?? {};
  const later = new Set([...offer.fills, ...Object.keys(callback).map((key) => `config.${key}`)]);
  if (choose) later.add(`config.${choose.setting}`);
  const { id, secret, kind } = offer.client;
  const needed = new Set([id, ...(kind === 'confidential' && !device ? [secret] : [])]);
  return [...(mends ? [] : settings), ...keys].flatMap((one) => {
    const place = `${one.in}.${one.key}`;
    if (later.has(place) || !(one.required || needed.has(place))) return [];
    // Also where the Platform does not say writeOnly.
    return [place === secret ? { ...one, kind: 'hidden' as const } : one];
  });
}

type ClientKey = 'id' | 'secret';

interface ClientField {
  key: ClientKey;
  message: string;
  flag: string;
}

function clientFields({ offer: { client }, device }: Asking): ClientField[] {
  const id: ClientField = { key: 'id', message: 'Client ID', flag: '--env clientId=VARIABLE' };
  const secret: ClientField = { key: 'secret', message: 'Client secret', flag: '--env clientSecret=VARIABLE' };
  return client.kind === 'confidential' && !device ? [id, secret] : [id];
}

function flagFor({ in: where, key }: Field): string {
  return where === 'config' ? `--config ${key}=VALUE` : `--env ${key}=VARIABLE`;
}
