import type { PlatformProbe, PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { Heard } from '../../engine/exchange.ts';
import type { Session } from '../../engine/session.ts';
import { takeStep, type Failed, type Passed } from '../../engine/step.ts';
import { failure, type Failure } from '../../failure.ts';
import { stemOf, type ProbeFile, type StepResult } from '../../probe/probe-file.ts';

type ProbeStep = Omit<PlatformRequestStep, 'name'>;

/** The file of a probe, made and removed by the requests that the platform's data describes. */
export class HttpProbeFile implements ProbeFile {
  readonly #steps: PlatformProbe;
  readonly #session: Session;
  readonly #fileName: string;
  readonly isNamed: boolean;
  /** Name of another file that the server has made instead. */
  #copy: string | undefined;

  constructor(steps: PlatformProbe, session: Session, fileName: string) {
    this.#steps = steps;
    this.#session = session;
    this.#fileName = fileName;
    const { url, query } = steps.overwrite.request;
    // With a query it is the platform's own word what happens to a name that is taken.
    this.isNamed = url === steps.create.request.url && url.includes(nameInUrl) && query === undefined;
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
    await this.removeCopies(signal);
    const removed = await this.#do(remove, signal);
    if (removed === 'done' && purge) await this.#take(purge, signal);
    return removed;
  }

  async removeCopies(signal: AbortSignal): Promise<void> {
    const copy = this.#copy;
    if (copy === undefined) return;
    this.#copy = undefined;
    const { remove } = this.#steps;
    this.#session.keep('probe', { copy });
    const url = remove.request.url.replace(nameInUrl, '{{probe.copy}}');
    await this.#do({ ...remove, request: { ...remove.request, url } }, signal);
  }

  async #write(step: ProbeStep, content: string, signal: AbortSignal): Promise<StepResult> {
    this.#session.keep('probe', { content });
    const taken = await this.#take(step, signal);
    if (this.isNamed) this.#copy = copyIn(taken.heard?.response, this.#fileName) ?? this.#copy;
    return writtenBy(taken);
  }

  async #do(step: ProbeStep, signal: AbortSignal): Promise<StepResult> {
    return resultOf(await this.#take(step, signal));
  }

  /** What steps set is kept as `probe.NAME`. */
  #take(step: ProbeStep, signal: AbortSignal): Promise<Passed | Failed> {
    const context = { ...this.#session.context, signal };
    return takeStep({ ...step, name: 'probe' }, this.#session, { phase: 'probe', how: { context } });
  }
}

const nameInUrl = '{{probe.name}}';

function resultOf(taken: Passed | Failed): StepResult {
  if (!('failure' in taken)) return 'done';
  return taken.failure.reason === 'PermissionDenied' ? 'denied' : taken.failure;
}

/** Servers say 500 where they have no permission on the folder themselves: waiting alone does not help then. */
function writtenBy(taken: Passed | Failed): StepResult {
  const result = resultOf(taken);
  const status = taken.heard?.response.status;
  if (typeof result !== 'object' || result.reason !== 'ServiceUnavailable' || status === undefined) return result;
  const about = `${result.about ?? 'it'} responds ${status} to writing a file`;
  const fix =
    'The test is repeated. If it stays so, check that the server itself has permission to write to the folder.';
  return { ...result, about, fix };
}

/** The name of another file that `Location` of a 201 says was made; it is only believed if it is one of this test's name. */
function copyIn(response: Heard['response'] | undefined, fileName: string): string | undefined {
  const location = response?.status === 201 ? response.headers['location'] : undefined;
  const path = location === undefined ? undefined : URL.parse(location, 'https://any.invalid')?.pathname;
  const last = path?.slice(path.lastIndexOf('/') + 1);
  if (!last || last === encodeURIComponent(fileName)) return undefined;
  const name = decoded(last);
  return name?.includes(stemOf(fileName)) && name !== fileName ? name : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Where a platform sends downloads is its own affair: it says nothing about the account. */
function strayed({ about }: Failure): Failure {
  return failure('UnexpectedReply', { about: `the download is somewhere else: ${about}` });
}
