import { userInfo } from 'node:os';
import type { Facts, Looked, Opened } from '../../driver.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { ProbeFile } from '../../probe/probe-file.ts';
import type { Account } from '../../verdict.ts';
import { look } from './look.ts';
import { hold, probeFile, type Held } from './probe-file.ts';

/** A directory that the system shows, or refuses, to the operator's own user. */
export class Directory implements Opened {
  readonly facts: Facts = { account: operatorsUser() };
  readonly #path: string | Failure;
  readonly #plan: Plan;
  #held: Held | undefined;

  /** @param path - without links, or why the system does not show it */
  constructor(path: string | Failure, plan: Plan) {
    this.#path = path;
    this.#plan = plan;
  }

  async look(): Promise<Looked | Failure> {
    if (typeof this.#path !== 'string') return this.#path;
    const access = await look(this.#path);
    if (isFailure(access)) return access;
    const { access: wanted } = this.#plan.requires;
    if (access.read === 'Denied' && (wanted === undefined || wanted.includes('Read'))) {
      return failure('PermissionDenied', { about: `read the directory ${this.#path}`, access });
    }
    return this.#plan.proof ? this.#holding(this.#path, { access }) : { access };
  }

  probeFile(name: string): ProbeFile {
    if (!this.#held) throw new Error('a probe comes after a look');
    return probeFile(this.#held.path, name);
  }

  async close(): Promise<void> {
    await this.#held?.release();
  }

  async #holding(path: string, looked: Looked): Promise<Looked | Failure> {
    const held = await hold(path);
    if (isFailure(held)) return held;
    this.#held = held;
    return looked;
  }
}

/** A user id that has no name, as containers like to have, is an error of userInfo. */
function operatorsUser(): Account {
  const uid = process.getuid?.();
  try {
    const { username } = userInfo();
    return { id: uid === undefined ? username : String(uid), name: username };
  } catch {
    return { id: String(uid), name: `uid ${String(uid)}` };
  }
}
