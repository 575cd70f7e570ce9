import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { definitions } from '../../../src/connectors/language/definitions.ts';
import { allOf, bullets, code } from '../markdown.ts';
import { valuesOf } from './values.ts';

const rule =
  "The operator sends requests to these hosts only, with or without a credential, whatever a redirect or a response says. It refuses addresses inside the cluster, of its own machine and of a cloud's metadata service even then.";

/** The section with the only places that anything is sent to. */
export function hostsSection(spec: PlatformSpec): string {
  const list = bullets(hostsOf(spec));
  return `## Hosts\n\n${list ? `${rule}\n\n${list}` : 'The operator sends nothing over the network.'}`;
}

/** A line for each host, or for where it comes from. */
export function hostsOf(spec: PlatformSpec): string[] {
  return [...new Set((spec.hosts ?? []).flatMap((host) => hostLines(spec, host)))];
}

function hostLines(spec: PlatformSpec, host: string): string[] {
  const fixed = valuesOf(spec, host);
  if (fixed.length > 0) return fixed.map(({ text, when }) => `${code(text)}${when && `,${when}`}`);
  const [, setting] = /^\{\{config\.(\w+)\}\}$/.exec(host) ?? [];
  if (setting !== undefined) return [settingLine(spec, setting)];
  const settings = host.startsWith('{{config.') ? [] : settingsOf(spec, host);
  return settings.length === 0 ? [code(host)] : [`${code(host)}, which depends on ${allOf(settings.map(code))}`];
}

function settingLine({ config }: PlatformSpec, name: string): string {
  const { required = [], properties = {} } = (config ?? {}) as {
    required?: string[];
    properties?: Record<string, { default?: string }>;
  };
  const preset = properties[name]?.default;
  const place = `the host in ${code(`spec.config.${name}`)}`;
  if (preset !== undefined) return `${place}, by default ${code(URL.parse(preset)?.host ?? preset)}`;
  return required.includes(name) ? place : `${place}, if it is set`;
}

/** Settings that decide a host: the one that it is, or those that a name of `define` depends on. */
export function settingsOf(spec: PlatformSpec, host: string): string[] {
  const [, setting] = /^\{\{config\.(\w+)\}\}/.exec(host) ?? [];
  if (setting !== undefined) return [setting];
  const [, name = ''] = /^\{\{(\w+)\}\}$/.exec(host) ?? [];
  const reads = definitions(spec).get(name)?.reads ?? [];
  return [...new Set(reads.flatMap(([root, key]) => (root === 'config' && key !== undefined ? [key] : [])))];
}
