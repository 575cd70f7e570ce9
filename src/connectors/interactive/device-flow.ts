import { Bindings, textOf } from '../language/expression.ts';
import { buildRequest } from '../engine/request.ts';
import { isFailure } from '../failure.ts';
import { refusedReply } from './code-flow.ts';
import { scopeParameter, scopesOf } from './code-request.ts';
import type { Draft } from './draft.ts';
import { endpointsOf } from './endpoints.ts';
import type { Ending, Waiting } from './ending.ts';
import { outcomeOf, type SignedIn } from './outcome.ts';
import { errorCode, isRefusal, refuse, type SignInRefusal } from './refusal.ts';
import { refusedWith } from './refused.ts';
import { askForToken, sendOne, type TokenReply } from './token-request.ts';
import type { Wait } from './wait.ts';

/** RFC 8628, 3.2 and 3.5, where the platform does not say. */
const usualIntervalSeconds = 5;
const slowerBySeconds = 5;
const usualLifeSeconds = 900;

interface Device {
  code: string;
  intervalSeconds: number;
  endsAt: number;
  token: string;
  scope: string | undefined;
}

/** Begins a device authorization (RFC 8628) and asks until the person has agreed, refused, or the code has expired. */
export async function beginDeviceFlow(draft: Draft, ending: Ending, wait: Wait): Promise<Waiting | SignInRefusal> {
  const endpoints = await endpointsOf(draft);
  if (isRefusal(endpoints)) return endpoints;
  const { device, token } = endpoints;
  if (device === undefined || token === undefined) return refuse('NotOffered', 'The provider has no device flow.');
  const scope = scopesOf(draft);
  const form = { client_id: '{{login.id}}', ...scopeParameter(draft, scope) };
  const request = buildRequest({ method: 'POST', url: device, form }, { login: { id: draft.client.id } });
  if (isFailure(request)) return refuse('InputMissing', 'The device code cannot be asked for.');
  const response = await sendOne(request, draft);
  if (isRefusal(response)) return response;
  const read = (source: string) => textOf(source, new Bindings({ json: response.json }));
  const error = read('json.error');
  if (error !== undefined) return refusedWith(errorCode(error) ?? 'other', draft, 'authorization');
  const code = read('json.device_code');
  const url = read('orElse(json.verification_uri, json.verification_url)');
  if (code === undefined || url === undefined || !/^https?:/.test(url)) {
    return refuse('UnexpectedReply', `${request.url.host} responded without a device code.`);
  }
  const lifeSeconds = Number(read('json.expires_in') ?? usualLifeSeconds);
  const intervalSeconds = Number(read('json.interval') ?? usualIntervalSeconds);
  const endsAt = draft.context.now() + lifeSeconds * 1000;
  void poll({ code, intervalSeconds, endsAt, token, scope }, draft, { ending, wait });
  return {
    flow: 'device',
    url: read('json.verification_uri_complete') ?? url,
    userCode: read('json.user_code'),
    scope,
    takes: 'Poll',
  };
}

interface Asking {
  ending: Ending;
  wait: Wait;
}

async function poll(device: Device, draft: Draft, { ending, wait }: Asking): Promise<void> {
  let { intervalSeconds } = device;
  while (!ending.ended) {
    await wait(intervalSeconds * 1000, ending.signal);
    if (ending.ended) return;
    if (draft.context.now() >= device.endsAt) return ending.end(refusedWith('expired_token', draft, 'exchange'));
    const reply = await ask(device, draft);
    const next = isRefusal(reply) ? { result: reply } : await judged(reply, draft, device);
    if (next.result) return ending.end(next.result);
    if (next.slower) intervalSeconds = Math.max(next.slower, intervalSeconds + slowerBySeconds);
  }
}

function ask({ code, token }: Device, draft: Draft): Promise<TokenReply | SignInRefusal> {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code };
  return askForToken(form, draft, { tokenUrl: token });
}

interface Next {
  result?: SignedIn | SignInRefusal;
  /** Seconds that the platform asks for between two requests. */
  slower?: number;
}

/** Some say that it is pending with status 200, others with 400, 403 or 428: the code alone counts. */
async function judged(reply: TokenReply, draft: Draft, { scope }: Device): Promise<Next> {
  const { error, bindings } = reply;
  if (error === 'authorization_pending') return {};
  if (error === 'slow_down') return { slower: Number(textOf('json.interval', bindings) ?? 1) };
  if (error !== undefined) return { result: refusedWith(error, draft, 'authorization') };
  return { result: refusedReply(reply, draft) ?? (await outcomeOf(reply, draft, scope)) };
}
