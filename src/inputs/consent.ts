import type { Problem } from '../api/problems.ts';
import { group, type Connection } from '../api/resources.ts';
import { choosesHosts, coversHost, type Plan, type ProxySettings } from '../connectors/index.ts';
import { refused, type Refused, type StoredObject } from './objects.ts';

/** Where the owner of a Secret lets it go: hosts as in `Platform.spec.hosts`, names of Platforms. */
const hostsAnnotation = `${group}/allowed-hosts`;
const platformsAnnotation = `${group}/allowed-platforms`;

/** What the owner of a Secret has said. Undefined: nothing; an empty list allows nothing. */
interface Consent {
  hosts?: readonly string[] | undefined;
  platforms?: readonly string[] | undefined;
}

export interface Sending {
  plan: Plan;
  proxy: ProxySettings | undefined;
}

/** What the owner of a Secret has said of where it may go, in one text that changes with it. */
export function consentText({ metadata: { annotations = {} } }: StoredObject): string {
  return JSON.stringify([annotations[hostsAnnotation], annotations[platformsAnnotation]]);
}

export function hasConsent(secret: StoredObject): boolean {
  const { hosts, platforms } = consentOf(secret);
  return hosts !== undefined || platforms !== undefined;
}

/**
 * Why a Secret must not be sent where its Connection would send it.
 * @param isRequired - whether a Platform whose host is a setting needs the owner's word
 */
export function notConsented(
  { spec }: Connection,
  secret: StoredObject,
  { plan, proxy }: Sending,
  isRequired: boolean,
): Refused | undefined {
  const consent = consentOf(secret);
  const found =
    lacking(consent, plan, isRequired) ??
    otherPlatform(consent, plan) ??
    otherHosts(consent, plan) ??
    otherProxy(consent, spec, proxy);
  if (!found) return undefined;
  const problem: Problem = { ...found, kind: 'invalid', what: `${found.what} (Secret \`${spec.secretRef?.name}\`)` };
  return refused('InvalidConfiguration', problem, 'The owner of the Secret has to allow it. Nothing was sent.');
}

type Found = Pick<Problem, 'at' | 'what'> | undefined;

/** To name the platform alone does not say which host, and whoever writes the Connection would choose it. */
function lacking({ hosts }: Consent, { platform }: Plan, isRequired: boolean): Found {
  if (!isRequired || hosts || !choosesHosts(platform.spec)) return undefined;
  const what = `names a Secret without annotation ${hostsAnnotation}, which is required for ${platform.name}`;
  return { at: 'spec.secretRef', what };
}

function otherPlatform({ platforms }: Consent, { platform: { name } }: Plan): Found {
  if (!platforms || platforms.includes(name)) return undefined;
  return { at: 'spec.platform', what: `is ${name}, which annotation ${platformsAnnotation} does not have` };
}

function otherHosts({ hosts }: Consent, plan: Plan): Found {
  const others = hosts ? plan.hosts.filter((host) => !isCovered(host, hosts)) : [];
  if (others.length === 0) return undefined;
  // A file of the Secret may have named them.
  const isSecret = plan.method.unpack?.some(({ into }) => Object.keys(into).some((to) => to.startsWith('config.')));
  const which = isSecret ? 'one of its hosts' : others.slice(0, 5).join(', ');
  return {
    at: 'spec.config',
    what: `sends the credential to ${which}, which annotation ${hostsAnnotation} does not have`,
  };
}

/** Why the user name and password of a proxy's Secret must not be sent to that proxy. Its address is of the Secret, and not told. */
export function proxyNotConsented(
  { spec }: Connection,
  secret: StoredObject,
  proxy: ProxySettings,
): Refused | undefined {
  const { hosts, platforms } = consentOf(secret);
  const isElsewhere = hosts !== undefined && !isCovered(hostOf(proxy), hosts);
  const isOfAnother = platforms !== undefined && !platforms.includes(spec.platform);
  if (!isElsewhere && !isOfAnother) return undefined;
  const lacks = isElsewhere
    ? `annotation ${hostsAnnotation} does not have the proxy`
    : `annotation ${platformsAnnotation} does not have ${spec.platform}`;
  const what = `names Secret \`${spec.proxyRef?.name}\`, whose ${lacks}`;
  return refused(
    'InvalidConfiguration',
    { at: 'spec.proxyRef', kind: 'invalid', what },
    'The owner of the Secret has to allow it. Nothing was sent.',
  );
}

/** Whoever chooses the proxy reads what goes through it without TLS, or with a certificate that they chose to trust. */
function otherProxy({ hosts, platforms }: Consent, { tls }: Connection['spec'], proxy: Sending['proxy']): Found {
  const isTrustChosen = tls?.caRef !== undefined || tls?.serverName !== undefined;
  if (!proxy || !(hosts ?? (platforms && isTrustChosen))) return undefined;
  if (isCovered(hostOf(proxy), hosts ?? [])) return undefined;
  return { at: 'spec.proxyRef', what: `names a proxy that annotation ${hostsAnnotation} does not have` };
}

function hostOf({ address }: ProxySettings): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function isCovered(host: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => coversHost(one, host));
}

function consentOf({ metadata: { annotations = {} } }: StoredObject): Consent {
  return { hosts: listOf(annotations[hostsAnnotation]), platforms: listOf(annotations[platformsAnnotation]) };
}

/** Each is held against each host; an annotation has 256 KiB. What stands behind them allows nothing. */
const mostEntries = 256;

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',', mostEntries)
    .map((item) => item.trim())
    .filter(Boolean);
}
