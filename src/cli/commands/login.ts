import { createInterface, type Interface } from 'node:readline/promises';
import { stringify } from 'yaml';
import { apiVersion, type Connection } from '../../api/resources.ts';
import {
  beginSignIn,
  registry,
  signInOffers,
  trySignedIn,
  validatePlatform,
  type Platform,
  type SignIn,
  type Verdict,
} from '../../connectors/index.ts';
import { ApiError } from '../../runtime/index.ts';
import { clusterOf, type Cluster, type ClusterFlags } from '../cluster.ts';
import { BadInput, exit } from '../exit.ts';
import { givenPlatform, givenSettings } from '../given.ts';
import type { Io } from '../io.ts';
import { contextHere } from '../judge.ts';
import { trustThisMachine } from '../machine.ts';
import { fromEnvironment } from '../objects.ts';
import { agreed, openBrowser, waited } from '../sign-in-talk.ts';
import { clusterPlatform } from '../sources.ts';
import { storeSecret } from '../stored-secret.ts';

export interface LoginFlags extends ClusterFlags {
  /** Open a browser, where there is a terminal. */
  browser?: boolean;
  filename?: string;
  config?: string[];
  env?: string[];
  name?: string;
  port?: number;
  device?: boolean;
  yes?: boolean;
}

/**
 * `connection login NAME | PLATFORM [METHOD]`: signs in with a browser and tests what came of it. For a Connection of the
 * cluster the keys go into its Secret; for a platform, a Secret and a Connection are printed. Everything else goes to
 * standard error, so that the YAML can be piped.
 */
export async function login(name: string, method: string | undefined, flags: LoginFlags, io: Io): Promise<number> {
  trustThisMachine();
  const isPlatform = registry.has(name) || flags.filename !== undefined;
  if (isPlatform) {
    const target = {
      platform: await givenPlatform(name, flags.filename, io),
      method,
      config: givenSettings(flags.config),
    };
    return signedIn(target, flags, io, (ended, secret) => {
      const spec = { platform: name, method: ended.method, config: ended.config };
      io.stdout.write(manifests(flags.name ?? name, spec, secret));
      return Promise.resolve();
    });
  }
  const cluster = await clusterOf(flags);
  try {
    return await loginOf(name, method, { flags, io, cluster });
  } finally {
    await cluster.close();
  }
}

interface InCluster {
  flags: LoginFlags;
  io: Io;
  cluster: Cluster;
}

/** Mends a Connection that is there: its operator notices the new keys within a second. */
async function loginOf(name: string, method: string | undefined, { flags, io, cluster }: InCluster): Promise<number> {
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/${encodeURIComponent(name)}`;
  const { spec } = await cluster.client.get<Connection>(path, { signal: io.signal }).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.code !== 404) throw error;
    throw new BadInput(`${name} is no platform, and no Connection in namespace ${cluster.namespace}`);
  });
  const secretName = spec.secretRef?.name;
  if (secretName === undefined) throw new BadInput(`Connection ${name} has no spec.secretRef to store the keys in`);
  const platform = registry.get(spec.platform) ?? (await platformIn(cluster, spec.platform, io));
  const target = { platform, method: method ?? spec.method, config: spec.config ?? {} };
  return signedIn(target, flags, io, async (_ended, values) => {
    const done = await storeSecret(cluster, secretName, { values, signal: io.signal });
    io.stderr.write(`secret/${secretName} ${done}\n`);
  });
}

async function platformIn(cluster: Cluster, name: string, { signal }: Io): Promise<Platform> {
  const platform = await clusterPlatform(name, cluster, signal);
  if (!platform) throw new BadInput(`there is no Platform ${name}, here or in the cluster`);
  const [mistake] = validatePlatform(platform.spec);
  if (mistake) throw new BadInput(mistake.message);
  return platform;
}

interface Target {
  platform: Platform;
  method: string | undefined;
  config: Readonly<Record<string, unknown>>;
}

interface Ended {
  method: string;
  config: Readonly<Record<string, unknown>>;
}

type Keep = (ended: Ended, secret: Readonly<Record<string, string>>) => Promise<void>;

async function signedIn(target: Target, flags: LoginFlags, io: Io, keep: Keep): Promise<number> {
  const say = (text: string) => void io.stderr.write(`${text}\n`);
  const { signIn, method } = await begun(target, flags, { io, say });
  const lines = createInterface({ input: io.stdin });
  try {
    const ended = await waited(signIn, lines, say);
    if (ended.kind === 'refusal') {
      say(`${ended.what} ${ended.fix ?? ''}`.trim());
      return inconclusive.has(ended.code) ? exit.inconclusive : exit.failed;
    }
    if (ended.missingScopes.length > 0) say(`Not granted: ${ended.missingScopes.join(' ')}`);
    const { platform } = target;
    const { verdict, secret } = await trySignedIn(ended, { platform, method }, contextHere(io));
    const refused = await notTaken(verdict, flags, { lines, say });
    if (refused !== undefined) return refused;
    await keep({ method, config: ended.config }, secret);
    return exit.connected;
  } finally {
    lines.close();
    signIn.cancel();
  }
}

async function begun(
  { platform, method, config }: Target,
  flags: LoginFlags,
  { io, say }: { io: Io; say: (text: string) => void },
): Promise<{ signIn: SignIn; method: string }> {
  const offer = signInOffers(platform.spec).find((one) => method === undefined || one.method === method);
  if (!offer)
    throw new BadInput(`${platform.name} has no sign-in${method === undefined ? '' : ` for method ${method}`}`);
  for (const uri of offer.redirectUris) say(`Redirect address to register: ${uri}`);
  if (offer.approvals !== undefined)
    say(`${platform.spec.title} keeps ${offer.approvals} sign-ins of a user and client; one more ends the oldest.`);
  const secret = fromEnvironment(flags.env ?? [], io);
  const { clientId, clientSecret, ...others } = secret ?? {};
  // A method that keeps its client nowhere is given it for the sign-in alone.
  const apart = offer.client.id === undefined && clientId !== undefined;
  const keys = apart ? { secret: others, client: { id: clientId, secret: clientSecret } } : { secret };
  const input = { platform, method: offer.method, config, ...keys };
  const signIn = await beginSignIn(input, contextHere(io), {
    flow: flags.device ? 'device' : undefined,
    ports: flags.port === undefined ? undefined : [flags.port],
    onNotice: ({ what }) => say(what),
  });
  if (signIn.kind === 'refusal') throw new BadInput(`${signIn.what} ${signIn.fix ?? ''}`.trim());
  if (flags.browser !== false && io.stderr.isTTY) openBrowser(signIn.url);
  return { signIn, method: offer.method };
}

const inconclusive = new Set(['TimedOut', 'TokenEndpointUnreachable', 'Cancelled']);

interface Talk {
  lines: Interface;
  say: (text: string) => void;
}

/** The exit code if nothing is to be written: the new token does not work, or it is the wrong account. */
async function notTaken(verdict: Verdict, { yes }: LoginFlags, { lines, say }: Talk): Promise<number | undefined> {
  if (verdict.outcome !== 'connected') {
    say(`The new token was not accepted: ${verdict.reason}. Nothing was written.`);
    return verdict.outcome === 'failed' ? exit.failed : exit.inconclusive;
  }
  const { name, email, id } = verdict.account;
  say(`Signed in as ${name ?? email ?? id ?? 'somebody'}.`);
  return yes || (await agreed(lines, say)) ? undefined : exit.failed;
}

interface Spec {
  platform: string;
  method: string;
  config: Readonly<Record<string, unknown>>;
}

function manifests(name: string, spec: Spec, secret: Readonly<Record<string, string>>): string {
  const metadata = { name };
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: secret },
    { apiVersion, kind: 'Connection', metadata, spec: { ...spec, secretRef: { name } } },
  ];
  return objects.map((object) => stringify(object)).join('---\n');
}
