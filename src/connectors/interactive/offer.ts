import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { refreshKey } from '../auth/refresh.ts';
import { clientPlaces } from './draft.ts';

/** A way to sign in: `code`, `device` or `poll`. */
export type Flow = 'code' | 'device' | 'poll';

/** The ports of every sign-in, in this order: people register them once. */
export const callbackPorts: readonly number[] = [53170, 53171];
export const callbackPath = '/callback';

/** What a person has to know before a sign-in begins. */
export interface SignInOffer {
  method: string;
  title: string;
  /** The preferred one first. */
  flows: readonly Flow[];
  /** Exact addresses to register at the vendor; empty if nothing has to be registered. */
  redirectUris: readonly string[];
  /** Whether the code comes by itself, or the person has to paste it. */
  takes: 'Callback' | 'Paste';
  /** Where to register the client. */
  register: string | undefined;
  /** Keys of the Secret or settings that hold the client: `secret.clientId`. Undefined: it is asked for and not kept. */
  client: { id: string | undefined; secret: string | undefined; kind: 'confidential' | 'public' | 'either' | 'none' };
  /** How many sign-ins of one user and client live at the same time; the next one ends the oldest. */
  approvals: number | undefined;
  /** What the sign-in fills in: `secret.refreshToken`, `config.site`. */
  fills: readonly string[];
}

/**
 * The sign-ins that a platform offers, by method.
 * @example signInOffers(registry.get('box')!.spec)[0]?.redirectUris
 * // → ['http://localhost:53170/callback', 'http://localhost:53171/callback']
 */
export function signInOffers({ methods }: PlatformSpec): SignInOffer[] {
  return methods.flatMap((method) => (method.interactive ? [offerOf(method, method.interactive)] : []));
}

function offerOf(
  { name, title, signIn = [] }: PlatformMethod,
  interactive: NonNullable<PlatformMethod['interactive']>,
): SignInOffer {
  const { flows = ['code'], redirect = {}, register, client = 'confidential', approvals } = interactive;
  const renewal = signIn.find(({ oauth2 }) => oauth2?.grant === 'refresh_token')?.oauth2;
  const places = clientPlaces(renewal);
  const key = renewal && refreshKey(renewal);
  const fills = Object.keys(interactive.fills ?? {});
  const usual = key === undefined ? [] : [`secret.${key}`];
  const takes = (redirect.kind ?? 'loopback') === 'loopback' ? 'Callback' : 'Paste';
  const onlyPoll = flows.every((flow) => flow === 'poll');
  const kind = onlyPoll ? 'none' : client;
  const redirectUris = flows.includes('code') ? redirectUrisOf(interactive) : [];
  return {
    method: name,
    title,
    flows,
    redirectUris,
    takes,
    register,
    approvals,
    client: { ...places, kind },
    fills: interactive.fills ? fills : usual,
  };
}

function redirectUrisOf({ redirect = {} }: NonNullable<PlatformMethod['interactive']>): string[] {
  const { kind = 'loopback', host = 'localhost', uri } = redirect;
  if (kind === 'loopback') return callbackPorts.map((port) => `http://${host}:${port}${callbackPath}`);
  return kind === 'https' && uri !== undefined ? [uri] : [];
}
