import { apiVersion, type PlatformObject } from '../../api/resources.ts';
import { askedSettings, registry, signInOffers, inFull, type Platform } from '../../connectors/index.ts';
import { isBuiltIn, judgePlatform } from '../../inputs/usable-platform.ts';
import type { KubeClient } from '../../runtime/index.ts';
import type { MethodForm, PlatformCard, PlatformForm, SignInForm } from '../contract.ts';

type Method = Platform['spec']['methods'][number];

/** The platforms that a Connection can name: the built-in ones, and those of the cluster that can be used. */
export async function readPlatforms(client: KubeClient, signal: AbortSignal): Promise<Map<string, Platform>> {
  const own = await ownPlatforms(client, signal);
  return new Map([...registry, ...own.map((platform) => [platform.name, platform] as const)]);
}

/** Whoever may not list Platforms has the built-in ones. */
async function ownPlatforms(client: KubeClient, signal: AbortSignal): Promise<Platform[]> {
  try {
    const { items } = await client.list<PlatformObject>(`/apis/${apiVersion}/platforms`, { signal });
    const usable = items.filter((item) => !isBuiltIn(item) && judgePlatform(item).refused === undefined);
    return usable.map(({ metadata, spec }) => ({ name: metadata.name, spec }));
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

export function cardOf({ name, spec }: Platform): PlatformCard {
  const { title, aliases = [], category, methods, retired } = spec;
  const card = { name, title, aliases, category, methods: methods.map((method) => method.title) };
  return retired ? { ...card, retired: retired.since } : card;
}

/** All that the page needs to draw the form of a platform. */
export function formOf(platform: Platform): PlatformForm {
  const spec = inFull(platform.spec);
  const { documentation, config } = spec;
  return {
    ...cardOf(platform),
    ...(documentation === undefined ? {} : { documentation }),
    ...(config === undefined ? {} : { config }),
    methods: spec.methods.map((method) => ({ ...methodForm(method, spec), ...interactiveOf(method.name, spec) })),
  };
}

function interactiveOf(method: string, spec: Platform['spec']): { interactive?: SignInForm } {
  const offer = signInOffers(spec).find((one) => one.method === method);
  if (!offer) return {};
  const { fills, flows, redirectUris, register, approvals, client } = offer;
  const isAsked = client.kind !== 'none' && client.id === undefined;
  return {
    interactive: {
      fills: [...fills],
      redirectUris: [...redirectUris],
      ...(register === undefined ? {} : { register }),
      ...(approvals === undefined ? {} : { approvals }),
      ...(isAsked ? { client: { needsSecret: client.kind === 'confidential' && flows[0] === 'code' } } : {}),
    },
  };
}

const secretKeyIn = (field: string) => (field.startsWith('secret.') ? [field.slice('secret.'.length)] : []);

function methodForm(method: Method, spec: Platform['spec']): MethodForm {
  const { name, title, description, secret, unpack = [], serviceAccount } = method;
  const config = askedSettings(spec, method);
  return {
    name,
    title,
    ...(description === undefined ? {} : { description }),
    ...(secret === undefined ? {} : { secret }),
    ...(config === undefined ? {} : { config }),
    files: [...new Set(unpack.map(({ key }) => key))],
    inFiles: [...new Set(unpack.flatMap(({ into }) => Object.keys(into).flatMap(secretKeyIn)))],
    serviceAccount: serviceAccount !== undefined,
  };
}
