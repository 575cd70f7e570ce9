import type { Facts, Looked, Opened } from '../../driver.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { ProbeFile } from '../../probe/probe-file.ts';
import { lookAt } from './folder.ts';
import { inServersWords } from './own-words.ts';
import { SmbProbeFile } from './probe-file.ts';
import type { Run, Visit } from './run.ts';
import { nameOf } from './settings.ts';
import { shareRefusalOf } from './sign-in.ts';

/** A session that the server has let an account in to. */
export class OpenedShare implements Opened {
  readonly facts: Facts;
  readonly #run: Run;
  readonly #visit: Visit;
  readonly #open: boolean;
  #mayList = false;

  /** @param open - smbclient has the share open */
  constructor(run: Run, visit: Visit, open: boolean) {
    const name = nameOf(visit.settings.account);
    const { domain } = run.seen;
    this.facts = { account: { id: name, name, ...(domain === undefined ? {} : { tenant: domain }) } };
    this.#run = run;
    this.#visit = visit;
    this.#open = open;
  }

  async look(): Promise<Looked | Failure> {
    const { client, seen } = this.#run;
    const { plan, context, settings } = this.#visit;
    const { signal, now } = context;
    const refused = shareRefusalOf({ settings, seen, signal, nowMs: now() }, this.#open);
    if (refused) return refused;
    const found = await lookAt(inServersWords(client, seen), { settings, seen }, signal);
    if (isFailure(found)) return isDropBox(found, plan) ? { access: { ...found.access, read: 'Denied' } } : found;
    this.#mayList = true;
    return { access: found };
  }

  probeFile(name: string): ProbeFile {
    const { scratch, settings } = this.#visit;
    if (!scratch) throw new Error('a probe has something to write from');
    const client = inServersWords(this.#run.client, this.#run.seen);
    return new SmbProbeFile(client, scratch, { folder: settings.path, name, mayList: this.#mayList });
  }

  async close(): Promise<void> {
    this.#run.close();
    this.#visit.scratch?.close();
  }
}

/** A folder that takes files and does not list them is good enough for those who asked for rights other than reading. */
function isDropBox({ access }: Failure, { requires }: Plan): boolean {
  return access?.read === 'Denied' && requires.access !== undefined && !requires.access.includes('Read');
}
