import type { ConnectionRequires } from '../../api/connection.gen.ts';
import type { PlatformInteractive, PlatformOAuth2 } from '../../api/platform.gen.ts';
import type { DriverContext, TestContext } from '../context.ts';
import { defineEager } from '../engine/define.ts';
import { allowedHosts } from '../planning/hosts.ts';
import { inFull } from '../planning/in-full.ts';
import type { Platform, PlatformMethod } from '../platform.ts';
import { renderText, type Names } from '../language/template.ts';
import { Marks } from '../stages.ts';
import type { AllowedHost } from '../transport/hosts.ts';
import { refuse, type SignInRefusal } from './refusal.ts';

/** What the person entered before the sign-in. */
export interface SignInInput {
  platform: Platform;
  /** Name of the method. */
  method: string;
  /** spec.config as far as it is known. */
  config?: Readonly<Record<string, unknown>> | undefined;
  /** Keys of the Secret as far as they are known, among them those of the client. */
  secret?: Readonly<Record<string, string>> | undefined;
  /** spec.requires: more than Read asks for more scopes. */
  requires?: ConnectionRequires | undefined;
  /** The registered client, if the method keeps it nowhere, or instead of the one in `secret` and `config`. */
  client?: { id: string; secret?: string | undefined } | undefined;
}

/** How a sign-in reaches the platform, and its source of time. Everything goes through the transport of a test. */
export interface SignInContext extends TestContext {
  /** Resolves after so many milliseconds; rejects when the signal fires. Default: a timer. */
  wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** A sign-in that is being prepared: the method's data with everything filled in that is known. */
export interface Draft {
  platform: Platform;
  method: PlatformMethod;
  interactive: PlatformInteractive;
  config: Readonly<Record<string, unknown>>;
  secret: Readonly<Record<string, string>>;
  /** The step of signIn that renews the token. */
  renewal: PlatformOAuth2 | undefined;
  client: { id: string; secret?: string | undefined };
  requires: ConnectionRequires;
  /** Names of templates. */
  names: Names;
  hosts: readonly AllowedHost[];
  context: DriverContext;
}

/** @returns why the sign-in cannot begin. */
export function draftOf(input: SignInInput, context: TestContext): Draft | SignInRefusal {
  const spec = inFull(input.platform.spec);
  const platform = { name: input.platform.name, spec };
  const method = spec.methods.find(({ name }) => name === input.method);
  if (!method?.interactive) {
    return refuse('NotOffered', `Method ${input.method} of ${spec.title} has no sign-in.`);
  }
  const config = { ...defaultsOf(spec.config), ...defaultsOf(method.config), ...input.config };
  const secret = { ...input.secret };
  const requires = input.requires ?? {};
  const renewal = method.signIn?.find(({ oauth2 }) => oauth2?.grant === 'refresh_token')?.oauth2;
  const names = { ...namesOf({ platform, method, config, requires }), secret };
  const client = clientOf(renewal, names, input.client);
  const draft = { platform, method, interactive: method.interactive, config, secret, requires, renewal, names };
  const hosts = allowedHosts(spec.hosts, names);
  const within = { ...context, progress: new Marks() };
  return { ...draft, client, hosts, context: within };
}

/** The draft with settings that the callback has told, and the hosts that follow from them. */
export function withSettings(draft: Draft, settings: Readonly<Record<string, unknown>>): Draft {
  const config = { ...draft.config, ...settings };
  const names = { ...namesOf({ ...draft, config }), secret: draft.secret };
  return { ...draft, config, names, hosts: allowedHosts(draft.platform.spec.hosts, names) };
}

function namesOf(draft: Pick<Draft, 'platform' | 'method' | 'config' | 'requires'>): Names {
  const { config, requires, method } = draft;
  return { ...defineEager(draft), config, requires, method: method.name };
}

function defaultsOf(schema: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, { default?: unknown }>;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      property?.default === undefined ? [] : [[name, property.default]],
    ),
  );
}

function clientOf(renewal: PlatformOAuth2 | undefined, names: Names, given: SignInInput['client']): Draft['client'] {
  if (given) return given;
  const { clientId = '', clientSecret = '' } = renewal ?? {};
  const secret = renderText(clientSecret, names);
  return { id: renderText(clientId, names) ?? '', ...(secret ? { secret } : {}) };
}

/** Where the method keeps its client: `secret.KEY` or `config.KEY`. */
export function clientPlaces({ clientId = '', clientSecret = '' }: PlatformOAuth2 = {} as PlatformOAuth2): {
  id: string | undefined;
  secret: string | undefined;
} {
  return { id: placeIn(clientId), secret: placeIn(clientSecret) };
}

function placeIn(template: string): string | undefined {
  return /^\{\{((?:secret|config)\.[\w-]+)\}\}$/.exec(template)?.[1];
}
