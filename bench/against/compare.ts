import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onLoopback } from '../../dev/loopback.ts';
import { build, type BuildOptions, type Built, type Contestant } from './contestants.ts';
import { round, type Report } from './round.ts';

export interface CompareOptions extends BuildOptions {
  connections: number;
  runs: number;
  edits: number;
  /** 0: steady is not measured. */
  restSeconds: number;
  restart: boolean;
  only: Names | undefined;
}

export type Names = Contestant['name'];

export interface Compared {
  connections: number;
  runs: number;
  reports: Record<Names, Report[]>;
  /** Cold starts against a platform that takes 100 ms. */
  slow: Record<Names, Report[]>;
}

interface Surroundings {
  log: (line: string) => void;
  signal: AbortSignal;
}

/** Theirs and ours in turns, so that what else the machine does meets both. */
export async function compare(options: CompareOptions, surroundings: Surroundings): Promise<Compared> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    surroundings.log('building');
    const ports = { platform: await freePort(), health: await freePort() };
    const built = await build(options, folder, ports);
    return await allRounds(built, options, surroundings);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function allRounds(built: Built, options: CompareOptions, { log, signal }: Surroundings): Promise<Compared> {
  const { connections, runs, only } = options;
  const contestants = [built.go, built.ours].filter(({ name }) => only === undefined || name === only);
  const compared: Compared = { connections, runs, reports: { go: [], ours: [] }, slow: { go: [], ours: [] } };
  const measure = async (contestant: Contestant, flags: string[], into: Report[]): Promise<void> => {
    const all = ['-n', String(connections), ...flags];
    const report = await round({ driver: built.driver, contestant, flags: all, signal });
    into.push(report);
    log(`${contestant.name} ${flags.join(' ')}: ${report.cold.all_terminal_s.toFixed(2)} s`);
  };
  for (let run = 0; run < runs; run++) {
    const flags = run === 0 ? wholeFlags(options) : coldFlags;
    for (const contestant of contestants) await measure(contestant, flags, compared.reports[contestant.name]);
  }
  const slow = [...coldFlags, '-latency', '100ms'];
  for (const contestant of contestants) await measure(contestant, slow, compared.slow[contestant.name]);
  return compared;
}

/** A restart is watched for so long where nothing else is. */
const restartSeconds = 20;

const coldFlags = ['-phases', 'cold'];

/** Once is enough for what takes minutes. */
function wholeFlags({ restSeconds, edits, restart }: CompareOptions): string[] {
  const steady = restSeconds > 0 ? ['steady'] : [];
  const phases = ['cold', ...steady, ...(edits > 0 ? ['rotate'] : []), ...(restart ? ['restart'] : [])];
  return [
    '-phases',
    phases.join(','),
    '-window',
    `${restSeconds === 0 ? restartSeconds : restSeconds}s`,
    '-edits',
    String(edits),
  ];
}

async function freePort(): Promise<number> {
  const server = await onLoopback(createServer());
  await server.stop();
  return server.port;
}
