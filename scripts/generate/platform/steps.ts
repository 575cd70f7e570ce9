import type { PlatformAuth, PlatformHttp, PlatformRequest } from '../../src/api/platform.gen.ts';
import type { Driver } from '../../src/connectors/driver.ts';
import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';
import { driverOf } from '../../src/connectors/drivers/index.ts';
import { bullets, code, oneOf } from './markdown.ts';
import { driverSteps } from './driver-steps.ts';

/** What is sent, in order. */
export function stepsOf({ http, driver = '', methods }: PlatformSpec): string {
  const common = methods.filter((method) => method.driver === undefined);
  const further = methods.flatMap((method) =>
    method.driver === undefined ? [] : [`With ${code(method.name)}:\n\n${numbered(driverSteps(method.driver))}`],
  );
  return [numbered(http ? httpSteps(http, common) : driverSteps(driver)), ...further].join('\n\n');
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

function httpSteps(http: PlatformHttp, methods: readonly PlatformMethod[]): string[] {
  const { counterTest, access = [] } = http;
  const bare = `The test below once **without** the credential${counterTest?.when ? `, where ${code(counterTest.when)}` : ''}: where that is answered as well, a good answer would prove nothing.`;
  return [
    ...(counterTest?.first ? [bare] : []),
    `Sign in:\n${methods.map(({ name, auth }) => `   - ${code(name)}: ${signInOf(auth)}`).join('\n')}`,
    `The test: ${requestOf(http.test)}. Connected only where the reply names an account that is not an anonymous one.`,
    ...(counterTest && !counterTest.first ? [bare.replace('below', 'above')] : []),
    ...access.flatMap(({ request, when }) =>
      request ? [`A look at rights: ${requestOf(request)}${when === undefined ? '' : `, where ${code(when)}`}.`] : [],
    ),
    ...(methods.some(({ auth }) => auth.session?.logout) ? ['The session is ended.'] : []),
  ];
}

function requestOf({ method = 'GET', url }: PlatformRequest): string {
  return code(`${method} ${url}`);
}

function signInOf(auth: PlatformAuth): string {
  if (auth.oauth2) {
    const { grant = 'client_credentials' } = auth.oauth2 as { grant?: string };
    const words = `OAuth 2.0, ${grant.replaceAll('_', ' ')}`;
    const { next } = auth.oauth2;
    const then = next
      ? `, then ${requestOf(next.request)} for another${next.when === undefined ? '' : `, where ${code(next.when)}`}`
      : '';
    return `${code(`POST ${auth.oauth2.tokenUrl}`)} for an access token (${words})${then}; it is sent as \`Authorization: Bearer\`.`;
  }
  if (auth.jwtBearer)
    return `${code(`POST ${auth.jwtBearer.tokenUrl}`)} with a signed assertion for an access token (JWT bearer); it is sent as \`Authorization: Bearer\`.`;
  if (auth.session) {
    const { login, next } = auth.session;
    return `${requestOf(login)}${next ? `, then ${requestOf(next.request)}` : ''} for a session.`;
  }
  if (auth.detect) return detectionOf(auth.detect);
  if (auth.basic) return 'nothing is sent before the test; user name and password go with it (HTTP Basic).';
  if (auth.digest)
    return 'the test is sent without a credential first; the answer to its challenge goes with it the second time, and with what follows (HTTP Digest).';
  if (auth.ntlm)
    return 'the connection that the test goes on is signed in and kept (NTLMv2, with channel binding over TLS); the first message names nobody.';
  if (auth.bearer) return 'nothing is sent before the test; the token goes with it as `Authorization: Bearer`.';
  if (auth.header)
    return `nothing is sent before the test; the credential goes with it in the header ${code(auth.header.name)}.`;
  if (auth.query)
    return `nothing is sent before the test; the credential goes with it in the query parameter ${code(auth.query.name)}.`;
  return 'no credential is sent.';
}

function detectionOf({ steps }: NonNullable<PlatformAuth['detect']>): string {
  const asked = [...new Set(steps.map(({ request }) => requestOf(request)))].join(', then ');
  const choices = new Map(steps.flatMap((step) => step.choices).map(({ when, use }) => [when, use]));
  const taken = [...choices].map(([when, use]) => `     - ${code(use)} where ${code(when)}`);
  return `${asked} **without** the credential; then the first of these that fits, and no second one:\n${taken.join('\n')}`;
}

/** The only places that the credential may be sent to. */
export function hostsOf(spec: PlatformSpec): string {
  const hosts = (spec.hosts ?? []).flatMap((host) => fixedHosts(spec, host) ?? host);
  return bullets([...new Set(hosts)].map(code)) ?? 'Nothing is sent.';
}

/** The hosts among which a value of the platform is, which nobody knows by the name of that value. */
function fixedHosts(spec: PlatformSpec, host: string): string[] | undefined {
  const [, name] = /^\{\{values\.(\w+)\}\}$/.exec(host) ?? [];
  if (name === undefined) return undefined;
  const source = spec.http?.values?.[name];
  // Not a choice among fixed hosts but a setting itself.
  if (source !== undefined && /(^|[?:]\s*)config\.\w+\s*($|[:)])/.test(source)) return undefined;
  const { enum: clouds = [] } =
    ((spec.config?.['properties'] ?? {}) as Record<string, { enum?: string[] }>)['cloud'] ?? {};
  const found =
    source === undefined
      ? clouds.map((cloud) => String(definedBy(driverOf(spec), cloud)[name]))
      : [...source.matchAll(/"([a-z0-9-]+(?:\.[a-z0-9-]+)+)"/g)].map(([, text = '']) => text);
  return found.length === 0 ? undefined : found;
}

function definedBy(driver: Driver | undefined, cloud: string): Readonly<Record<string, unknown>> {
  if (!driver) return {};
  return ('probe' in driver ? driver.values?.({ cloud }) : driver.define?.({ cloud })) ?? {};
}

function canProbe(driver: Driver | undefined): boolean {
  return driver !== undefined && ('probe' in driver ? driver.proof : driver.probes) === true;
}

const rights = ['read', 'write', 'update', 'delete'] as const;

/** Which of the four rights can be told without writing, and how. */
export function rightsOf({ http, driver = 'http' }: PlatformSpec): string {
  const entries = http?.access ?? [];
  const lines = rights.flatMap((right) => {
    const looks = entries.filter(({ grants }) => grants?.[right] !== undefined);
    const conditions = looks.map(({ when }) => (when === undefined ? 'always' : `where ${code(when)}`));
    return looks.length === 0 ? [] : [`**${right}**: ${[...new Set(conditions)].join('; ')}`];
  });
  if (driver !== 'http')
    return 'What the driver can tell without writing is in `status.access`; the rest is `NotTestable`.';
  return (
    bullets(lines) ??
    'None: the platform does not tell. A right that `spec.requires.access` asks for is `NotTestable` in `status.access`.'
  );
}

/** Whether rights can be proved by doing, and how. */
export function proofOf(spec: PlatformSpec): string {
  const { proof } = spec.http ?? {};
  const can = spec.http ? proof !== undefined : canProbe(driverOf(spec));
  const others = spec.methods.filter((method) => method.driver !== undefined && canProbe(driverOf(spec, method)));
  if (!can && others.length > 0)
    return `They can be proved by doing, \`requires.proof: Probe\`, with ${oneOf(others.map(({ name }) => code(name)))} alone.`;
  if (!can) return 'They cannot be proved by doing: `requires.proof: Probe` is refused.';
  const where = proof?.when === undefined ? '' : `, where ${code(proof.when)}`;
  const steps = proof
    ? [proof.folder, proof.find, proof.create, proof.read, proof.overwrite, proof.remove, proof.purge]
    : [];
  const requests = steps.flatMap((step) => (step ? [requestOf(step.request)] : []));
  return [
    `With \`requires.proof: Probe\`${where} each test writes, reads, overwrites and deletes one small file, \`.connection-test-UID\`, in \`requires.path\`.`,
    ...(requests.length === 0 ? [] : [bullets(requests)]),
  ].join('\n\n');
}

/** Limits of the vendor, and what is known of the end of the credential. */
export function limitsOf({ http }: PlatformSpec): string | undefined {
  const { callsPerDay, tokensPerHour } = http?.budget ?? {};
  return bullets([
    ...(http?.expiry === undefined
      ? []
      : [
          'The end of the credential is known: `status.credentialExpiryTime`, and the condition `CredentialExpiring` from 14 days before.',
        ]),
    ...(callsPerDay === undefined ? [] : [`At most ${callsPerDay} tests a day, whatever \`spec.test.interval\` says.`]),
    ...(tokensPerHour === undefined ? [] : [`The vendor allows ${tokensPerHour} token requests an hour.`]),
  ]);
}
