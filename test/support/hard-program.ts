import { setImmediate as turn } from 'node:timers/promises';
import { planConnection, registry } from '../../src/connectors/index.ts';
import { exampleOf, inputsOf } from './hard-inputs.ts';
import { hardKinds, hardResponse, judgeHard, positionsOf } from './hard-responses.ts';
import { hardStrings } from './hard-strings.ts';
import { watchingStalls, type Watched } from './stall-watch.ts';
import { secretBytes, testNow } from './test-context.ts';

/**
 * A program, which has nothing else in its memory: hard text in every setting, key and response position of every platform,
 * while another thread watches the event loop. Prints what it has seen as a line of JSON.
 * Arguments: the limit in ms; `full` for each kind of text everywhere, else some kinds in each place, in turn.
 */
const limitMs = Number(process.argv[2] ?? 50);
const isFull = process.argv[3] === 'full';
/** Kinds of text for each place, if not all. */
const some = 2;
/** What only just is let in, and 1 MB. */
const sizes = [60_000, 1_000_000];

export interface HardResult {
  inputs: number;
  responses: number;
  positions: number;
  /** One after another, once. */
  watched: Omit<Watched, 'hard'>;
  /** Those that took longer than the limit then, and each of three more times. */
  hard: string[];
}

interface Hard {
  name: string;
  /** Makes it. What it takes to make it is none of what it takes to read it. */
  prepare(): () => unknown;
}

const platforms = [...registry.values()].filter(({ spec }) => !spec.retired);
const positions = platforms.flatMap(positionsOf);

function kindsAt(kinds: readonly string[], index: number): readonly string[] {
  if (isFull) return kinds;
  return Array.from({ length: some }, (_, n) => kinds[(some * index + n) % kinds.length]!);
}

function hardResponses(): Hard[] {
  return positions.flatMap((position, index) =>
    kindsAt(hardKinds, index).map((kind) => ({
      name: `${position.platform.name} ${position.step.path} ${position.path.join('.')}: ${kind}`,
      prepare: () => {
        const response = hardResponse(position, kind);
        return () => judgeHard(position, response);
      },
    })),
  );
}

function hardInputs(): Hard[] {
  const texts = sizes.flatMap((size) => Object.entries(hardStrings(size)));
  const kinds = texts.map((_, index) => String(index));
  return platforms.flatMap((platform) =>
    [...inputsOf(platform, '')].flatMap(([where], index) =>
      kindsAt(kinds, index).map((number) => {
        const [kind, text] = texts[Number(number)]!;
        return {
          name: `${platform.name} ${where}: ${text.length} characters, ${kind}`,
          prepare: () => {
            const input = [...inputsOf(platform, text)][index]![1];
            return () => planConnection(input);
          },
        };
      }),
    ),
  );
}

/** What is compiled at its first use is none of an attack's. */
async function warm(): Promise<void> {
  for (const position of positions) await judgeHard(position, { status: 200, headers: {}, cookies: {}, text: '{}' });
  for (const platform of platforms) {
    const { spec, secret } = exampleOf(platform.name);
    planConnection({ ...spec, platform, secret: secretBytes(secret), uid: 'uid', now: testNow });
  }
}

function readAll(all: readonly Hard[]): Promise<Watched> {
  return watchingStalls({ limitMs, boundMs: limitMs }, async (doing) => {
    for (const { name, prepare } of all) {
      doing('making what is read next');
      const read = prepare();
      await rest();
      doing(name);
      await read();
      await rest();
    }
  });
}

/** Until the timer that is watched has had its turn. */
async function rest(): Promise<void> {
  const untilMs = performance.now() + 3;
  while (performance.now() < untilMs) await turn();
}

await warm();
const [inputs, responses] = [hardInputs(), hardResponses()];
const all = [...inputs, ...responses];
const { hard: first, ...watched } = await readAll(all);
let hard = first;
for (let again = 0; again < 3 && hard.size > 0; again += 1) {
  hard = (await readAll(all.filter(({ name }) => hard.has(name)))).hard;
}
const result: HardResult = {
  inputs: inputs.length,
  responses: responses.length,
  positions: positions.length,
  watched,
  hard: [...hard],
};
process.stdout.write(`${JSON.stringify(result)}\n`);
