import { durationMs } from '../../api/duration.ts';
import { testSettingsOf } from '../../api/test-settings.ts';
import { testConnection, type Platform, type TestContext, type Verdict } from '../../connectors/index.ts';
import type { Clock } from '../../runtime/index.ts';
import type { Draft, TestLine, VerdictView } from '../contract.ts';
import { planDraft } from './draft-plan.ts';
import { formWords } from './form-words.ts';
import { RefusalLedger } from './ledger.ts';
import { refusedFields } from './refused-fields.ts';
import { Rotations } from './rotations.ts';
import { viewOf, wasRefused } from './verdict-view.ts';

/** How the machine of the page reaches a platform. */
export type Reach = Pick<TestContext, 'resolve' | 'egress' | 'ca' | 'proxyFor'>;

export interface DraftTestsOptions {
  clock: Clock;
  reach: Reach;
}

export interface DraftTest {
  draft: Draft;
  platform: Platform;
  /** Send a credential that was refused once more. */
  anyway: boolean;
  signal: AbortSignal;
  tell: (line: TestLine) => void;
}

const timeoutMs = durationMs(testSettingsOf({}).timeout);

/** Tests drafts from this machine by the very engine of the operator. */
export class DraftTests {
  readonly rotations = new Rotations();
  readonly #ledger = new RefusalLedger();
  readonly #options: DraftTestsOptions;

  constructor(options: DraftTestsOptions) {
    this.#options = options;
  }

  /** @throws the signal's reason if the person stops it. */
  async run({ draft, platform, anyway, signal, tell }: DraftTest): Promise<void> {
    const { clock } = this.#options;
    const kept = this.#ledger.heldBack(draft, anyway);
    if (kept) {
      tell({ kind: 'held-back', verdict: kept.verdict, askedBefore: kept.again });
      return;
    }
    const startedAt = clock.now();
    const onStage: TestContext['onStage'] = (stage) => tell({ kind: 'stage', stage, atMs: clock.now() - startedAt });
    const verdict = await this.#verdictOn(draft, platform, { signal, onStage });
    const seen = viewOf(verdict, clock.now() - startedAt);
    const problems = [...seen.problems, ...refusedFields(verdict, draft, platform)];
    const view = inForm({ ...seen, problems }, (text) => formWords(text, platform, draft.method));
    this.#ledger.note(draft, view, wasRefused(verdict));
    tell({ kind: 'verdict', verdict: view });
  }

  async #verdictOn(
    draft: Draft,
    platform: Platform,
    running: Pick<TestContext, 'signal' | 'onStage'>,
  ): Promise<Verdict> {
    const { clock, reach } = this.#options;
    const planned = planDraft(this.rotations.current(draft), platform, clock.now());
    if ('verdict' in planned) return planned.verdict;
    const { plan } = planned;
    const hooks = this.rotations.hooks(draft, plan);
    return testConnection(plan, { ...reach, ...running, ...hooks, timeoutMs, now: () => clock.now() });
  }
}

/** A verdict on what is in a form, in its words. */
function inForm(view: VerdictView, words: (text: string) => string): VerdictView {
  const { said, remedy, causes } = view;
  return { ...view, said: words(said), remedy: words(remedy), causes: causes.map(words) };
}
