import { Bindings, textOf, valueOf } from '../language/expression.ts';
import { refreshKey } from '../auth/refresh.ts';
import { buildRequest } from '../engine/request.ts';
import { isFailure } from '../failure.ts';
import { clientPlaces, type Draft } from './draft.ts';
import { isRefusal, refuse, type SignInRefusal } from './refusal.ts';
import { partsOf, sendOne, type TokenReply } from './token-request.ts';

/** What a sign-in has brought. Test it before it is stored: the account may be another than the person thinks. */
export interface SignedIn {
  readonly kind: 'signedIn';
  /** All that the Secret of this method needs, with the keys that were entered. */
  secret: Readonly<Record<string, string>>;
  /** spec.config with what the sign-in has found out. */
  config: Readonly<Record<string, unknown>>;
  /** Keys of the Secret that the sign-in has filled in. */
  filled: readonly string[];
  /** A setting that the person still has to choose, with what the account may choose from. */
  choose?: { setting: string; items: readonly { id: string; label: string }[] } | undefined;
  /** Scopes that were asked for and not granted. */
  missingScopes: readonly string[];
}

/** Takes out of a token reply what the method says it fills. */
export async function outcomeOf(reply: TokenReply, draft: Draft, asked?: string): Promise<SignedIn | SignInRefusal> {
  const filled = fillsOf(draft, reply.bindings);
  if (isRefusal(filled)) return filled;
  const { secret, config } = withClient(draft);
  const result: SignedIn = {
    kind: 'signedIn',
    secret: { ...secret, ...filled.secret },
    config: { ...config, ...filled.config },
    filled: Object.keys(filled.secret),
    missingScopes: missingScopes(reply, draft, asked),
  };
  const choice = await choiceOf(reply, draft, result.config);
  return isRefusal(choice) ? choice : { ...result, ...choice };
}

function fillsOf(draft: Draft, bindings: Bindings) {
  const { interactive, renewal } = draft;
  const key = renewal && refreshKey(renewal);
  const fills = interactive.fills ?? (key === undefined ? {} : { [`secret.${key}`]: 'json.refresh_token' });
  const secret: Record<string, string> = {};
  const config: Record<string, unknown> = {};
  for (const [target, source] of Object.entries(fills)) {
    const [root, name = ''] = target.split('.', 2);
    if (root === 'config') {
      const value = valueOf(source, bindings);
      if (value !== undefined && value !== null && value !== '') config[name] = value;
      continue;
    }
    const value = textOf(source, bindings);
    if (value !== undefined) secret[name] = value;
    else if (isRequired(draft, name)) return refuse('UnexpectedReply', lacking(draft, name, key), fixOf(name, key));
  }
  return { secret, config };
}

function isRequired({ method }: Draft, name: string): boolean {
  return ((method.secret?.['required'] ?? []) as string[]).includes(name);
}

function lacking({ platform }: Draft, name: string, key: string | undefined): string {
  return name === key
    ? `${platform.spec.title} granted access without a refresh token.`
    : `${platform.spec.title} granted access without a value for key ${name}.`;
}

function fixOf(name: string, key: string | undefined): string | undefined {
  return name === key
    ? 'Allow the client refresh tokens, or remove its earlier approval and sign in again.'
    : undefined;
}

/** The client stands where the method reads it, also if it was given apart. */
function withClient({ secret, config, client, renewal }: Draft) {
  const places = clientPlaces(renewal);
  const found = { secret: { ...secret }, config: { ...config } as Record<string, unknown> };
  for (const [place, value] of [[places.id, client.id] as const, [places.secret, client.secret] as const]) {
    const [root, name] = place?.split('.', 2) ?? [];
    if (name === undefined || value === undefined || value === '') continue;
    if (root === 'secret') found.secret[name] = value;
    else found.config[name] = value;
  }
  return found;
}

/** RFC 6749, 5.1: without `scope` all was granted. */
function missingScopes({ bindings }: TokenReply, { interactive }: Draft, asked = ''): string[] {
  const granted = textOf('json.scope', bindings);
  if (granted === undefined || interactive.scope === undefined) return [];
  const have = new Set(granted.split(/[\s,]+/));
  return asked.split(/\s+/).filter((scope) => scope !== '' && !have.has(scope) && !unlisted.has(scope));
}

/** Platforms leave these out of what they say was granted. */
const unlisted: ReadonlySet<string> = new Set(['offline_access', 'openid', 'profile', 'email', 'refresh_token']);

async function choiceOf(
  { accessToken = '' }: TokenReply,
  draft: Draft,
  config: SignedIn['config'],
): Promise<Partial<Pick<SignedIn, 'choose' | 'config'>> | SignInRefusal> {
  const { choose } = draft.interactive;
  if (!choose || config[choose.setting] !== undefined) return {};
  const headers = { authorization: `Bearer ${accessToken}` };
  const request = buildRequest({ url: choose.url }, draft.names, { headers });
  if (isFailure(request)) return refuse('InputMissing', `The list of ${choose.setting} cannot be asked for.`);
  const response = await sendOne(request, draft);
  if (isRefusal(response)) return response;
  const items = itemsIn(valueOf(choose.items, new Bindings({ ...draft.names, ...partsOf(response) })));
  const [only] = items;
  if (only && items.length === 1) return { config: { ...config, [choose.setting]: only.id } };
  return { choose: { setting: choose.setting, items } };
}

function itemsIn(value: unknown): { id: string; label: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: { id?: unknown; label?: unknown }) => {
    const { id, label } = item ?? {};
    return typeof id === 'string' || typeof id === 'number' ? [{ id: String(id), label: String(label ?? id) }] : [];
  });
}
