import type { Api, Stored } from './cluster.ts';
import { hour, minute } from './day.ts';
import { right, type Mode, type SignIn } from './server.ts';
import { World } from './world.ts';

const secrets = ['s-0', 's-1', 's-2'];
const connections = ['c-0', 'c-1', 'c-2', 'c-3'];
const apis: Api[] = ['up', 'up', 'down', 'Secrets denied', 'status refused', 'status lost', '500'];
const modes: Mode[] = ['up', 'up', '503', 'silent', 'a page'];
/** Longer than any credential is held. */
const settledMs = 30 * hour;

/** Numbers that look random, the same for each seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Asked {
  name: string;
  value: string;
  at: number;
  until: number;
}

/** Does one thing after another to a world, and says what each Connection must say once everything is well again. */
export class Model {
  readonly world = new World();
  readonly found = { wrong: [] as string[], untrue: [] as string[], above: [] as string[] };
  judged = 0;
  /** Sign-ins that were counted over all processes. */
  counted = 0;
  readonly #random: () => number;
  readonly #log: string[] = [];
  /** What was asked for by annotation, and until when it was not answered. */
  readonly #requests: Asked[] = [];
  readonly #deletions: number[] = [];
  #turn = 0;

  constructor(seed: number) {
    this.#random = dice(seed);
    Object.assign(this.world.cluster.clock, { random: this.#random });
    this.world.cluster.onStatus = (written) => this.#believe(written);
    for (const name of secrets) this.world.secret(name, right);
    for (const name of connections) this.#edit(name, {});
    this.world.start();
    this.world.standBy();
  }

  /** So many operations, then everything is well again for longer than anything is held. */
  async round(operations: number): Promise<void> {
    const { world } = this;
    for (let n = 0; n < operations; n += 1) {
      this.#turn += 1;
      this.#operate();
      await world.advance(this.#one([0, 5, 100, 1000, 10_000, minute, 20 * minute]));
      if (world.replica.isDead) this.#end();
    }
    world.cluster.killAt = Infinity;
    world.server.mode = 'up';
    world.cluster.clock.set(world.cluster.clock.now() - world.cluster.clock.wall());
    world.set('up');
    world.cluster.repeatsEvents = false;
    world.relist();
    await world.advance(settledMs);
  }

  judge(): void {
    for (const name of connections) {
      const expected = this.#expected(name);
      if (expected.length === 0) continue;
      this.judged += 1;
      const said = this.world.said(name);
      if (expected.includes(said)) continue;
      const last = this.#log.slice(-60).join('; ');
      this.found.wrong.push(`${this.#turn}: ${name} says ${said}, not ${expected.join(' or ')} after ${last}`);
    }
    this.#count();
  }

  #expected(name: string): string[] {
    const { world } = this;
    const spec = world.connection(name)?.spec;
    if (!spec) return [];
    if (spec.suspend) return ['Suspended'];
    const secret = world.cluster.objects.get(`Secret team/${spec.secretRef?.name}`);
    if (!secret) return ['Failed SecretNotFound'];
    const password = secret.data?.['password'];
    if (password === undefined) return ['Failed SecretKeyMissing'];
    // A response that is not understood is not asked for again by time.
    const unknown = spec.test?.interval === '0s' ? ['Retrying UnexpectedReply'] : [];
    return [isRight(password) ? 'Connected' : 'Failed CredentialsRejected', ...unknown];
  }

  /** Verdicts that were never true of the Secret that they name. */
  #believe({ metadata, status }: Stored): void {
    this.#answered(metadata.name, (value) => value === status?.lastHandledTestRequest);
    const { secret } = status?.lastTest ?? {};
    const password = this.world.cluster.passwords.get(`${secret?.uid} ${secret?.resourceVersion}`);
    const connected = status?.conditions?.find(({ type }) => type === 'Connected');
    const isUntrue =
      (connected?.status === 'True' && password !== right) ||
      (connected?.reason === 'CredentialsRejected' && password === right);
    if (isUntrue) this.found.untrue.push(`${this.#turn}: ${metadata.name} ${connected.reason} with ${password}`);
  }

  /** What each process may send of a password that is wrong: twice a day where it was refused, three times in half an hour where it was not answered, and what was asked for. */
  #count(): void {
    const { signIns } = this.world.server;
    const groups = Map.groupBy(
      signIns.filter(({ password }) => password !== right),
      ({ username, password, replica }) => `${password} of ${username} by process ${replica}`,
    );
    for (const [name, sent] of groups) {
      const refused = sent.filter(({ isRefused }) => isRefused);
      const silent = sent.filter(({ isRefused }) => !isRefused);
      const asked = (one: SignIn, ms: number) => this.#askedWithin(one.at, ms);
      const isAbove = (list: SignIn[], ms: number, most: number) =>
        list.some((one) => list.filter(({ at }) => at >= one.at && at < one.at + ms).length > most + asked(one, ms));
      if (isAbove(refused, 24 * hour, 2)) this.found.above.push(`${name}: refused more than twice in 24 h`);
      if (isAbove(silent, 30 * minute, 3))
        this.found.above.push(`${name}: not answered more than three times in 30 min`);
    }
    this.#countOverAll();
    this.world.server.signIns.splice(0, Math.max(0, signIns.length - 20_000));
  }

  /** Whatever ends and takes over: twice a day, but for what was asked for, where nothing that remembered was deleted and the account signed in with nothing else meanwhile. */
  #countOverAll(): void {
    const { signIns } = this.world.server;
    const sent = signIns.filter(({ password, isRefused }) => password !== right && isRefused);
    for (const [name, list] of Map.groupBy(sent, ({ username, password }) => `${password} of ${username}`))
      for (const { at, username } of list) {
        const isWithin = (time: number) => time >= at && time < at + 24 * hour;
        const isReset = signIns.some((one) => one.username === username && one.password === right && isWithin(one.at));
        if (isReset || this.#deletions.some(isWithin)) continue;
        this.counted += 1;
        const asked = this.#askedWithin(at, 24 * hour);
        const times = list.filter((one) => isWithin(one.at)).length;
        if (times > 2 + asked) this.found.above.push(`${name}: ${times} times in 24 h, over all processes`);
      }
  }

  /** A request that had to wait may be what a sign-in is for that comes much later. */
  #askedWithin(from: number, ms: number): number {
    return this.#requests.filter(({ at, until }) => until > from - minute && at <= from + ms).length;
  }

  /** A process is killed: the next one starts cold, or the one that stands by takes over. */
  #end(): void {
    if (this.#random() < 0.5) this.world.failOver();
    else this.world.restart();
  }

  #operate(): void {
    const { world } = this;
    const [secret, name] = [this.#one(secrets), this.#one(connections)];
    const all: Record<string, () => void> = {
      'right password': () => world.secret(secret, right),
      'wrong password': () => world.secret(secret, `wrong-${this.#one([1, 2, 3])}`),
      'new password': () => world.secret(secret, `new-${this.#turn}`),
      'no password': () => world.secret(secret, undefined),
      label: () => world.touch('Secret', secret),
      'delete Secret': () => world.cluster.remove('Secret', secret),
      edit: () => this.#edit(name, { displayName: `Name ${this.#turn}` }),
      interval: () => this.#edit(name, { test: { interval: this.#one(['0s', '5m', '1h']) } }),
      'another Secret': () => this.#edit(name, { secretRef: { name: secret } }),
      suspend: () => this.#edit(name, { suspend: this.#random() < 0.5 }),
      request: () => this.#request(name),
      'delete Connection': () => {
        this.#deletions.push(world.cluster.clock.now());
        world.cluster.remove('Connection', name);
      },
      api: () => world.set(this.#one(apis)),
      platform: () => (world.server.mode = this.#one(modes)),
      slow: () => (world.server.latencyMs = this.#one([0, 50, 2000, 20_000])),
      lag: () => (world.cluster.lagMs = this.#one([0, 5, 200, 3000])),
      clock: () => world.cluster.clock.set(this.#one([-hour, hour])),
      kill: () => this.#end(),
      'fail over': () => world.failOver(),
      'watch closed': () => world.cut(),
      'watch begins anew': () => world.relist(),
      'events twice': () => (world.cluster.repeatsEvents = this.#random() < 0.5),
      'slow API server': () => (world.cluster.latencyMs = this.#one([5, 5, 500, 8000])),
      'kill soon': () => (world.cluster.killAt = world.cluster.points + 1 + Math.floor(this.#random() * 12)),
    };
    const what = this.#one(Object.keys(all));
    this.#log.push(`${what} ${secret} ${name}`);
    all[what]!();
  }

  #edit(name: string, spec: object): void {
    const isNew = this.world.connection(name) === undefined;
    this.world.connect(name, { ...(isNew ? { secretRef: { name: this.#one(secrets) } } : {}), ...spec });
  }

  #request(name: string): void {
    const at = this.world.cluster.clock.now();
    this.#answered(name, (value) => value !== String(this.#turn));
    this.#requests.push({ name, value: String(this.#turn), at, until: Infinity });
    this.world.request(name, String(this.#turn));
  }

  #answered(name: string, isAnswered: (value: string) => boolean): void {
    const open = this.#requests.filter((one) => one.name === name && one.until === Infinity);
    for (const one of open) if (isAnswered(one.value)) one.until = this.world.cluster.clock.now();
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }
}

function isRight(encoded: string): boolean {
  return Buffer.from(encoded, 'base64').toString() === right;
}
