import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Interface } from 'node:readline/promises';
import type { SignIn } from '../connectors/index.ts';

/** Whoever has no browser here takes the address that is printed. */
export function openBrowser(url: string): void {
  const [command, ...args] = { darwin: ['open'], win32: ['explorer.exe'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(command!, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** The address first; a paste is taken while the listener waits, so that it works over SSH and in a container as well. */
export async function waited(signIn: SignIn, lines: Interface, say: (text: string) => void): SignIn['result'] {
  say(`Open this address: ${signIn.url}`);
  if (signIn.userCode !== undefined) say(`Code: ${signIn.userCode}\nGo on only if you started this sign-in yourself.`);
  if (signIn.paste) {
    say(`Or paste the ${signIn.takes === 'Paste' ? 'code, or the' : ''} whole address that the browser ends on.`);
    const take = async (line: string) => {
      const taken = await signIn.paste!(line);
      if (taken.kind === 'refusal') say(taken.what);
    };
    const onLine = (line: string) => void take(line);
    lines.on('line', onLine);
    void signIn.result.then(() => lines.off('line', onLine));
  }
  return signIn.result;
}

export async function agreed(lines: Interface, say: (text: string) => void): Promise<boolean> {
  say('Is this the account? [y/N]');
  // A pipe that has ended agrees to nothing.
  const [answer = ''] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as string[];
  return /^y(es)?$/i.test(answer.trim());
}
