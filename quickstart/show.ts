import { setTimeout as delay } from 'node:timers/promises';
import type { KubeClient } from '../src/runtime/index.ts';
import type { ControlPlane } from '../dev/control-plane/control-plane.ts';
import { VerdictWatch } from '../dev/verdict-watch.ts';
import { expected, isSettled, repaired, wrongRows } from './expected.ts';
import { hints } from './hints.ts';
import { startPage } from './page.ts';
import { rightPassword } from './platform-servers.ts';
import { clientOf, prepare } from './prepare.ts';
import type { QuickstartOptions, Stage } from './stage.ts';
import { fetchTable, rowNamed, type Table } from './table.ts';

/** A row came out other than expected; the message names it. */
export class WrongRows extends Error {}

const settleLimitMs = 60_000;
const pollMs = 200;

/**
 * The whole demonstration; whatever it started is gone when it returns or throws.
 * @throws WrongRows, the signal's reason, or Error where something does not start.
 */
export async function showQuickstart(options: QuickstartOptions): Promise<void> {
  const cleanUp: (() => Promise<unknown>)[] = [];
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const stage = { ...options, signal, ended, cleanUp };
  try {
    const cp = await unlessAborted(demonstrate(stage), signal);
    if (!options.once) await stay(cp, stage);
  } finally {
    ended.abort();
    for (const stop of cleanUp.toReversed()) await stop();
  }
}

async function demonstrate(stage: Stage): Promise<ControlPlane> {
  const { screen, signal } = stage;
  const cp = await prepare(stage);
  const client = clientOf(cp, stage);
  const verdicts = new VerdictWatch();
  await verdicts.open({ client, signal });

  screen.say('');
  screen.command('kubectl get connections');
  screen.final(await settledTable(client, stage));
  await repair({ client, verdicts }, stage);
  return cp;
}

/** Until somebody asks to stop, or the operator dies. */
async function stay(cp: ControlPlane, { screen, signal, ended, cleanUp }: Stage): Promise<void> {
  const page = await startPage(cp.kubeconfigPath);
  cleanUp.push(() => page.stop());
  screen.say(`\nThe Connections page, for one browser: ${page.address()}`);
  screen.say(hints(cp));
  await delay(2 ** 31 - 1, undefined, { signal }).catch(() => {});
  ended.signal.throwIfAborted();
  screen.say('\nStopping.');
}

/** @throws WrongRows where a minute is not enough. */
async function settledTable(client: KubeClient, { screen, signal }: Stage): Promise<Table> {
  const endMs = performance.now() + settleLimitMs;
  for (;;) {
    const table = await fetchTable(client, signal);
    screen.refresh(table);
    const wrong = wrongRows(table, expected);
    if (wrong.length === 0) return table;
    if (performance.now() > endMs || (isSettled(table) && (await staysAsItIs(client, table, signal)))) {
      screen.final(table);
      throw new WrongRows(wrong.join('\n'));
    }
    await delay(pollMs, undefined, { signal });
  }
}

async function staysAsItIs(client: KubeClient, before: Table, signal: AbortSignal): Promise<boolean> {
  await delay(3_000, undefined, { signal });
  return wrongRows(await fetchTable(client, signal), expected).join() === wrongRows(before, expected).join();
}

async function repair(
  { client, verdicts }: { client: KubeClient; verdicts: VerdictWatch },
  { screen, signal }: Stage,
): Promise<void> {
  const { name, row } = repaired;
  const turned = verdicts.turned({ key: `default/${name}`, good: true });
  const edit = { stringData: { password: rightPassword } };
  screen.say('');
  screen.command(`kubectl patch secret ${name} -p '${JSON.stringify(edit)}'`);
  const sentMs = performance.now();
  await client.mergePatch(`/api/v1/namespaces/default/secrets/${name}`, edit, { signal });
  const seenMs = await Promise.race([turned, delay(10_000, undefined, { signal, ref: false })]);
  const table = await fetchTable(client, signal);
  const changed = rowNamed(table, name);
  screen.command(`kubectl get connection ${name}`);
  screen.final({ ...table, rows: changed ? [changed] : [] });
  const wrong = wrongRows(table, { [name]: row });
  if (wrong.length > 0 || seenMs === undefined)
    throw new WrongRows(`After the repair: ${wrong.join('\n') || `${name} took more than 10 s`}`);
  screen.say(`\nConnected ${Math.round(seenMs - sentMs)} ms after the Secret was edited.`);
}

/** Ctrl-C need not wait for a download or a build to end. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
