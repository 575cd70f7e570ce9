import type { PlatformSpec } from '../../api/platform.gen.ts';
import { definitions, type Definition } from './definitions.ts';
import type { Problems } from './problem.ts';
import { variablesOf } from './secret-use.ts';
import { checkAddresses } from './validate-addresses.ts';
import { interactiveAddresses } from './validate-interactive.ts';
import { requestsOf, stepsOf } from './steps.ts';

/** Hosts are closed: named, a suffix of at least two labels, or taken from a setting; each address is on the list. */
export function checkHosts(spec: PlatformSpec, problems: Problems): void {
  const { hosts = [] } = spec;
  for (const [index, host] of hosts.entries()) {
    const wide = whyWide(host);
    if (wide) problems.add('HostsOpen', `spec.hosts[${index}]`, wide.what, { hint: wide.hint });
  }
  const check = new HostCheck(spec);
  const addresses = [
    ...requestsOf(spec).map(({ request, path }) => ({ url: request.url, path: `${path}.url` })),
    ...stepsOf(spec).flatMap(({ step, path }) =>
      step.oauth2 ? [{ url: step.oauth2.tokenUrl, path: `${path}.oauth2.tokenUrl` }] : [],
    ),
    ...interactiveAddresses(spec),
  ];
  checkAddresses(addresses, spec, problems);
  const said = new Set<string>();
  const namesAreWrong =
    problems.isWrong('spec.define') ||
    hosts.some((host, index) => /\{\{|\/|^config\./.test(host) && problems.isWrong(`spec.hosts[${index}]`));
  for (const { url, path } of addresses) {
    const host = hostOf(url);
    // An unknown name is said already, and one host is said once.
    if (problems.isWrong(path) || namesAreWrong || (host !== undefined && said.has(host))) continue;
    if (host !== undefined) said.add(host);
    if (host === undefined) {
      problems.add('HostsOpen', path, 'an address begins with https:// or a variable');
    } else if (!check.covers(host)) {
      problems.add('HostsOpen', path, `\`${host}\` is not covered by hosts`, {
        hint: `Add \`${host}\` to spec.hosts.`,
      });
    }
  }
}

function whyWide(host: string): { what: string; hint?: string } | undefined {
  const hint = 'Name the host.';
  if (/^\d+(\.\d+){3}\/\d+$/.test(host)) return { what: `\`${host}\` is a range of addresses`, hint };
  if (host === '*' || /^\*\.[^.{}]+\.?$/.test(host)) return { what: `\`${host}\` is too wide`, hint };
  if (host.includes('*') && !/^\*\.[^*]+$/.test(host)) {
    return { what: `\`${host}\` is too wide`, hint: '`*` is allowed only before a suffix, as in `*.example.com`.' };
  }
  const [, variable] = /^https?:\/\/(\{\{[^}]*\}\})/i.exec(host) ?? [];
  if (variable !== undefined) return { what: `\`${host}\` is no host`, hint: `Write \`${variable}\` alone.` };
  if (!host.includes('{{') && /[/@?#\s]/.test(host)) {
    const [, name = 'api.example.com'] = /^(?:https?:\/\/)?([\w.-]+(?::\d+)?)(?:[/?#].*)?$/i.exec(host) ?? [];
    return { what: `\`${host}\` is no host`, hint: `Write the name alone, as in \`${name}\`.` };
  }
  return undefined;
}

/** The part of an address that decides where it goes: `host:port`, or the variable that it begins with. */
function hostOf(url: string): string | undefined {
  const [, start] = /^(\{\{.*?\}\})/.exec(url) ?? [];
  if (start !== undefined) return start;
  const [, host] = /^https?:\/\/((?:\{\{.*?\}\}|[^/?#{])+)/i.exec(url) ?? [];
  return host;
}

class HostCheck {
  readonly #hosts: readonly string[];
  readonly #defined: ReadonlyMap<string, Definition>;

  constructor(spec: PlatformSpec) {
    this.#hosts = spec.hosts ?? [];
    this.#defined = definitions(spec);
  }

  /** Whether a host can be one of the list. What a response says is seen only when it is used. */
  covers(host: string): boolean {
    const variables = variablesOf(host);
    if (variables.length === 0) return this.#hosts.some((allowed) => this.#allows(allowed, host));
    if (this.#hosts.some((allowed) => bare(allowed) === bare(host))) return true;
    const suffix = /\}\}(\.[^{}]+)$/.exec(host)?.[1];
    if (
      suffix !== undefined &&
      this.#hosts.some((allowed) => allowed.startsWith('*.') && suffix.endsWith(allowed.slice(1)))
    )
      return true;
    const needed = this.#settings(host);
    if (needed.size === 0 || variables.some(({ path }) => this.#namesHosts(path))) return true;
    return this.#hosts.some((allowed) => [...this.#settings(allowed)].some((setting) => needed.has(setting)));
  }

  #allows(allowed: string, host: string): boolean {
    const [wanted, name] = [allowed.toLowerCase(), host.toLowerCase()];
    if (allowed.includes('{{')) {
      return variablesOf(allowed).some(({ path: [root = ''] }) =>
        this.#defined.get(root)?.source.toLowerCase().includes(name),
      );
    }
    const withoutPort = name.replace(/:\d+$/, '');
    if (wanted.startsWith('*.')) return withoutPort.endsWith(wanted.slice(1));
    return wanted === name || wanted === withoutPort || wanted === `${name}:443`;
  }

  /** A name of `define` that says hosts itself. */
  #namesHosts([root = '']: readonly string[]): boolean {
    const quoted = this.#defined.get(root)?.source.match(/["'][^"']*["']/g) ?? [];
    return quoted.some((text) => /\w\.\w/.test(text));
  }

  /** Settings that decide what a template says. */
  #settings(template: string): Set<string> {
    const paths = variablesOf(template).flatMap(({ path }) => [
      path,
      ...(this.#defined.get(path[0] ?? '')?.reads ?? []),
    ]);
    return new Set(paths.flatMap(([root, key]) => (root === 'config' && key !== undefined ? [key] : [])));
  }
}

function bare(text: string): string {
  return text.replace(/\s/g, '').toLowerCase();
}
