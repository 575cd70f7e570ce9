import type { PlatformProbe, PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { Heard } from '../../engine/exchange.ts';
import type { Session } from '../../engine/session.ts';
import { renderUrl } from '../../language/template-url.ts';
import { takeStep, type Failed, type Passed } from '../../engine/step.ts';
import { failure, type Failure } from '../../failure.ts';
import { stemOf, type Content, type ProbeFile, type StepResult } from '../../probe/probe-file.ts';
import { unwritten } from '../../probe/unwritten.ts';

type ProbeStep = Omit<PlatformRequestStep, 'name'>;

/** The file of a probe, made and removed by the requests that the platform's data describes. */
export class HttpProbeFile implements ProbeFile {
  readonly #steps: PlatformProbe;
  readonly #session: Session;
  readonly #fileName: string;
  readonly isNamed: boolean;
  readonly isKept: boolean;
  /** Another file that the server has made instead. */
  #copy: Copy | undefined;

  constructor(steps: PlatformProbe, session: Session, fileName: string) {
    this.#steps = steps;
    this.#session = session;
    this.#fileName = fileName;
    const { url, query } = steps.overwrite.request;
    // With a query it is the platform's own word what happens to a name that is taken.
    this.isNamed = url === steps.create.request.url && url.includes(nameInUrl) && query === undefined;
    this.isKept = steps.purge !== undefined;
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

  async create(content: string, signal: AbortSignal): Promise<StepResult> {
    const created = await this.#write(this.#steps.create, content, signal);
    const isAbsent = typeof created === 'object' && created.reason === 'TargetNotFound';
    // `prepare` has seen the folder, so this is how a server says that nothing may be put into it.
    return isAbsent && this.#steps.prepare ? 'denied' : created;
  }

  overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    return this.#write(this.#steps.overwrite, content, signal);
  }

  async read(signal: AbortSignal): Promise<Content> {
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

  async removeCopies(signal: AbortSignal): Promise<boolean> {
    const copy = this.#copy;
    if (copy === undefined) return false;
    this.#copy = undefined;
    const { path } = copy;
    const { url } = this.#steps.remove.request;
    const own = renderUrl(url, this.#session.names);
    this.#session.keep('probe', { copy: copy.name, elsewhere: new URL(path, own).href });
    const isBeside = copy.name !== this.#fileName;
    if (isBeside && (await this.#removeAt(url.replace(nameInUrl, '{{probe.copy}}'), signal))) return true;
    if (folderOf(path) !== folderOf(own.pathname)) await this.#removeAt('{{probe.elsewhere}}', signal);
    return true;
  }

  async #removeAt(url: string, signal: AbortSignal): Promise<boolean> {
    const { remove } = this.#steps;
    return (await this.#do({ ...remove, request: { ...remove.request, url } }, signal)) === 'done';
  }

  async #write(step: ProbeStep, content: string, signal: AbortSignal): Promise<StepResult> {
    this.#session.keep('probe', { content });
    const taken = await this.#take(step, signal);
    if (this.isNamed) this.#copy = this.#copyIn(taken.heard?.response) ?? this.#copy;
    return writtenBy(taken);
  }

  /** Another file that `Location` of a 201 says was made; it is only believed if it has this test's name. */
  #copyIn(response: Heard['response'] | undefined): Copy | undefined {
    const location = response?.status === 201 ? response.headers['location'] : undefined;
    if (location === undefined) return undefined;
    const own = renderUrl(this.#steps.overwrite.request.url, this.#session.names);
    const path = URL.parse(location, own.href)?.pathname;
    const name = path === undefined ? undefined : decoded(path.slice(path.lastIndexOf('/') + 1));
    if (path === undefined || !name?.includes(stemOf(this.#fileName))) return undefined;
    return decoded(path) === decoded(own.pathname) ? undefined : { name, path };
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

function writtenBy(taken: Passed | Failed): StepResult {
  const result = resultOf(taken);
  return result === 'done' ? result : unwritten(result, taken.heard?.response.status);
}

interface Copy {
  name: string;
  /** As `Location` has it. */
  path: string;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
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
