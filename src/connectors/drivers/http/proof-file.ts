import type { PlatformProof, PlatformProofStep } from '../../../api/platform.gen.ts';
import type { SignedIn } from '../../auth/index.ts';
import { ask, consult, type Conversation, type Heard } from '../../engine/conversation.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { holds, textOf } from '../../engine/expression.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { ProbeFile, StepResult } from '../../probe/probe-file.ts';

/** The file of a probe, made and removed by the requests that the platform's data describes. */
export class HttpProofFile implements ProbeFile {
  readonly #steps: PlatformProof;
  readonly #signedIn: SignedIn;
  /** `{{proof.x}}`: the file's name, and what the replies have told of it, such as its id. */
  #known: Record<string, string>;

  constructor(steps: PlatformProof, signedIn: SignedIn, fileName: string) {
    this.#steps = steps;
    this.#signedIn = signedIn;
    this.#known = { name: fileName };
  }

  async exists(signal: AbortSignal): Promise<boolean | Failure> {
    const { folder, find } = this.#steps;
    const there = folder ? await this.#do(folder, signal) : 'done';
    if (there !== 'done')
      return there === 'denied' ? failure('Authorized', 'PermissionDenied', { about: 'open the folder' }) : there;
    if (!find) return false;
    const heard = await this.#ask(find, signal);
    if (isFailure(heard)) return heard;
    const meant = await this.#meaningOf(find, heard);
    if (meant === 'done') return this.#learn(find, heard);
    // Who may not look may still be allowed to write.
    return meant === 'denied' || meant.reason === 'TargetNotFound' ? false : meant;
  }

  create(content: string, signal: AbortSignal): Promise<StepResult> {
    this.#known = { ...this.#known, content };
    return this.#do(this.#steps.create, signal);
  }

  async read(signal: AbortSignal): Promise<{ content: string } | 'denied' | Failure> {
    const heard = await this.#ask(this.#steps.read, signal);
    if (isFailure(heard)) return heard.reason === 'EgressDenied' ? strayed(heard) : heard;
    const meant = await this.#meaningOf(this.#steps.read, heard);
    return meant === 'done' ? { content: heard.reply.text } : meant;
  }

  overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    this.#known = { ...this.#known, content };
    return this.#do(this.#steps.overwrite, signal);
  }

  async remove(signal: AbortSignal): Promise<StepResult> {
    const removed = await this.#do(this.#steps.remove, signal);
    const { purge } = this.#steps;
    if (removed === 'done' && purge) await this.#ask(purge, signal);
    return removed;
  }

  async #do(step: PlatformProofStep, signal: AbortSignal): Promise<StepResult> {
    const heard = await this.#ask(step, signal);
    if (isFailure(heard)) return heard;
    const meant = await this.#meaningOf(step, heard);
    if (meant !== 'done' || this.#learn(step, heard)) return meant;
    return failure('Authorized', 'UnexpectedReply', { about: `${heard.host} does not say which file it has made` });
  }

  #ask({ request }: PlatformProofStep, signal: AbortSignal): Promise<Heard | Failure> {
    const { talk, credential } = this.#signedIn;
    const { channel, scope } = talk;
    const here: Conversation = {
      ...talk,
      channel: { ...channel, context: { ...channel.context, signal } },
      scope: { ...scope, proof: this.#known },
    };
    return ask(here, request, credential);
  }

  async #meaningOf({ done, denied = 'status == 403' }: PlatformProofStep, heard: Heard): Promise<StepResult> {
    if (done !== undefined && holds(done, heard.variables)) return 'done';
    const { talk } = this.#signedIn;
    const said = await consult(this.#steps.replies, heard, talk);
    if (said === 'connected') return 'done';
    if (!said && holds(denied, heard.variables)) return 'denied';
    const { host, reply } = heard;
    // The account is proved by now, so a 401 says nothing about its credential.
    const meant = said ?? defaultMeaning(reply, { host, minted: true, now: talk.channel.context.now() });
    if (!meant) return 'done';
    return meant.reason === 'PermissionDenied' ? 'denied' : { ...meant, rung: 'Authorized' };
  }

  /** @returns whether the reply told everything that it should. */
  #learn({ values = {} }: PlatformProofStep, { variables }: Heard): boolean {
    const found = Object.entries(values).map(([name, source]) => [name, textOf(source, variables)] as const);
    if (found.some(([, value]) => value === undefined)) return false;
    this.#known = { ...this.#known, ...(Object.fromEntries(found) as Record<string, string>) };
    return true;
  }
}

/** Where a platform sends downloads is its own affair: it says nothing about the account. */
function strayed({ about }: Failure): Failure {
  return failure('Authorized', 'UnexpectedReply', { about: `the download is somewhere else: ${about}` });
}
