import { buildRequest } from '../engine/request.ts';
import { isFailure } from '../failure.ts';
import { Bindings, textOf } from '../language/expression.ts';
import { renderText } from '../language/template.ts';
import type { Draft } from './draft.ts';
import { isRefusal, refuse, type SignInRefusal } from './refusal.ts';
import { losesTls, sendOne, withoutTls } from './token-request.ts';

/** The addresses of one sign-in, filled in. */
export interface Endpoints {
  authorize: string | undefined;
  token: string | undefined;
  device: string | undefined;
  /** What `iss` in the callback must be (RFC 9207). */
  issuer: string | undefined;
  /** The provider says that it always sends `iss`. */
  sendsIssuer: boolean;
}

/** Fills in the addresses; a provider that describes itself (OpenID Connect Discovery) is asked first. */
export async function endpointsOf(draft: Draft): Promise<Endpoints | SignInRefusal> {
  const { interactive, renewal } = draft;
  const { authorizeUrl, deviceUrl, discoveryUrl, issuer } = interactive;
  const found = discoveryUrl === undefined ? {} : await discovered(discoveryUrl, draft);
  if (isRefusal(found)) return found;
  const fill = (field: string, template: string | undefined) => {
    if (template === undefined) return undefined;
    const built = addressOf(template, draft);
    return typeof built === 'string' ? built : refuse('InputMissing', `The sign-in needs ${field}: ${built.about}.`);
  };
  const token = interactive.tokenUrl ?? (discoveryUrl === undefined ? renewal?.tokenUrl : undefined);
  const own = { authorize: fill('authorizeUrl', authorizeUrl), token: fill('tokenUrl', token) };
  const device = fill('deviceUrl', deviceUrl);
  for (const one of [own.authorize, own.token, device]) if (typeof one === 'object') return one;
  const texts = { ...found, ...present({ ...own, device }), ...issuerOf(issuer, draft) } as Partial<Endpoints>;
  const { authorize, token: tokenUrl, device: deviceAt, issuer: iss, sendsIssuer = false } = texts;
  return { authorize, token: tokenUrl, device: deviceAt, issuer: iss, sendsIssuer };
}

function issuerOf(issuer: string | undefined, { names }: Draft) {
  return issuer === undefined ? {} : present({ issuer: renderText(issuer, names) });
}

/** An address with the values of the draft in it, or why there is none. */
export function addressOf(template: string, { names }: Draft): string | { about: string } {
  const built = buildRequest({ url: template }, names);
  return isFailure(built) ? { about: built.about ?? 'a value is missing' } : built.url.href;
}

async function discovered(template: string, draft: Draft): Promise<Partial<Endpoints> | SignInRefusal> {
  const request = buildRequest({ url: template }, draft.names);
  if (isFailure(request)) return refuse('InputMissing', `The sign-in needs its discovery address: ${request.about}.`);
  const response = await sendOne(request, draft);
  if (isRefusal(response)) return response;
  const bindings = new Bindings({ json: response.json });
  const read = (name: string) => textOf(`json.${name}`, bindings);
  const token = read('token_endpoint');
  if (response.status !== 200 || token === undefined) {
    return refuse('UnexpectedReply', `${request.url.host} does not describe an OpenID provider.`);
  }
  const [authorize, device] = [read('authorization_endpoint'), read('device_authorization_endpoint')];
  if ([authorize, token, device].some((one) => losesTls(request.url, one))) return withoutTls(request.url);
  return {
    authorize,
    token,
    device,
    issuer: read('issuer'),
    sendsIssuer: (response.json as Record<string, unknown>)['authorization_response_iss_parameter_supported'] === true,
  };
}

function present<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/**
 * Reaches the token endpoint once before a browser opens: a proxy that inspects can let the browser through and not this
 * program. Whatever it responds, it was reached.
 */
export async function reachTokenEndpoint(address: string, draft: Draft): Promise<SignInRefusal | undefined> {
  const url = new URL(address);
  const request = { method: 'GET', url, headers: { accept: 'application/json' } };
  const reached = await sendOne(request, draft, 'TokenEndpointUnreachable');
  if (!isRefusal(reached)) return undefined;
  const fix = 'Check the proxy, the certificates and the egress of this machine: the browser may use others.';
  return { ...reached, fix };
}
