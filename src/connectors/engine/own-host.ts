import type { Plan } from '../platform.ts';

type Settings = Readonly<Record<string, { default?: unknown } | undefined>>;

/** Clouds that a setting names by a tenant's host: what stands behind it is the vendor's all the same. */
const clouds =
  /(^|\.)(atlassian\.net|cloudimanage\.com|egnyte\.com|netdocuments\.com|salesforce\.com|service-now\.com|sharefile\.(com|eu)|vaultdev\.com|veevavault\.com|zendesk\.com)$/i;

/** Whether a host is one that a setting names, and not the vendor's: what stands in front of it is the customer's choice. */
export function isOwnHost(
  host: string,
  { config, platform, method }: Pick<Plan, 'config' | 'platform' | 'method'>,
): boolean {
  const settings = { ...propertiesOf(platform.spec.config), ...propertiesOf(method.config) };
  const name = hostname(`https://${host}`);
  if (name !== undefined && clouds.test(name)) return false;
  const key = settingOf(host, { config });
  return key !== undefined && config[key] !== settings[key]?.default;
}

/** The setting whose value is an address of this host, or its name. */
function settingOf(host: string, { config }: Pick<Plan, 'config'>): string | undefined {
  const name = hostname(`https://${host}`);
  return Object.keys(config).find((key) => {
    const value = config[key];
    return typeof value === 'string' && hostname(value.includes('://') ? value : `https://${value}`) === name;
  });
}

/** The setting that this host is named by, as a whole or by its first part: a subdomain. */
export function settingNaming(host: string, plan: Pick<Plan, 'config'>): string | undefined {
  const [label] = host.split('.');
  return settingOf(host, plan) ?? Object.keys(plan.config).find((key) => plan.config[key] === label);
}

function hostname(address: string): string | undefined {
  return URL.parse(address)?.hostname;
}

function propertiesOf(schema: Readonly<Record<string, unknown>> = {}): Settings {
  return (schema['properties'] ?? {}) as Settings;
}
