import { describe, expect, it } from '@jest/globals';
import { SmbProbeFile } from '../../../../../src/connectors/drivers/smb/probe-file.ts';
import type { Scratch } from '../../../../../src/connectors/drivers/smb/scratch.ts';
import { probeAccess } from '../../../../../src/connectors/probe/probe-file.ts';

const name = '.connection-test-7d5e';
const looked = { read: 'Granted', write: 'Granted', update: 'NotTestable', delete: 'NotTestable' } as const;

/** Where what is written to a name that is taken goes. */
type Renaming = (path: string) => string;

/** An smbclient and a share with these files; it prints what Samba's prints. */
function shareWith(files: Map<string, string>, renaming: Renaming) {
  let held = '';
  const scratch = { fill: (text: string) => void (held = text), content: () => held } as unknown as Scratch;
  const lines = (part: string) =>
    [...files]
      .filter(([path]) => path.startsWith('in\\') && path.includes(part))
      .map(
        ([path, { length }]) =>
          `  ${path.slice(3).padEnd(30)}      A ${String(length).padStart(8)}  Mon Nov 23 12:00:00 2026\n`,
      );
  const commands: string[] = [];
  const client = {
    text: '',
    async ask(command: string): Promise<string> {
      commands.push(command);
      const path = /"\\([^"]*)"/.exec(command)?.[1] ?? '';
      if (command.startsWith('ls ')) {
        const found = lines(path.slice(3).replaceAll('*', ''));
        client.text = found.join('');
        return found.length > 0 ? 'OK' : 'NO_SUCH_FILE';
      }
      if (command.startsWith('put ')) files.set(files.has(path) ? renaming(path) : path, held);
      else if (!files.has(path)) return 'OBJECT_NAME_NOT_FOUND';
      if (command.startsWith('get ')) held = files.get(path)!;
      if (command.startsWith('wdel ')) files.delete(path);
      return 'OK';
    },
  };
  return { file: new SmbProbeFile(client, scratch, { folder: 'in', name, mayList: true }), commands };
}

describe('A share that puts another file beside the one that is overwritten', () => {
  it.each<[string, Renaming]>([
    ['a number', (path) => `${path}.1`],
    ['Copy of, with spaces', (path) => path.replace('in\\', 'in\\Copy of ')],
    ['a conflict', (path) => `${path} (conflict 2026-11-23)`],
  ])('does not let the account update, and nothing is left: %s', async (_, renaming) => {
    const files = new Map([['in\\finance.xlsx', 'kept']]);
    const { file } = shareWith(files, renaming);

    const access = await probeAccess(file, looked, new AbortController().signal);

    expect(access).toEqual({ ...looked, update: 'Denied', delete: 'Granted' });
    expect([...files]).toEqual([['in\\finance.xlsx', 'kept']]);
  });

  it('has nothing deleted whose name would mean other files too', async () => {
    const files = new Map([['in\\finance.xlsx', 'kept']]);
    const { file, commands } = shareWith(files, (path) => `${path}*`);

    await probeAccess(file, looked, new AbortController().signal);

    expect(commands.filter((one) => one.startsWith('wdel'))).toEqual([`wdel 0x16 "\\in\\${name}"`]);
    expect(files.has('in\\finance.xlsx')).toBe(true);
  });

  it('lets it update where it overwrites', async () => {
    const files = new Map<string, string>();
    const { file } = shareWith(files, (path) => path);

    const access = await probeAccess(file, looked, new AbortController().signal);

    expect(access).toEqual({ ...looked, update: 'Granted', delete: 'Granted' });
    expect([...files]).toEqual([]);
  });
});
