import ssh2, { type FileEntry, type SFTPWrapper, type Stats } from 'ssh2';
import { isFailure, failure, type Failure } from '../../failure.ts';
import { stemOf, type Content, type ProbeFile, type StepResult } from '../../probe/probe-file.ts';
import { notFound } from './directory.ts';
import { asked, fileSystemOf, handleOnly, status, type Answer, type Callback } from './requests.ts';
import type { Session } from './session.ts';
import { trimEnd } from '../../language/trim-end.ts';

const { READ, WRITE, CREAT, EXCL, TRUNC } = ssh2.utils.sftp.OPEN_MODE;

/** A server makes one for each time that the file is written. */
const mostCopies = 4;

/** More than is ever written. */
const mostBytes = 4096;

/** The file of a probe, over a session that is open. */
export class SftpProbeFile implements ProbeFile {
  readonly #session: Session;
  readonly #sftp: SFTPWrapper;
  readonly #directory: string;
  readonly #path: string;
  readonly #name: string;
  readonly isNamed = true;

  constructor(session: Session, sftp: SFTPWrapper, { directory, name }: { directory: string; name: string }) {
    this.#session = session;
    this.#sftp = sftp;
    this.#directory = directory;
    this.#name = name;
    this.#path = `${trimEnd(directory, '/')}/${name}`;
  }

  async exists(signal: AbortSignal): Promise<boolean | Failure> {
    const found = await this.#ask((done: Callback<unknown>) => this.#sftp.lstat(this.#path, done), signal);
    if (isFailure(found)) return found;
    // Where looking is not allowed, creating tells.
    if ('value' in found || found.code === status.permissionDenied) return 'value' in found;
    return found.code === status.noSuchFile ? false : this.#failed('look for a file');
  }

  async create(content: string, signal: AbortSignal): Promise<StepResult> {
    // unverified: that servers other than OpenSSH take the flag for not overwriting (SSH_FXF_EXCL)
    const opened = await this.#open(WRITE | CREAT | EXCL, signal);
    if (isFailure(opened)) return opened;
    if (!('value' in opened)) {
      if (opened.code === status.permissionDenied) return 'denied';
      return opened.code === status.noSuchFile ? notFound(this.#directory) : this.#unwritable(opened, signal);
    }
    const written = await this.#write(opened.value, content, signal);
    // An empty file was made all the same.
    if (written === 'denied') await this.remove(signal);
    return written;
  }

  async read(signal: AbortSignal): Promise<Content> {
    const opened = await this.#open(READ, signal);
    if (isFailure(opened)) return opened;
    if (!('value' in opened)) {
      if (opened.code === status.noSuchFile) return notFound(this.#directory);
      return opened.code === status.permissionDenied ? 'denied' : this.#failed('open a file');
    }
    const handle = opened.value;
    const bytes = Buffer.alloc(mostBytes);
    const got = await this.#ask(
      (done: Callback<number>) => this.#sftp.read(handle, bytes, 0, mostBytes, 0, (error, count) => done(error, count)),
      signal,
    );
    const closed = await this.#close(handle, signal);
    if (isFailure(got)) return got;
    if ('value' in got) return isFailure(closed) ? closed : { content: bytes.toString('utf8', 0, got.value) };
    if (got.code === status.endOfFile) return { content: '' };
    return got.code === status.permissionDenied ? 'denied' : this.#failed('read a file');
  }

  async overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    // SFTP follows links, and one may have taken the place of the file.
    const found = await this.#ask((done: Callback<Stats>) => this.#sftp.lstat(this.#path, done), signal);
    if (isFailure(found)) return found;
    if ('value' in found && typeof found.value.mode === 'number' && !found.value.isFile()) {
      const about = `in ${this.#directory} something else has taken the place of the file that was written`;
      return failure('UnexpectedReply', { about });
    }
    const opened = await this.#open(WRITE | CREAT | TRUNC, signal);
    if (isFailure(opened)) return opened;
    if ('value' in opened) return this.#write(opened.value, content, signal);
    return opened.code === status.permissionDenied ? 'denied' : this.#unwritable(opened, signal);
  }

  async remove(signal: AbortSignal): Promise<StepResult> {
    const removed = await this.#ask(
      (done: Callback<void>) => this.#sftp.unlink(this.#path, (error) => done(error, undefined)),
      signal,
    );
    if (isFailure(removed)) return removed;
    if ('value' in removed || removed.code === status.noSuchFile) return 'done';
    return removed.code === status.permissionDenied ? 'denied' : this.#failed('delete a file');
  }

  async removeCopies(signal: AbortSignal): Promise<boolean> {
    const listed = await this.#ask((done: Callback<FileEntry[]>) => this.#sftp.readdir(this.#directory, done), signal);
    if (isFailure(listed) || !('value' in listed)) return false;
    const names = listed.value.map(({ filename }) => filename);
    const copies = names.filter((one) => one !== this.#name && one.includes(stemOf(this.#name)) && !one.includes('/'));
    for (const copy of copies.slice(0, mostCopies)) {
      const path = `${trimEnd(this.#directory, '/')}/${copy}`;
      await this.#ask((done: Callback<void>) => this.#sftp.unlink(path, (error) => done(error, undefined)), signal);
    }
    return copies.length > 0;
  }

  #ask<T>(ask: (done: Callback<T>) => unknown, signal: AbortSignal): Promise<Answer<T> | Failure> {
    return asked(this.#session, ask, signal);
  }

  #open(flags: number, signal: AbortSignal): Promise<Answer<Buffer> | Failure> {
    return this.#ask((done: Callback<Buffer>) => this.#sftp.open(this.#path, flags, handleOnly(done)), signal);
  }

  /** A quota may be noticed only when the file is closed. */
  async #write(handle: Buffer, content: string, signal: AbortSignal): Promise<StepResult> {
    const bytes = Buffer.from(content);
    const written = await this.#ask(
      (done: Callback<void>) => this.#sftp.write(handle, bytes, 0, bytes.length, 0, (error) => done(error, undefined)),
      signal,
    );
    const closed = await this.#close(handle, signal);
    for (const answer of [written, closed]) {
      if (isFailure(answer)) return answer;
      if ('value' in answer) continue;
      return answer.code === status.permissionDenied ? 'denied' : this.#unwritable(answer, signal);
    }
    return 'done';
  }

  #close(handle: Buffer, signal: AbortSignal): Promise<Answer<void> | Failure> {
    return this.#ask((done: Callback<void>) => this.#sftp.close(handle, (error) => done(error, undefined)), signal);
  }

  /** SSH_FX_FAILURE is OpenSSH's word for whatever has none of its own: a full disk, a quota, a read-only file system. */
  async #unwritable(answer: { code: unknown }, signal: AbortSignal): Promise<StepResult> {
    if (answer.code !== status.failure) return this.#failed('write a file');
    const fileSystem = await fileSystemOf(this.#session, this.#sftp, this.#directory, signal);
    if (fileSystem?.readOnly) return 'denied';
    const causes = fileSystem?.full
      ? [`the disk of ${this.#directory} is full`]
      : ['the disk is full', 'a quota is used up', 'the file system is read-only'];
    return failure('AccessRefused', { about: this.#directory, causes });
  }

  #failed(what: string): Failure {
    return failure('UnexpectedReply', { about: `the server fails to ${what} in ${this.#directory}` });
  }
}
