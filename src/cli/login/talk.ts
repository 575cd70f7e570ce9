import { spawn } from 'node:child_process';
import { visible } from '../../api/visible.ts';
import type { SignIn, SignInRefusal } from '../../connectors/index.ts';
import type { TypedLines } from './typed-lines.ts';

export type Say = (text: string) => void;

export interface Talk {
  lines: TypedLines;
  say: Say;
}

/**
 * The browser of the person: `$BROWSER`, or that of the system, started without a shell. Whoever has none here takes the
 * address that is printed.
 */
export function openBrowser(url: string, { BROWSER }: Readonly<Record<string, string | undefined>>, say: Say): void {
  const ofSystem = { darwin: ['open'], win32: ['explorer.exe'] }[process.platform as string] ?? ['xdg-open'];
  const [command = '', ...args] = BROWSER?.trim() ? BROWSER.trim().split(/\s+/) : ofSystem;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => say(`No browser can be started here (${command}): open the address yourself.`));
  child.unref();
}

export function sentence({ what, fix }: SignInRefusal): string {
  return fix === undefined ? what : `${what} ${fix}`;
}

/**
 * The address first; a paste is taken while the listener waits, so that it works over SSH and in a container as well.
 * @param isHere - a browser of this machine was opened: the short address, which leads to the long one, will do
 */
export async function waited(signIn: SignIn, { lines, say }: Talk, isHere: boolean): SignIn['result'] {
  const { shortUrl, userCode, paste, takes, url, scope } = signIn;
  const isShort = isHere && shortUrl !== undefined;
  say(`Open this address: ${isShort ? shortUrl : url}`);
  if (scope) say(`It asks for: ${scope}`);
  if (userCode !== undefined) say(`Code: ${userCode}\nGo on only if you started this sign-in yourself.`);
  if (!paste) return signIn.result;
  if (isShort) say('For a browser of another machine, press Enter: the whole address is shown.');
  say(`Or paste the ${takes === 'Paste' ? 'code, or the ' : ''}whole address that the browser ends on.`);
  void pasted(signIn, paste, { lines, say });
  return signIn.result;
}

/** What did not end the sign-in is told by it, whether it was pasted or came in a callback. */
const toldApart: ReadonlySet<string> = new Set(['StateMismatch', 'CodeReplayed']);

/** One line after the other: what follows a paste that was taken answers a later question. */
async function pasted(
  { result, url }: SignIn,
  paste: NonNullable<SignIn['paste']>,
  { lines, say }: Talk,
): Promise<void> {
  for (;;) {
    const line = await lines.next(result);
    if (line === undefined) return;
    if (line.trim() === '') {
      say(`Open this address: ${url}`);
      continue;
    }
    const taken = await paste(line);
    if (taken.kind === 'signedIn') return;
    // What ends the sign-in is said at its end.
    const isOver = await Promise.race([result.then(() => true), Promise.resolve().then(() => false)]);
    if (isOver) return;
    if (!toldApart.has(taken.code)) say(sentence(taken));
  }
}

interface Item {
  id: string;
  label: string;
}

/** The one that the person means; undefined where nobody answers. */
export async function chosen(setting: string, items: readonly Item[], { lines, say }: Talk): Promise<Item | undefined> {
  say(`This account has several. Which one is ${setting}?`);
  items.forEach(({ id, label }, index) => say(`  ${index + 1}  ${visible(label)} (${visible(id)})`));
  for (;;) {
    say(`A number from 1 to ${items.length}:`);
    const answer = await lines.next();
    if (answer === undefined) return undefined;
    const found = items[Number(answer.trim()) - 1] ?? items.find(({ id }) => id === answer.trim());
    if (found) return found;
  }
}

/** @param consequence - what happens after a yes */
export async function agreed(consequence: string, { lines, say }: Talk): Promise<boolean> {
  say(`Is this the account? ${consequence} [y/N]`);
  // A pipe that has ended agrees to nothing.
  const answer = (await lines.next()) ?? '';
  return /^y(es)?$/i.test(answer.trim());
}
