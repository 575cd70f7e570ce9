import type { Connection } from '../../api/resources.ts';
import type { Platform, Verdict } from '../../connectors/index.ts';
import type { Draft } from '../../console/contract.ts';
import { manifestsOf } from '../../console/draft-manifests.ts';
import type { RefusalLedger } from '../../console/server/ledger.ts';
import { viewOf, wasRefused } from '../../console/server/verdict-view.ts';
import { manifestObjects } from '../../inputs/objects.ts';
import type { Io } from '../io.ts';
import { judge, planFor } from '../judge.ts';
import { ladderText } from '../report.ts';

/** Why only the operator can test it; undefined if it can be tested here. */
export async function notTestedHere(draft: Draft, platform: Platform): Promise<string | undefined> {
  if (draft.serviceAccountName) return 'it signs in with a token of the cluster, which only the operator can request';
  const { connection, objects, platforms } = inputOf(draft, platform);
  const planned = await planFor(connection, { objects, platforms });
  const usesUp = 'plan' in planned && planned.plan.refreshKey !== undefined;
  return usesUp ? 'the platform may replace the refresh token at each sign-in: a test here would use it up' : undefined;
}

/** Tests what was entered by the very engine of the operator, and shows the stages as they pass. */
export async function tryDraft(
  { draft, platform, ledger }: { draft: Draft; platform: Platform; ledger: RefusalLedger },
  io: Io,
): Promise<Verdict | 'held back'> {
  if (ledger.heldBack(draft, false)) return 'held back';
  const input = inputOf(draft, platform);
  const startedAt = performance.now();
  const verdict = await judge(input.connection, { ...input, io });
  const durationMs = Math.round(performance.now() - startedAt);
  ledger.note(draft, viewOf(verdict, durationMs), wasRefused(verdict));
  const found = { manifest: input.connection as never, file: '', lineOf: () => 0 };
  io.stderr.write(ladderText({ found, verdict, durationMs }, { ...io, stdout: io.stderr }, false));
  return verdict;
}

function inputOf(draft: Draft, platform: Platform) {
  const { secret, connection } = manifestsOf(draft);
  return {
    connection: connection as unknown as Connection,
    objects: manifestObjects(secret ? [secret] : []),
    platforms: new Map([[platform.name, platform]]),
  };
}
