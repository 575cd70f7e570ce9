import { createServer, type Server, type Socket } from 'node:net';
import { joinCluster, type Cluster } from './cluster/cluster.ts';
import { startFakeDns, type FakeDns } from './fake-dns.ts';
import { startFloods, type Floods } from './floods.ts';

/** Namespaces that they are in. */
const namespaces = 50;
/** Written at a time. */
const parallel = 25;

/** Connections of strangers, in namespaces of theirs, whose tests may take five minutes. */
export interface Neighbours {
  namespaces: string[];
  /** For Node, so that the operator asks a name server that says nothing. */
  nodeArgs: string[];
  /** Tests that hang now, at a server that says nothing. */
  readonly hanging: number;
  /** Names that nobody has answered for. */
  readonly deadNames: number;
  /** Creates so many: of ten, one is of a dead name, one floods, and the rest say nothing. */
  create(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startNeighbours(): Promise<Neighbours> {
  const strangers = await Promise.all(Array.from({ length: namespaces }, joinCluster));
  const [tarpit, floods] = [await startTarpit(), await startFloods()];
  const dns = await startFakeDns(() => 'silent');
  return {
    namespaces: strangers.map(({ namespace }) => namespace),
    nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(asking(dns))}`],
    get hanging() {
      return tarpit.open;
    },
    get deadNames() {
      return new Set(dns.seen.filter((query) => query.startsWith('dead-'))).size;
    },
    async create(count) {
      await Promise.all(strangers.map((stranger) => stranger.secret('s', { username: 'u', password: 'p' })));
      const numbers = Array.from({ length: count }, (_, n) => n).values();
      const writer = async () => {
        for (const n of numbers) await createOne(strangers[n % namespaces]!, n, { tarpit, floods });
      };
      await Promise.all(Array.from({ length: parallel }, writer));
    },
    async stop() {
      floods.stop();
      await Promise.all([tarpit.stop(), dns.stop()]);
    },
  };
}

async function createOne(stranger: Cluster, n: number, at: { tarpit: Tarpit; floods: Floods }): Promise<void> {
  const { port } = at.tarpit;
  const silent = `http://127.${1 + (n >> 15)}.${(n >> 7) & 255}.${1 + (n & 127)}:${port}`;
  const kinds: Readonly<Record<number, string>> = {
    8: `http://dead-${n}.example:${port}`,
    9: `http://127.0.0.1:${at.floods.ports['100 Continue']}`,
  };
  // By the tens too, so that each namespace has all kinds.
  const url = kinds[(n + Math.floor(n / namespaces)) % 10] ?? silent;
  await stranger.connection(`c${n}`, { secretRef: { name: 's' }, config: { url }, test: { timeout: '5m' } });
}

/** A module that has every look-up of its process, which are by UDP and nothing else is, ask this server. */
function asking({ address }: FakeDns): string {
  const [host, port] = address.split(':');
  return `
    import { Socket } from 'node:dgram';
    const { connect } = Socket.prototype;
    Socket.prototype.connect = function () {
      return connect.call(this, ${port}, ${JSON.stringify(host)});
    };`;
}

interface Tarpit {
  port: number;
  /** Connections that are open. */
  readonly open: number;
  stop(): Promise<void>;
}

/** Takes connections at every address of this machine, and says nothing. */
async function startTarpit(): Promise<Tarpit> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return {
    port: (server.address() as { port: number }).port,
    get open() {
      return sockets.size;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
