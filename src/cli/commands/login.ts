import { stringify } from 'yaml';
import { messageOf } from '../../api/reasons.ts';
import { apiVersion } from '../../api/resources.ts';
import {
  beginSignIn,
  registry,
  signInOffers,
  trySignedIn,
  type SignedIn,
  type SignIn,
  type SignInOffer,
  type Verdict,
} from '../../connectors/index.ts';
import { clusterOf, type Cluster, type ClusterFlags } from '../cluster.ts';
import { BadInput, exit, Unreached } from '../exit.ts';
import { givenPlatform, givenSettings } from '../given.ts';
import type { Io } from '../io.ts';
import { contextHere } from '../judge.ts';
import { accountText, isAccount, rightsText } from '../login/account.ts';
import { entered } from '../login/entered.ts';
import { agreed, chosen, openBrowser, sentence, waited, type Say, type Talk } from '../login/talk.ts';
import { targetIn, type Target } from '../login/target.ts';
import { TypedLines } from '../login/typed-lines.ts';
import { trustThisMachine } from '../machine.ts';
import { fromEnvironment } from '../objects.ts';
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
  expectAccount?: string;
}

/**
 * `connection login NAME | PLATFORM [METHOD]`: signs in with a browser and tests what came of it. For a Connection of the
 * cluster the keys go into its Secret; for a platform, a Secret and a Connection are printed. Everything else goes to
 * standard error, so that the YAML can be piped.
 */
export async function login(name: string, method: string | undefined, flags: LoginFlags, io: Io): Promise<number> {
  trustThisMachine();
  const say = (text: string) => void io.stderr.write(`${text}\n`);
  if (registry.has(name) || flags.filename !== undefined) {
    const platform = await givenPlatform(name, flags.filename, io);
    const target = { platform, method, config: givenSettings(flags.config), secret: {} };
    return signedIn(target, flags, { io, say }, (ended, secret) => {
      io.stdout.write(manifests(flags.name ?? name, { platform: name, ...ended }, secret));
      return Promise.resolve();
    });
  }
  const cluster = await clusterOf(flags);
  try {
    const target = await targetIn(cluster, { name, method, io, say });
    return await signedIn(target, flags, { io, say }, storingIn(cluster, target, { io, say }));
  } finally {
    await cluster.close();
  }
}

interface Here {
  io: Io;
  say: Say;
}

interface Ended {
  method: string;
  config: Readonly<Record<string, unknown>>;
}

type Keep = (ended: Ended, secret: Readonly<Record<string, string>>) => Promise<void>;

/** Writes what has changed; the operator notices the new keys within a second. */
function storingIn(cluster: Cluster, { secret: before, config, mends }: Target, { io, say }: Here): Keep {
  return async (ended, secret) => {
    const { secretName, name } = mends!;
    const values = Object.fromEntries(Object.entries(secret).filter(([key, value]) => before[key] !== value));
    const done = await storeSecret(cluster, secretName, { values, signal: io.signal });
    say(`secret/${secretName} ${done}`);
    for (const [key, value] of Object.entries(ended.config))
      if (JSON.stringify(config[key]) !== JSON.stringify(value))
        say(`Set spec.config.${key} of Connection ${name} to ${String(value)}: the sign-in has brought it.`);
  };
}

async function signedIn(target: Target, flags: LoginFlags, { io, say }: Here, keep: Keep): Promise<number> {
  const { signIn, method } = await begun(target, flags, { io, say });
  const isHere = flags.browser !== false && io.stderr.isTTY === true;
  if (isHere) openBrowser(signIn.url, io.env, say);
  const lines = new TypedLines(io.stdin);
  const talk = { lines, say };
  try {
    const ended = await waited(signIn, talk, isHere);
    if (ended.kind === 'refusal') {
      say(`${sentence(ended)} Nothing was written.`);
      return inconclusive.has(ended.code) ? exit.inconclusive : exit.failed;
    }
    if (ended.missingScopes.length > 0) say(`Not granted: ${ended.missingScopes.join(' ')}`);
    const config = await withChoice(ended, talk);
    const { platform, requires } = target;
    const { verdict, secret } = await trySignedIn(
      { ...ended, config },
      { platform, method, requires },
      contextHere(io),
    );
    const refused = await notTaken(verdict, flags, { ...talk, target });
    if (refused !== undefined) return refused;
    await keep({ method, config }, secret);
    return exit.connected;
  } finally {
    lines.close();
    signIn.cancel();
  }
}

async function begun(
  target: Target,
  flags: LoginFlags,
  { io, say }: Here,
): Promise<{ signIn: SignIn; method: string }> {
  const { platform, requires } = target;
  const offer = offerOf(target);
  for (const text of toKnow(offer, platform.spec.title)) say(text);
  const device = flags.device === true;
  const given = fromEnvironment(flags.env ?? [], io) ?? {};
  const known = await entered(target, { offer, given, device, io, say });
  const signIn = await beginSignIn({ platform, method: offer.method, requires, ...known }, contextHere(io), {
    flow: device ? 'device' : undefined,
    ports: flags.port === undefined ? undefined : [flags.port],
    onNotice: (notice) => say(sentence(notice)),
  });
  if (signIn.kind !== 'refusal') return { signIn, method: offer.method };
  // The network is no mistake of the person's.
  if (inconclusive.has(signIn.code)) throw new Unreached(sentence(signIn));
  throw new BadInput(sentence(signIn));
}

function offerOf({ platform, method }: Target): SignInOffer {
  const offer = signInOffers(platform.spec).find((one) => method === undefined || one.method === method);
  if (offer) return offer;
  throw new BadInput(`${platform.name} has no sign-in${method === undefined ? '' : ` for method ${method}`}`);
}

/** Said before anything is opened. */
function toKnow({ redirectUris, register, approvals }: SignInOffer, title: string): string[] {
  return [
    ...redirectUris.map((uri) => `Redirect address to register: ${uri}`),
    ...(register === undefined || redirectUris.length === 0 ? [] : [`Where: ${register}`]),
    ...(approvals === undefined
      ? []
      : [`${title} keeps ${approvals} sign-ins of a user and client; one more ends the oldest.`]),
  ];
}

/** @throws BadInput if the person has to choose and cannot be asked */
async function withChoice({ choose, config }: SignedIn, talk: Talk): Promise<SignedIn['config']> {
  if (!choose || choose.items.length === 0) return config;
  const item = await chosen(choose.setting, choose.items, talk);
  if (!item) throw new BadInput(`give --config ${choose.setting}=ID with one of these`);
  return { ...config, [choose.setting]: item.id };
}

const inconclusive = new Set(['TimedOut', 'TokenEndpointUnreachable', 'Cancelled']);

/** The exit code if nothing is to be written: the new token does not work, or it is the wrong account. */
async function notTaken(
  verdict: Verdict,
  { yes, expectAccount }: LoginFlags,
  { target: { mends }, ...talk }: Talk & { target: Target },
): Promise<number | undefined> {
  const { say } = talk;
  if (verdict.outcome !== 'connected') {
    say(
      `The new token was not accepted: ${verdict.reason}. ${messageOf(verdict.reason, verdict)} Nothing was written.`,
    );
    return verdict.outcome === 'failed' ? exit.failed : exit.inconclusive;
  }
  const { account, access } = verdict;
  const rights = rightsText(access);
  say(`Signed in as ${accountText(account)}.${rights === undefined ? '' : ` It ${rights}.`}`);
  if (mends?.account && accountText(mends.account) !== accountText(account))
    say(`Until now it was ${accountText(mends.account)}.`);
  if (expectAccount !== undefined) {
    if (isAccount(account, expectAccount)) return undefined;
    say(`It is not ${expectAccount}. Nothing was written.`);
    return exit.failed;
  }
  const consequence = mends ? `Its keys go into Secret ${mends.secretName}.` : 'Its keys are printed.';
  if (yes || (await agreed(consequence, talk))) return undefined;
  say('Nothing was written.');
  return exit.failed;
}

interface Spec extends Ended {
  platform: string;
}

function manifests(name: string, spec: Spec, secret: Readonly<Record<string, string>>): string {
  const metadata = { name };
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: secret },
    { apiVersion, kind: 'Connection', metadata, spec: { ...spec, secretRef: { name } } },
  ];
  return objects.map((object) => stringify(object)).join('---\n');
}
