import type { ServerHostKeyAlgorithm } from 'ssh2';
import type { DriverContext } from '../../context.ts';
import { failure, type Failure } from '../../failure.ts';
import type { LearnedHostKey } from '../../verdict.ts';
import { hostAndPort } from '../../transport/dial.ts';
import { algorithms } from './algorithms.ts';
import { fingerprintOf, readPins, typeOf, type Pin } from './host-keys.ts';
import type { Settings } from './settings.ts';

/** A host key that a server showed. */
export interface ShownKey {
  fingerprint: string;
  type: string | undefined;
}

/** Which host keys are trusted, and in which order to ask the server for them. */
export class HostKeyTrust {
  readonly #pins: readonly Pin[];
  readonly #revoked: ReadonlySet<string>;
  readonly #learning: boolean;
  readonly #allowed: readonly string[] | undefined;
  readonly #refused: ShownKey[] = [];
  readonly #host: string;
  #accepted: string | undefined;
  #confirmed = false;

  private constructor(pins: readonly Pin[], settings: Settings) {
    const revoked = pins.filter((pin) => pin.revoked).map(({ fingerprint }) => fingerprint);
    this.#revoked = new Set(revoked);
    this.#pins = pins.filter(({ fingerprint }) => !this.#revoked.has(fingerprint));
    this.#learning = this.#pins.length === 0 && settings.trustOnFirstUse;
    this.#allowed = settings.algorithms.hostKey;
    this.#host = hostAndPort(settings);
  }

  /** @returns what is wrong with `hostKeys`, if anything is. */
  static of(settings: Settings, trusted?: DriverContext['trustedHostKey']): HostKeyTrust | string {
    const pins = readPins(settings.hostKeys, settings);
    if (typeof pins === 'string') return pins;
    const none = pins.every(({ revoked }) => revoked);
    const known = settings.trustOnFirstUse && none && trusted?.host === hostAndPort(settings);
    return new HostKeyTrust(known ? [...pins, { fingerprint: trusted.fingerprint }] : pins, settings);
  }

  /** The first key that the server shows is trusted. */
  get learns(): boolean {
    return this.#learning;
  }

  /** The server has shown a key that is trusted. */
  get accepted(): boolean {
    return this.#accepted !== undefined;
  }

  /** The key that is trusted from now on because it was the first, whatever comes after. */
  get learned(): LearnedHostKey | undefined {
    if (!this.#learning || !this.#confirmed || this.#accepted === undefined) return undefined;
    return { host: this.#host, fingerprint: this.#accepted };
  }

  /** Is called once the server has signed with the key that was accepted. */
  confirm(): void {
    this.#confirmed = true;
  }

  accepts(blob: Buffer): boolean {
    const shown = { fingerprint: fingerprintOf(blob), type: typeOf(blob) };
    const trusted = this.#learning || this.#pins.some(({ fingerprint }) => fingerprint === shown.fingerprint);
    if (trusted && !this.#revoked.has(shown.fingerprint)) {
      this.#accepted = shown.fingerprint;
      return true;
    }
    this.#refused.push(shown);
    return false;
  }

  /**
   * Host key algorithms to offer: the server takes the first that it has, so those of the pinned keys come first, and
   * one whose key was refused is not asked for again.
   */
  offer(): ServerHostKeyAlgorithm[] {
    const pinned = new Set(this.#pins.map(({ type }) => type));
    const left = algorithms.hostKey.filter((name) => !this.#refused.some(({ type }) => type === typeFor(name)));
    const usable = left.filter((name) => this.#allowed?.includes(name) ?? true);
    return usable.toSorted((a, b) => Number(pinned.has(typeFor(b))) - Number(pinned.has(typeFor(a))));
  }

  /** A server has one key of each type: may one that it has not shown yet be the pinned one? */
  mayStillMatch(): boolean {
    const last = this.#refused.at(-1);
    if (!last || last.type === undefined || this.offer().length === 0) return false;
    return this.#pins.some(({ type }) => type === undefined || !this.#refused.some((shown) => shown.type === type));
  }

  /** Why no key of the server is trusted; undefined while none was refused. */
  refusal(): Failure | undefined {
    const [first] = this.#refused;
    if (!first) return undefined;
    const known = this.#pins.length > 0 || this.#refused.some(({ fingerprint }) => this.#revoked.has(fingerprint));
    return failure(known ? 'HostKeyMismatch' : 'HostKeyUnknown', { about: first.fingerprint });
  }
}

/** The type of key that a signature algorithm goes with (RFC 8332). */
function typeFor(algorithm: string): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
