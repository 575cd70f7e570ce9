import { join } from 'node:path';
import { listens, startProgram, startPrograms, type Program } from '../programs/program.ts';
import { key, ways, type Place, type Way } from '../s3/served.ts';
import { builtRclone } from './program.ts';

/** `rclone serve s3`, a process for each way. */
export async function serveRclone(place: Place): Promise<Program[]> {
  const program = await builtRclone();
  return startPrograms(ways.map((way) => serve(program, way, place)));
}

function serve(program: string, way: Way, { data, folder, ports }: Place): Promise<Program> {
  const certificate = (name: string) => ['--cert', join(folder, `${name}.crt`), '--key', join(folder, `${name}.key`)];
  const flags: Record<Way, string[]> = {
    plain: [],
    tls: certificate('good'),
    expired: certificate('expired'),
    'read-only': ['--read-only'],
    open: [],
  };
  const keys = way === 'open' ? [] : ['--auth-key', `${key.accessKeyId},${key.secretAccessKey}`];
  const address = ['--addr', `127.0.0.1:${ports[way]}`];
  // Its memory of a folder would not see what another one of them has written.
  const command = [program, 'serve', 's3', data, ...address, '--dir-cache-time', '0s', ...keys, ...flags[way]];
  return startProgram([...command, '--config', '/dev/null'], { ready: () => listens(ports[way]) });
}
