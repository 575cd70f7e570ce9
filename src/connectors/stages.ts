import type { Progress } from './progress.ts';
import type { Stage } from './failure.ts';
import type { Check, CredentialFate } from './verdict.ts';

/** The ladder, from the first stage to the last. */
export const stages: readonly Stage[] = ['Resolved', 'Reached', 'Authenticated', 'Authorized'];

/** What had happened in a test by the time it ended. Everything that `status.checks` says is computed from it. */
export class Marks implements Progress {
  #dialled = false;
  #reached = false;
  #sent = false;
  #accepted = false;
  #told: Stage = 'Resolved';
  readonly #onStage: ((stage: Stage) => void) | undefined;
  readonly #onSent: (() => void) | undefined;

  /**
   * @param onStage - told of each stage that the test comes to after the first
   * @param onSent - told before the credential goes out
   */
  constructor(onStage?: (stage: Stage) => void, onSent?: () => void) {
    this.#onStage = onStage;
    this.#onSent = onSent;
  }

  dialled(): void {
    this.#dialled = true;
    this.#tell();
  }

  reached(): void {
    this.#reached = this.#dialled = true;
    this.#tell();
  }

  credentialSent(): void {
    this.#sent = true;
    this.#onSent?.();
  }

  accepted(): void {
    this.#accepted = this.#reached = this.#dialled = true;
    this.#tell();
  }

  /** Where a failure belongs: the first stage whose mark is missing. */
  get stage(): Stage {
    if (!this.#dialled) return 'Resolved';
    if (!this.#reached) return 'Reached';
    return this.#accepted ? 'Authorized' : 'Authenticated';
  }

  get credential(): CredentialFate {
    if (!this.#sent) return 'NotSent';
    return this.#accepted ? 'Accepted' : 'NotAccepted';
  }

  #tell(): void {
    if (this.stage === this.#told) return;
    this.#told = this.stage;
    this.#onStage?.(this.stage);
  }
}

/** The checks of a test that stopped at this stage: those before it passed, those after it are absent. */
export function stoppedAt(stage: Stage, reason: string, anonymous: boolean): Check[] {
  const before = stages.slice(0, stages.indexOf(stage));
  return [...before.map((name) => passed(name, anonymous)), { name: stage, result: 'Failed', reason }];
}

/** The checks of a test that passed. @param untold - a permission that is required cannot be found out */
export function allPassed({ anonymous, untold }: { anonymous: boolean; untold: boolean }): Check[] {
  return stages.map((name) =>
    name === 'Authorized' && untold ? { name, result: 'NotTestable' } : passed(name, anonymous),
  );
}

function passed(name: Stage, anonymous: boolean): Check {
  return { name, result: name === 'Authenticated' && anonymous ? 'NotTestable' : 'Passed' };
}
