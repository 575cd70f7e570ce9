import { createServer } from 'node:net';

/** So many ports that are free, for servers that take their port from their settings. */
export async function freePorts(count: number): Promise<number[]> {
  const first = await freeRange(count);
  return Array.from({ length: count }, (_, index) => first + index);
}

/** The first of so many ports in a row that are free, below those that systems give away by themselves. */
export async function freeRange(count: number): Promise<number> {
  for (let first = 20_000 + Math.floor(Math.random() * 9000); ; first += count) {
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
