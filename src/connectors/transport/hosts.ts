/** What a host of `Platform.spec.hosts` looks like once its templates are filled in: `name`, `name:port` or `*.suffix`. */
export type AllowedHost = string;

/** Whether a credential may be sent to this address by name. */
export function hostAllowed(url: URL, hosts: readonly AllowedHost[]): boolean {
  const name = url.hostname.toLowerCase();
  const withPort = `${name}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  return hosts.some((host) => {
    const wanted = host.toLowerCase();
    if (wanted.startsWith('*.')) return name.endsWith(wanted.slice(1)) && name.length > wanted.length - 1;
    return wanted === name || wanted === withPort;
  });
}
