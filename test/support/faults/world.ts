import type { Connection } from '../../../src/api/resources.ts';
import { Cluster, connectionKind, type Api, type Stored } from './cluster.ts';
import { Replica } from './replica.ts';
import { right, Server } from './server.ts';

const leaseMs = 15_000;

/** A cluster, a platform, and the operator between them. */
export class World {
  readonly cluster = new Cluster();
  readonly server = new Server(this.cluster);
  replica!: Replica;
  /** The second operator, which takes over. */
  standby: Replica | undefined;
  /** Processes that were killed. */
  kills = 0;

  start(): void {
    this.replica = new Replica(this.cluster, this.server);
  }

  /** SIGKILL, and another one takes over. */
  restart(): void {
    if (!this.replica.isDead) this.replica.kill();
    this.kills += 1;
    this.start();
  }

  standBy(): void {
    this.standby = new Replica(this.cluster, this.server, false);
  }

  /** The one that leads is killed, or sleeps for too long; the one that stands by takes over once the Lease has expired. */
  failOver(): void {
    if (!this.replica.isDead) this.replica.kill();
    this.kills += 1;
    const next = this.standby ?? new Replica(this.cluster, this.server, false);
    this.replica = next;
    this.cluster.clock.setTimeout(() => next.isDead || next.lead(), leaseMs);
    this.standBy();
  }

  /** Watches end, and begin anew with a list (410 Gone). */
  relist(): void {
    this.replica.recover();
    this.standby?.recover();
  }

  cut(): void {
    this.replica.cut();
    this.standby?.cut();
  }

  set(api: Api): void {
    const wasDown = this.cluster.api === 'down';
    this.cluster.api = api;
    if (wasDown && api !== 'down') this.relist();
  }

  secret(name: string, password: string | undefined): void {
    const values = { username: `u-${name}`, ...(password === undefined ? {} : { password }) };
    const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
    this.cluster.put('Secret', name, { data: Object.fromEntries(data) as Record<string, string> });
  }

  touch(kind: string, name: string): void {
    if (this.cluster.objects.has(`${kind} team/${name}`)) this.cluster.put(kind, name);
  }

  connect(name: string, spec: Partial<Connection['spec']> = {}): void {
    const before = this.connection(name)?.spec;
    const config = { url: 'https://dav.example.com/' };
    const whole = { platform: 'webdav', config, secretRef: { name: 's' }, ...before, ...spec };
    this.cluster.put('Connection', name, { ...connectionKind, spec: whole });
  }

  request(name: string, value: string): void {
    if (!this.connection(name)) return;
    const annotations = { 'connection-operator.dev/test-requested-at': value };
    this.cluster.put('Connection', name, { metadata: { annotations } as never });
  }

  connection(name: string): Stored | undefined {
    return this.cluster.objects.get(`Connection team/${name}`);
  }

  /** `Connected`, `Failed SecretNotFound`, … */
  said(name: string): string {
    const { state = 'nothing', conditions = [] } = this.connection(name)?.status ?? {};
    const reason = conditions.find(({ type }) => type === 'Connected')?.reason ?? '';
    return state === 'Connected' || state === 'Suspended' ? state : `${state} ${reason}`;
  }

  advance(ms: number): Promise<void> {
    return this.cluster.clock.advance(ms);
  }
}

/** A world at work with one Connection, `c`, that was found Connected. */
export async function connectedWorld(interval = '0s'): Promise<World> {
  const world = new World();
  world.secret('s', right);
  world.connect('c', { test: { interval } });
  world.start();
  await world.advance(5000);
  if (world.said('c') !== 'Connected') throw new Error(`c is ${world.said('c')}`);
  return world;
}
