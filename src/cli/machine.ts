import { BlockList, isIP } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { ProxySettings } from '../connectors/index.ts';
import { BadInput } from './exit.ts';

let isTrusting = false;

/**
 * Trusts what this machine trusts, besides the authorities of Node.js: the browser passes an inspecting proxy by the
 * system's store, and so must the request that follows it.
 */
export function trustThisMachine(): void {
  if (isTrusting) return;
  isTrusting = true;
  setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system')]);
}

/**
 * The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for an address, read as curl and Go read them: in lower case
 * too, and never for this machine itself.
 * @throws BadInput if the variable is no address of a proxy
 */
export function proxyFrom(env: Readonly<Record<string, string | undefined>>): (url: URL) => ProxySettings | undefined {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const [secure, plain] = [settingsIn(read('HTTPS_PROXY')), settingsIn(read('HTTP_PROXY'))];
  const direct = directHosts(read('NO_PROXY') ?? '');
  return (url) => (direct(url) ? undefined : url.protocol === 'https:' ? secure : plain);
}

function settingsIn(text: string | undefined): ProxySettings | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  // The value may hold a password, and is not repeated.
  if (!url || !/^https?:$/.test(url.protocol)) throw new BadInput('HTTPS_PROXY or HTTP_PROXY is not http://host:port');
  const { username, password } = url;
  const credential =
    username === '' ? {} : { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { address: url.origin, ...credential };
}

/** @param list - names with all below them, addresses, ranges, each with a port or without; `*` is everything */
function directHosts(list: string): (url: URL) => boolean {
  const own = new BlockList();
  own.addSubnet('127.0.0.0', 8);
  own.addAddress('::1', 'ipv6');
  const rules = list
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  const names = rules.filter((rule) => !addRange(own, rule));
  return (url) => {
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
    const family = isIP(host);
    if (family !== 0) return names.includes('*') || own.check(host, family === 6 ? 'ipv6' : 'ipv4');
    return host === 'localhost' || names.some((rule) => coversName(rule, host, url));
  };
}

/** @returns whether the rule was an address or a range */
function addRange(list: BlockList, rule: string): boolean {
  const [address = '', prefix] = rule.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) list.addAddress(address, kind);
  else list.addSubnet(address, Number(prefix), kind);
  return true;
}

function coversName(rule: string, host: string, { protocol, port }: URL): boolean {
  if (rule === '*') return true;
  const [name = '', only] = rule.replace(/^\*?\./, '').split(':');
  const used = port || (protocol === 'https:' ? '443' : '80');
  return (only === undefined || only === used) && (host === name || host.endsWith(`.${name}`));
}
