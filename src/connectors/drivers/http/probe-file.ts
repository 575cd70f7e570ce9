import type { PlatformProbe, PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { Session } from '../../engine/session.ts';
import { takeStep, type Failed, type Passed } from '../../engine/step.ts';
import { failure, type Failure } from '../../failure.ts';
import type { ProbeFile, StepResult } from '../../probe/probe-file.ts';

type ProbeStep = Omit<PlatformRequestStep, 'name'>;

/** The file of a probe, made and removed by the requests that the platform's data describes. */
export class HttpProbeFile implements ProbeFile {
  readonly #steps: PlatformProbe;
  readonly #session: Session;

  constructor(steps: PlatformProbe, session: Session, fileName: string) {
    this.#steps = steps;
    this.#session = session;
    session.keep('probe', { name: fileName });
  }

  async exists(signal: AbortSignal): Promise<boolean | Failure> {
    const { prepare, find } = this.#steps;
    const ready = prepare ? await this.#do(prepare, signal) : 'done';
    if (ready === 'denied') return failure('PermissionDenied', { about: 'open the folder' });
    if (ready !== 'done') return ready;
    if (!find) return false;
    const taken = await this.#take(find, signal);
    if (!('failure' in taken)) return true;
    const { failure: found } = taken;
    // Who may not look may still be allowed to write; a value that is missing says that there is no left-over.
    const isNone = found.reason === 'PermissionDenied' || found.reason === 'TargetNotFound' || 'missing' in found;
    return isNone ? false : found;
  }

  create(content: string, signal: AbortSignal): Promise<StepResult> {
    return this.#write(this.#steps.create, content, signal);
  }

  overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    return this.#write(this.#steps.overwrite, content, signal);
  }

  async read(signal: AbortSignal): Promise<{ content: string } | 'denied' | Failure> {
    const taken = await this.#take(this.#steps.read, signal);
    if (!('failure' in taken)) return { content: taken.heard?.response.text ?? '' };
    const { failure: found } = taken;
    if (found.reason === 'PermissionDenied') return 'denied';
    return found.reason === 'EgressDenied' ? strayed(found) : found;
  }

  async remove(signal: AbortSignal): Promise<StepResult> {
    const { remove, purge } = this.#steps;
    const removed = await this.#do(remove, signal);
    if (removed === 'done' && purge) await this.#take(purge, signal);
    return removed;
  }

  #write(step: ProbeStep, content: string, signal: AbortSignal): Promise<StepResult> {
    this.#session.keep('probe', { content });
    return this.#do(step, signal);
  }

  async #do(step: ProbeStep, signal: AbortSignal): Promise<StepResult> {
    const taken = await this.#take(step, signal);
    if (!('failure' in taken)) return 'done';
    return taken.failure.reason === 'PermissionDenied' ? 'denied' : taken.failure;
  }

  /** What steps set is kept as `probe.NAME`. */
  #take(step: ProbeStep, signal: AbortSignal): Promise<Passed | Failed> {
    const context = { ...this.#session.context, signal };
    return takeStep({ ...step, name: 'probe' }, this.#session, { phase: 'probe', how: { context } });
  }
}

/** Where a platform sends downloads is its own affair: it says nothing about the account. */
function strayed({ about }: Failure): Failure {
  return failure('UnexpectedReply', { about: `the download is somewhere else: ${about}` });
}
