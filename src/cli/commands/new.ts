import { registry, type Platform } from '../../connectors/index.ts';
import type { Draft } from '../../console/contract.ts';
import { manifestsOf, type Manifests } from '../../console/draft-manifests.ts';
import { problemsOf } from '../../console/server/draft-plan.ts';
import { RefusalLedger } from '../../console/server/ledger.ts';
import { sentenceOf } from '../../api/problems.ts';
import { BadInput, exit, exitOf } from '../exit.ts';
import { givenPlatform } from '../given.ts';
import { painter, type Io } from '../io.ts';
import { askerAt, type Asker } from '../new/asker.ts';
import { choiceOf, enterAll, enterField, flawsAt, type Entering } from '../new/enter.ts';
import type { Field } from '../new/fields.ts';
import { methodOf, nameOf, platformNameOf } from '../new/choose.ts';
import { fieldsFor, prefilled } from '../new/prefilled.ts';
import { notTestedHere, tryDraft } from '../new/try-draft.ts';
import { refuseThere, writeManifests } from '../new/write.ts';

export interface NewFlags {
  filename?: string;
  method?: string;
  name?: string;
  namespace?: string;
  config?: string[];
  env?: string[];
  fromFile?: string[];
  serviceAccount?: string;
  out?: string;
  secretOut?: string;
  /** False with `--no-test`. */
  test?: boolean;
}

/** `connection new [PLATFORM]`: asks for what the platform needs, tests it, and writes a Secret and a Connection. */
export async function newConnection(name: string | undefined, flags: NewFlags, io: Io): Promise<number> {
  for (const path of [flags.out, flags.secretOut]) if (path !== undefined) await refuseThere(path);
  const ask = await askerAt(io);
  const platform = await givenPlatform(name ?? (await platformNameOf(ask, registry)), flags.filename, io);
  const { draft, fields } = await begun(platform, flags, { ask, io });
  const paint = painter({ ...io, stdout: io.stderr });
  const say = (text: string) => void io.stderr.write(`${paint('dim', text)}\n`);
  const entering = { draft, platform, ask, say };
  await enterAll(fields, entering);
  await mended(fields, entering);
  const code = flags.test === false ? exit.connected : await tested(fields, entering, io);
  if (code !== exit.connected) return code;
  const places = { out: flags.out ?? `${draft.name}.yaml`, secretOut: flags.secretOut };
  const manifests = placed(manifestsOf(draft), flags.namespace);
  const written = await writeManifests(manifests, places, io);
  io.stderr.write(nextOf(written, manifests, places.secretOut));
  return exit.connected;
}

async function begun(platform: Platform, flags: NewFlags, { ask, io }: { ask: Asker; io: Io }) {
  const method = await methodOf(platform, flags.method, ask);
  const name = await nameOf(platform, flags, ask);
  const empty = { config: {}, secret: {}, namespace: flags.namespace ?? 'default' };
  const draft: Draft = { ...empty, platform: platform.name, method: method.name, name };
  if (method.serviceAccount) draft.serviceAccountName = flags.serviceAccount ?? (await serviceAccountOf(ask));
  await prefilled(draft, platform, { flags, io });
  return { draft, fields: await fieldsFor(draft, platform, ask) };
}

function serviceAccountOf(ask: Asker): Promise<string> {
  return ask.text({
    message: 'ServiceAccount of the namespace that it signs in with',
    flag: '--service-account NAME',
    problem: (answer) => Promise.resolve(answer === '' ? 'is needed' : undefined),
  });
}

/** Asks again for what is wrong once everything is there, such as one of two that is needed. */
async function mended(fields: readonly Field[], entering: Entering): Promise<void> {
  for (;;) {
    const problems = problemsOf(entering.draft, entering.platform, Date.now());
    if (problems.length === 0) return;
    const wrong = fields.filter((field) => flawsAt(field, problems).length > 0);
    const sentences = problems.map((problem) => sentenceOf(problem, entering.draft.name)).join('\n');
    if (wrong.length === 0) throw new BadInput(sentences);
    entering.say(sentences);
    for (const field of wrong) await enterField(field, entering);
  }
}

/** Tests until it is connected, or the person takes it as it is. @returns the exit code: 0 to write it */
async function tested(fields: readonly Field[], entering: Entering, io: Io): Promise<number> {
  const { draft, platform, ask, say } = entering;
  const because = await notTestedHere(draft, platform);
  if (because !== undefined) {
    say(`Not tested from here: ${because}.`);
    return exit.connected;
  }
  const ledger = new RefusalLedger();
  for (;;) {
    const verdict = await tryDraft({ draft, platform, ledger }, io);
    if (verdict === 'held back') say('The very same credential was refused before. It is not sent again.');
    else if (verdict.outcome === 'connected') return exit.connected;
    const code = verdict === 'held back' ? exit.failed : exitOf([verdict.outcome]);
    // Nobody is there to decide: nothing is written that does not work.
    if (!io.stdin.isTTY) return code;
    const choice = await ask.one({ message: 'What now?', flag: '' }, [
      { value: 'change', name: 'Change something, and test again' },
      { value: 'write', name: 'Write it as it is' },
      { value: 'stop', name: 'Stop, and write nothing' },
    ]);
    if (choice !== 'change') return choice === 'write' ? exit.connected : code;
    const chosen = await ask.several('Change what? (space selects, Enter goes on)', fields.map(choiceOf));
    for (const field of fields.filter(({ key }) => chosen.includes(key))) await enterField(field, entering);
    await mended(fields, entering);
  }
}

/** A namespace stands in the manifests only if it was asked for. */
function placed({ secret, connection }: Manifests, namespace: string | undefined): Manifests {
  const at = ({ name }: { name: string }) => ({ name, ...(namespace === undefined ? {} : { namespace }) }) as never;
  const own = { connection: { ...connection, metadata: at(connection.metadata) } };
  return secret ? { secret: { ...secret, metadata: at(secret.metadata) }, ...own } : own;
}

function nextOf(written: readonly string[], { secret }: Manifests, secretOut: string | undefined): string {
  if (written.length === 0) return '';
  const lines = [`Written: ${written.join(', ')}`];
  if (secret)
    lines.push(
      secretOut === undefined
        ? 'The file holds the credential: keep it out of Git, or use --secret-out.'
        : `Seal ${secretOut} before it goes into Git.`,
    );
  lines.push(`Next: kubectl apply ${written.map((path) => `-f ${path}`).join(' ')}`);
  return `${lines.join('\n')}\n`;
}
