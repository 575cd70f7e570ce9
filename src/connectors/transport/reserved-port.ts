/** As the Linux NFS client: below are the ports of well-known services. */
const lowest = 665;
const highest = 1023;
/** Ports of our own may be in use, or rest in TIME_WAIT. */
const tries = 16;

let next = highest;

/**
 * Opens a connection from a source port below 1024; from any where this process may not, or none of a few is free.
 * @throws what `open` throws for another reason.
 */
export async function fromReservedPort<T>(open: (localPort?: number) => Promise<T>): Promise<T> {
  for (let left = tries; left > 0; left -= 1) {
    const port = next;
    next = next > lowest ? next - 1 : highest;
    try {
      return await open(port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM') break;
      if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL') throw error;
    }
  }
  return open();
}

/** Whether a connection came from such a port. */
export function isReserved(port: number | undefined): boolean {
  return port !== undefined && port > 0 && port <= highest;
}
