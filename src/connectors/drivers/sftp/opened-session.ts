import type { SFTPWrapper } from 'ssh2';
import type { Facts, Looked, Opened } from '../../driver.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { ProbeFile } from '../../probe/probe-file.ts';
import { lookAt } from './directory.ts';
import { SftpProbeFile } from './probe-file.ts';
import { openSubsystem } from './requests.ts';
import type { Session, Visit } from './session.ts';

/** An SSH session of an account; SFTP is opened in it for a look. */
export class OpenedSession implements Opened {
  readonly facts: Facts;
  readonly #session: Session;
  readonly #visit: Visit;
  #sftp: SFTPWrapper | undefined;

  constructor(session: Session, visit: Visit) {
    const { username } = visit.login;
    const account = { id: username, name: username, tenant: session.fingerprint };
    this.facts = { account, hostKey: visit.trust.learned };
    this.#session = session;
    this.#visit = visit;
  }

  async look(): Promise<Looked | Failure> {
    const { plan, settings, login } = this.#visit;
    const sftp = await openSubsystem(this.#session);
    if (isFailure(sftp)) return sftp;
    this.#sftp = sftp;
    const found = await lookAt(this.#session, sftp, { path: settings.path, username: login.username });
    if (!isFailure(found)) return { access: found };
    return isDropBox(found, plan) ? { access: { ...found.access, write: 'NotTestable' } } : found;
  }

  probeFile(name: string): ProbeFile {
    if (!this.#sftp) throw new Error('a probe comes after a look');
    this.#session.linger();
    return new SftpProbeFile(this.#session, this.#sftp, { directory: this.#visit.settings.path, name });
  }

  async close(): Promise<void> {
    this.#session.client.end();
    this.#session.close();
  }
}

/** A directory that takes files and does not list them is good enough for those who asked for rights other than reading. */
function isDropBox({ access }: Failure, { requires }: Plan): boolean {
  return access?.read === 'Denied' && requires.access !== undefined && !requires.access.includes('Read');
}
