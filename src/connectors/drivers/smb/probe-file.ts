import { failure, type Failure } from '../../failure.ts';
import { stemOf, type Content, type ProbeFile, type StepResult } from '../../probe/probe-file.ts';
import { failed, lost, quotedPath } from './folder.ts';
import type { Asked } from './own-words.ts';
import type { Scratch } from './scratch.ts';
import { denied } from './statuses.ts';

/** Descriptor of the scratch file in smbclient. */
const local = '/dev/fd/3';
const absent = new Set(['OBJECT_NAME_NOT_FOUND', 'NO_SUCH_FILE']);
const full: Readonly<Record<string, string>> = {
  DISK_FULL: 'the disk is full',
  QUOTA_EXCEEDED: 'a quota is used up',
  FILE_TOO_LARGE: 'a limit of the share',
};

interface Place {
  folder: string;
  name: string;
  /** Whether the folder may be listed. */
  mayList: boolean;
}

/** A server makes one for each time that the file is written. */
const mostCopies = 4;
/** A line of `ls`: name, attributes if there are any, size, and the day of the week. */
const line = /^ {2}(\S.*?) +(?:[A-Z]+ +)?\d+ {2}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /;

/** The file of a probe, over the session that is open. */
export class SmbProbeFile implements ProbeFile {
  readonly #client: Asked;
  readonly #scratch: Scratch;
  readonly #folder: string;
  readonly #path: string;
  readonly #place: Place;
  readonly isNamed = true;

  constructor(client: Asked, scratch: Scratch, place: Place) {
    const { folder, name } = place;
    this.#place = place;
    this.#client = client;
    this.#scratch = scratch;
    this.#folder = folder === '' ? 'the share' : `the folder ${folder}`;
    this.#path = quotedPath(folder, name);
  }

  async exists(signal: AbortSignal): Promise<boolean | Failure> {
    const status = await this.#client.ask(`allinfo ${this.#path}`, signal);
    if (status !== undefined && absent.has(status)) return false;
    // Newer versions print a refusal as well where the server keeps no shadow copies of a file that is there.
    if (status === 'OK' || (status !== undefined && /^attributes: /m.test(this.#client.text))) return true;
    // What may not be looked at is there; but in a folder that is not listed Samba says the same of what is not.
    if (status !== undefined && denied.has(status)) return this.#place.mayList;
    return this.#why(status, 'look for a file', signal);
  }

  /** smbclient can only write over what is there, which `exists` has just said is nothing. */
  create(content: string, signal: AbortSignal): Promise<StepResult> {
    return this.#put(content, signal);
  }

  async read(signal: AbortSignal): Promise<Content> {
    this.#scratch.fill('');
    const status = await this.#client.ask(`get ${this.#path} ${local}`, signal);
    if (status === 'OK') return { content: this.#scratch.content() };
    if (status !== undefined && absent.has(status)) return failure('TargetNotFound', { about: this.#folder });
    return status !== undefined && denied.has(status) ? 'denied' : this.#why(status, 'read a file', signal);
  }

  overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    return this.#put(content, signal);
  }

  /** By its exact name, which needs no right to list; 16 = also hidden and system files. */
  async remove(signal: AbortSignal): Promise<StepResult> {
    const status = await this.#client.ask(`wdel 0x16 ${this.#path}`, signal);
    if (status === 'OK' || (status !== undefined && absent.has(status))) return 'done';
    return status !== undefined && denied.has(status) ? 'denied' : this.#why(status, 'delete a file', signal);
  }

  /** What holds the name of the file, which no other test has; a name that would mean several is left alone. */
  async removeCopies(signal: AbortSignal): Promise<boolean> {
    const { folder, name } = this.#place;
    const stem = stemOf(name);
    if ((await this.#client.ask(`ls ${quotedPath(folder, `*${stem}*`)}`, signal)) === undefined) return false;
    const names = this.#client.text.split(/\r?\n/).flatMap((one) => line.exec(one)?.[1] ?? []);
    const copies = names.filter((one) => one !== name && one.includes(stem) && !/["*?<>|:\\/]/.test(one));
    for (const copy of copies.slice(0, mostCopies)) {
      await this.#client.ask(`wdel 0x16 ${quotedPath(folder, copy)}`, signal);
    }
    return copies.length > 0;
  }

  async #put(content: string, signal: AbortSignal): Promise<StepResult> {
    this.#scratch.fill(content);
    const status = await this.#client.ask(`put ${local} ${this.#path}`, signal);
    if (status === 'OK') return 'done';
    if (status !== undefined && denied.has(status)) return 'denied';
    const cause = full[status ?? ''];
    if (cause === undefined) return this.#why(status, 'write a file', signal);
    return failure('AccessRefused', { about: this.#folder, causes: [cause] });
  }

  #why(status: string | undefined, step: string, signal: AbortSignal): Failure {
    return status === undefined ? lost(this.#folder, signal) : failed(`${step} in ${this.#folder}`);
  }
}
