import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { inPlaceOfSmbclient } from '../../support/smbclient.ts';
import { until } from '../../support/until.ts';

/** Tells its port, and begins when somebody listens there. */
const script = (directory: string, smbclient: string): string => `
for argument; do case $argument in --port=*) echo "\${argument#--port=}" >${directory}/part; esac; done
mv ${directory}/part ${directory}/port
while [ ! -e ${directory}/go ]; do sleep 0.02; done
exec ${smbclient} "$@"`;

/**
 * Listens at 127.0.0.2 while a test runs, at the port that its smbclient is given: where it is referred to another address,
 * it goes to the same port there.
 */
export async function withListenerElsewhere<T>(test: () => Promise<T>): Promise<{ result: T; connections: number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const { directory, remove } = inPlaceOfSmbclient(script);
  const listen = async () => {
    await until(() => existsSync(join(directory, 'port')));
    const port = Number(readFileSync(join(directory, 'port'), 'utf8'));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.2', resolve));
    writeFileSync(join(directory, 'go'), '');
  };
  try {
    const [result] = await Promise.all([test(), listen()]);
    return { result, connections };
  } finally {
    remove();
    server.close();
  }
}
