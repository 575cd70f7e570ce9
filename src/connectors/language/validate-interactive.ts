import type { PlatformInteractive, PlatformMethod, PlatformSpec } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';
import { keysOf, type SchemaKeys } from './schema-keys.ts';
import { didYouMean } from './suggest.ts';

/** What the sign-in adds to the authorization request itself. */
const ownParameters: ReadonlySet<string> = new Set([
  'client_id',
  'client_secret',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'response_type',
  'state',
]);

type Add = (field: string, what: string, hint?: string) => void;

/** Ways to sign in with a browser: each flow has its addresses, and what is filled in can be entered. */
export function checkInteractive(spec: PlatformSpec, problems: Problems): void {
  const settings = keysOf(spec.config, spec);
  for (const [index, method] of spec.methods.entries()) {
    const { interactive } = method;
    if (!interactive) continue;
    const path = `spec.methods[${index}].interactive`;
    const add: Add = (field, what, hint) => problems.add('SpecInvalid', `${path}${field}`, what, { hint });
    checkFlows(interactive, method, add);
    checkClient(interactive, add);
    checkRedirect(interactive, add);
    checkFilled(interactive, { settings, keys: keysOf(method.secret, spec), renewed: refreshed(method) }, add);
  }
}

function refreshed({ signIn = [] }: PlatformMethod): boolean {
  return signIn.some(({ oauth2 }) => oauth2?.grant === 'refresh_token');
}

function checkFlows(interactive: PlatformInteractive, method: PlatformMethod, add: Add): void {
  const { flows = ['code'], authorizeUrl, deviceUrl, discoveryUrl, tokenUrl, poll } = interactive;
  if (flows.length === 0) add('.flows', 'at least one flow is needed');
  const needs = { code: ['authorizeUrl', authorizeUrl], device: ['deviceUrl', deviceUrl] } as const;
  for (const flow of flows) {
    if (flow === 'poll') {
      if (!poll) add('', 'flow poll needs `poll`');
      continue;
    }
    const [field, address] = needs[flow];
    if (address === undefined && discoveryUrl === undefined) add('', `flow ${flow} needs \`${field}\``);
    if (tokenUrl === undefined && discoveryUrl === undefined && !refreshed(method)) {
      add('', 'the address that exchanges the code is missing', 'Set `tokenUrl`.');
    }
  }
  for (const [field, address] of Object.entries({ authorizeUrl, deviceUrl, discoveryUrl, tokenUrl })) {
    if (/^http:/i.test(address ?? '')) add(`.${field}`, 'a sign-in cannot use a plain http address', 'Write https.');
  }
}

function checkClient({ client, pkce, parameters = {} }: PlatformInteractive, add: Add): void {
  if (client !== undefined && client !== 'confidential' && pkce === 'none') {
    add('.pkce', 'a client without a secret needs S256', 'Remove `pkce: none`, or `client`.');
  }
  for (const name of Object.keys(parameters)) {
    if (ownParameters.has(name)) add(`.parameters.${name}`, `\`${name}\` is added by the sign-in itself`, 'Remove it.');
  }
}

function checkRedirect({ redirect = {} }: PlatformInteractive, add: Add): void {
  const { kind = 'loopback', host, port, uri } = redirect;
  if (kind === 'https' && !/^https:\/\/[^/?#]+\/[^?#]*$/.test(uri ?? '')) {
    add('.redirect.uri', 'kind https needs an https address with a path and without a query');
  }
  if (kind === 'copy' && uri !== undefined && !/^(urn|https):/.test(uri)) {
    add('.redirect.uri', 'begins with `urn:` or `https:`');
  }
  if (kind === 'loopback' && uri !== undefined) {
    add('.redirect.uri', 'the address on this machine is chosen by the sign-in', 'Remove it, or set `kind`.');
  }
  if (kind !== 'loopback' && (host !== undefined || port !== undefined)) {
    add('.redirect', `\`host\` and \`port\` do not apply to kind ${kind}`, 'Remove them.');
  }
}

interface Fillable {
  settings: SchemaKeys;
  keys: SchemaKeys;
  renewed: boolean;
}

function checkFilled(interactive: PlatformInteractive, { settings, keys, renewed }: Fillable, add: Add): void {
  const { fills, callback = {}, choose } = interactive;
  if (!fills && !renewed) add('', 'nothing is filled in', 'Set `fills`.');
  for (const target of Object.keys(fills ?? {})) {
    const [, root, key = ''] = /^(secret|config)\.([\w-]+)$/.exec(target) ?? [];
    const at = `.fills[${JSON.stringify(target)}]`;
    if (root === undefined) add(at, 'must be secret.KEY or config.KEY');
    else if (root === 'config') checkKey(key, settings, 'setting', at);
    else checkKey(key, keys, 'key', at);
  }
  for (const key of Object.keys(callback)) checkKey(key, settings, 'setting', `.callback.${key}`);
  if (choose) checkKey(choose.setting, settings, 'setting', '.choose.setting');

  function checkKey(key: string, known: SchemaKeys, kind: string, at: string): void {
    if (known.isOpen || known.names.has(key)) return;
    const where = kind === 'key' ? 'the secret of this method' : 'spec.config';
    add(at, `no ${kind} \`${key}\` in ${where}`, didYouMean(key, known.names));
  }
}

/** Addresses that the sign-in itself asks, for the check of hosts; the authorization endpoint is opened by the browser. */
export function interactiveAddresses(spec: PlatformSpec): { url: string; path: string }[] {
  return spec.methods.flatMap(({ interactive = {} }, index) => {
    const { tokenUrl, deviceUrl, discoveryUrl, poll, choose } = interactive;
    const all = { tokenUrl, deviceUrl, discoveryUrl, 'poll.url': poll?.url, 'choose.url': choose?.url };
    return Object.entries(all).flatMap(([field, url]) =>
      url === undefined ? [] : [{ url, path: `spec.methods[${index}].interactive.${field}` }],
    );
  });
}
