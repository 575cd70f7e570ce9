/** A flag of the operator. This table makes its usage text, its page, and what the chart's values are held against. */
export interface Flag {
  name: string;
  /** What stands for its value; absent where it is on or off. */
  argument?: string;
  /** What it is without being given, as a person would write it. */
  default?: string;
  /** What `default` is called where it says nothing. */
  without?: string;
  /** A sentence without its end. */
  what: string;
  /** A section in docs/ that says more. */
  more?: string;
  /** The value of the chart, and an example of it; absent where the chart decides. */
  chart?: { value: string; set: string; args: string };
}

export const flags = [
  {
    name: 'namespaces',
    argument: 'a,b',
    without: 'all',
    what: 'look at these namespaces only',
    chart: { value: 'namespaces', set: '{a,b}', args: 'a,b' },
  },
  {
    name: 'concurrency',
    argument: 'N',
    default: '400',
    what: 'tests at a time, 1 to 1000; a third is kept for namespaces that have few',
    more: 'operations.md#fairness',
    chart: { value: 'concurrency', set: '7', args: '7' },
  },
  {
    name: 'status-refresh-interval',
    argument: 'TIME',
    default: '30m',
    what: 'write the times in a status at most this often while nothing else changes',
    chart: { value: 'statusRefreshInterval', set: '1h', args: '1h' },
  },
  {
    name: 'egress-allow',
    argument: 'CIDR,...',
    without: 'none',
    what: "ranges that credentials may be sent to although they are refused by default: loopback, link-local, cloud metadata, and the cluster's",
    chart: { value: 'egress.allow', set: '{10.1.0.0/16}', args: '10.1.0.0/16' },
  },
  {
    name: 'cluster-ranges',
    argument: 'CIDR,...',
    without: 'none',
    what: "ranges of the cluster's own Services and Pods, refused; the address of the Kubernetes API is always among them",
    chart: { value: 'egress.clusterRanges', set: '{10.2.0.0/16}', args: '10.2.0.0/16' },
  },
  {
    name: 'nat64-prefix',
    argument: 'CIDR,...',
    without: 'none',
    what: 'prefixes with which a NAT64 of the site spells IPv4 addresses (RFC 6052), besides 64:ff9b::/96: such an address is judged as the IPv4 address',
    chart: { value: 'egress.nat64Prefixes', set: '{64:ff9b:1::/96}', args: '64:ff9b:1::/96' },
  },
  {
    name: 'require-consent',
    what: 'send a Secret to a platform whose host is a setting only if an annotation of the Secret names the host: connection-operator.dev/allowed-hosts',
    more: 'install.md#consent-on-the-secret',
    chart: { value: 'consent.required', set: 'true', args: '' },
  },
  {
    name: 'secrets-by-consent',
    what: 'watch and read Secrets only in namespaces that grant it, asked for where a Connection uses one; not with --namespaces',
    more: 'install.md#secrets-by-consent',
  },
  {
    name: 'secret-reader',
    argument: 'NAME',
    without: 'none',
    what: 'name of the ClusterRole that a namespace binds to let its Secrets be read, for the messages',
  },
  {
    name: 'secret-names',
    argument: 'NAME,...',
    without: 'all',
    what: 'read and watch the Secrets of these names only; beyond 100 watches an edit is noticed at the next test',
    chart: { value: 'secrets.names', set: '{one,two}', args: 'one,two' },
  },
  {
    name: 'no-read-platforms',
    what: "do not look at the cluster's Platforms: the built-in ones alone can be used, and are not listed",
    chart: { value: 'platforms.read', set: 'false', args: '' },
  },
  {
    name: 'no-publish-platforms',
    what: 'do not list the built-in platforms in the cluster',
    chart: { value: 'platforms.publish', set: 'false', args: '' },
  },
  {
    name: 'platforms-owner',
    argument: 'NAME',
    without: 'none, they stay',
    what: 'ClusterRole that owns the built-in platforms that are listed: they are deleted with it',
    more: 'install.md#uninstall',
  },
  {
    name: 'workload-identity',
    what: 'let Connections sign in as a service account (spec.serviceAccountName); needs the right to create serviceaccounts/token',
    more: 'concepts.md#signing-in-without-a-secret',
    chart: { value: 'workloadIdentity.enabled', set: 'true', args: '' },
  },
  {
    name: 'local-roots',
    argument: 'DIR,...',
    without: 'none',
    what: "directories of the operator's own machine in which Connections to local-filesystem may look",
    more: 'operations.md#local-directories',
    chart: { value: 'localFilesystem.roots', set: '', args: '/data' },
  },
  {
    name: 'leader-elect',
    what: 'test and write only while holding a Lease, so that several replicas can run: the others stand by',
    more: 'operations.md#replicas',
    chart: { value: 'replicas', set: '2', args: '' },
  },
  {
    name: 'shards',
    argument: 'N',
    default: '1',
    what: 'how many operators share the namespaces among them, 1 to 64, each with another --shard',
    more: 'operations.md#shards',
    chart: { value: 'shards', set: '2', args: '2' },
  },
  { name: 'shard', argument: 'I', default: '0', what: 'which of them this one is, from 0' },
  {
    name: 'leader-elect-resource-name',
    argument: 'NAME',
    default: 'connection-operator',
    what: 'name of the Lease',
  },
  {
    name: 'leader-elect-resource-namespace',
    argument: 'NAMESPACE',
    without: "the operator's own",
    what: 'namespace of the Lease',
  },
  {
    name: 'attempts-key-secret',
    argument: 'NAME',
    without: 'none, the count of sign-ins begins anew with a restart',
    what: "Secret in the operator's own namespace for the key with which sign-ins are counted across restarts",
    more: 'concepts.md#lockout',
  },
  {
    name: 'log-level',
    argument: 'LEVEL',
    default: 'info',
    what: 'debug, info, warn or error',
    chart: { value: 'logLevel', set: 'warn', args: 'warn' },
  },
  {
    name: 'health-port',
    argument: 'PORT',
    default: '8081',
    what: '/livez and /readyz; 0 takes a free port',
  },
  { name: 'metrics-port', argument: 'PORT', default: '8080', what: '/metrics; 0 takes a free port' },
  { name: 'listen', argument: 'ADDRESS', without: 'all', what: 'address to listen on' },
] as const satisfies readonly Flag[];

export type FlagName = (typeof flags)[number]['name'];

const all: readonly Flag[] = flags;

/** The environment variable that sets a flag. */
export function environmentOf(name: string): string {
  return `CONNECTION_OPERATOR_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** As `parseArgs` of node:util has them. */
export const parseOptions: Record<string, { type: 'string' | 'boolean' }> = Object.fromEntries(
  [...all, { name: 'help' } as Flag].map(({ name, argument }) => [name, { type: argument ? 'string' : 'boolean' }]),
);

export const usage = `connection-operator [flags]

${all.map(usageOf).join('\n')}

Every flag can be set by environment as well: CONNECTION_OPERATOR_EGRESS_ALLOW and so on. The cluster is the one of
KUBECONFIG, of ~/.kube/config, or the one the operator runs in.

Exit codes: 0 stopped by a signal, 1 stopped by an error or a second signal, 2 wrong flags.
`;

function usageOf(flag: Flag): string {
  const { name, argument, what } = flag;
  const head = `  --${name}${argument ? ` ${argument}` : ''} `.padEnd(35);
  const unless = flag.default ?? flag.without;
  return (
    head + wrapped(unless === undefined ? what : `${what} (default: ${unless})`, 120 - 35).join(`\n${' '.repeat(35)}`)
  );
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
