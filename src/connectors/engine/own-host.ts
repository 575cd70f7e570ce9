import type { Plan } from '../platform.ts';

type Settings = Readonly<Record<string, { default?: unknown } | undefined>>;

/** Clouds that a setting names by a tenant's host: what stands behind it is the vendor's all the same. */
const clouds =
  /\.(atlassian\.net|cloudimanage\.com|egnyte\.com|netdocuments\.com|salesforce\.com|sharefile\.(com|eu)|vaultdev\.com|veevavault\.com|zendesk\.com)$/i;

/** Whether a host is one that a setting names, and not the vendor's: what stands in front of it is the customer's choice. */
export function isOwnHost(
  host: string,
  { config, platform, method }: Pick<Plan, 'config' | 'platform' | 'method'>,
): boolean {
  const settings = { ...propertiesOf(platform.spec.config), ...propertiesOf(method.config) };
  const name = hostname(`https://${host}`);
  if (name !== undefined && clouds.test(name)) return false;
  return Object.entries(config).some(
    ([key, value]) =>
      typeof value === 'string' &&
      value !== settings[key]?.default &&
      hostname(value.includes('://') ? value : `https://${value}`) === name,
  );
}

function hostname(address: string): string | undefined {
  return URL.parse(address)?.hostname;
}

function propertiesOf(schema: Readonly<Record<string, unknown>> = {}): Settings {
  return (schema['properties'] ?? {}) as Settings;
}
