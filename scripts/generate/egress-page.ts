import { registry, type Platform } from '../../src/connectors/index.ts';
import { inFull } from '../../src/connectors/planning/in-full.ts';
import type { GeneratedFile } from './files.ts';
import { generatedNote, markdown, table } from './markdown.ts';
import { hostsOf } from './platform/hosts.ts';

const intro = [
  'For those who write the rules of a firewall or an egress gateway: which hosts the operator sends requests to, for each platform. It sends nothing anywhere else, whatever a redirect or a response says. The port is 443 unless a setting has another one, or the protocol does: 21 and 990 with the ports of the passive mode (FTP, FTPS), 22 (SFTP), 445 (SMB), 111 and 2049 (NFS).',
  'Besides these it reaches the Kubernetes API, the DNS servers of its Pod, and the proxies that Connections name (`spec.proxyRef`). Through a proxy, the proxy needs the way to these hosts, and the operator the way to the proxy.',
  'For Cilium the same is [a policy by names](../examples/network/cilium.yaml), generated from the same lists. It was not run on a cluster with Cilium.',
];

/** docs/egress.md: the hosts of every built-in platform. */
export async function egressPage(): Promise<GeneratedFile[]> {
  const rows = [...registry.values()].filter(({ spec }) => !spec.retired).map(row);
  return [await markdown('docs/egress.md', [generatedNote, '# Egress', ...intro, table(['Platform', 'Hosts'], rows)])];
}

function row({ name, spec }: Platform): string[] {
  const hosts = hostsOf(inFull(spec));
  return [`[${spec.title}](platforms/${name}.md#hosts)`, hosts.join('; ') || 'none: nothing is sent over the network'];
}
