import { connect, isIP } from 'node:net';
import { egressPolicy, type Resolve } from '../connectors/index.ts';
import { fail, ok, warn, type Finding } from './diagnosis.ts';

export interface HostsOptions {
  resolve: Resolve;
  /** How long a connection may take. */
  limitMs: number;
  signal: AbortSignal;
}

/**
 * Whether a host can be looked up and reached from this machine; nothing is sent to it.
 * @param target - `host` or `host:port`; the port is 443 by default
 */
export async function hostCheck(target: string, options: HostsOptions): Promise<Finding[]> {
  const { host, port } = placeOf(target);
  const [dns, egress] = [`dns ${host}`, `egress ${host}:${port}`];
  let addresses: string[];
  try {
    const found = await options.resolve(host, port, options.signal);
    addresses = found.map(({ address }) => address);
  } catch (error) {
    options.signal.throwIfAborted();
    const code = (error as { code?: string }).code ?? 'no answer';
    return [
      fail(dns, `Cannot resolve host name ${host} (${code}).`, 'Check the name, and the name servers of this machine.'),
    ];
  }
  // An address is what it is.
  const resolved = isIP(host) === 0 ? [ok(dns, `${host} is ${addresses.join(', ')}.`)] : [];
  const operators = egressPolicy();
  const refused = addresses.filter((address) => !operators.allows(address));
  const reached = await Promise.all(addresses.map((address) => isReached(address, port, options)));
  if (!reached.includes(true))
    return [
      ...resolved,
      fail(
        egress,
        `No connection to ${host}, port ${port}, from this machine.`,
        'A firewall, a proxy, or the wrong port.',
      ),
    ];
  if (refused.length > 0)
    return [
      ...resolved,
      warn(
        egress,
        `${host} is reached, but the operator refuses ${refused.join(', ')} by default.`,
        'Allow it with the chart value egress.allow.',
      ),
    ];
  return [...resolved, ok(egress, `${host} is reached at port ${port} from this machine.`)];
}

function placeOf(target: string): { host: string; port: number } {
  const { hostname, port } = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(target) ? target : `tcp://${target}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 443) };
}

function isReached(address: string, port: number, { limitMs, signal }: HostsOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, signal });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.setTimeout(limitMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
