import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

const name = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/**
 * What is wrong with a setting that should be the name or the IP address of a server, and what to write instead.
 * An IPv6 address may have brackets or not.
 * @returns the end of a sentence that begins with the setting's name; undefined where nothing is wrong.
 */
export function hostProblem(host: string): string | undefined {
  if (isHost(host)) return undefined;
  // A password may stand before the @.
  if (host.includes('@')) return 'has a user name in it: write the name of the server alone';
  const found = partsOf(host.trim());
  if (!found || !isHost(found.host)) return `is ${quoted(host)}, which is neither a name nor an IP address`;
  const rest = [
    found.port === undefined ? '' : `, ${found.port} in port`,
    found.path === undefined ? '' : `, ${found.path} in path`,
  ];
  return `is ${quoted(host)}: write ${found.host} alone${rest.join('')}`;
}

function isHost(text: string): boolean {
  const bare = /^\[(.*)\]$/.exec(text)?.[1];
  if (bare !== undefined) return isIP(bare) === 6 && !bare.includes('%');
  if (isIP(text) > 0) return !text.includes('%');
  // An address with a number too many, or one too large, is no name.
  return text.length <= 253 && name.test(text) && !/^[\d.]+$/.test(text);
}

interface Parts {
  host: string;
  port?: string | undefined;
  path?: string | undefined;
}

/** Takes apart what is pasted: an address with scheme, port and path, or a UNC path with either slash. */
function partsOf(text: string): Parts | undefined {
  const plain = text.replaceAll('\\', '/').replace(/^([a-z][a-z0-9+.-]*:)?\/\//i, '');
  const found = /^(\[[^\]]*\]|[^/:?#]*)(?::(\d{1,5})?)?(\/[^?#]*)?([?#].*)?$/.exec(plain);
  if (!found) return undefined;
  const [, host = '', port, path] = found;
  // A name beyond ASCII is looked up as what stands for it (RFC 5891).
  return { host: /[^ -~]/.test(host) ? domainToASCII(host) : host, port, path: path === '/' ? undefined : path };
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
