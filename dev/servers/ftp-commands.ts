import { setTimeout } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { dataSocket, listenForData, readAll } from './ftp-data.ts';
import { joined } from './ftp-files.ts';
import { send, type FtpAnswer, type FtpSession } from './ftp-session.ts';

type Command = (session: FtpSession, argument: string) => string | Promise<string | undefined> | undefined;

const beforeSignIn = new Set(['USER', 'PASS', 'AUTH', 'PBSZ', 'PROT', 'FEAT', 'QUIT']);

/** Answers one command, or says in `violations` why it should not have come. */
export async function answer(session: FtpSession, line: string): Promise<void> {
  const { state } = session;
  const [verb = '', ...words] = line.split(' ');
  state.commands.push(verb);
  const times = state.commands.filter((command) => command === verb).length;
  const { answers = {}, dropAt } = state.options;
  if (verb === 'PASS') notePassword(session);
  if (dropAt?.command === verb && dropAt.time === times) return void session.socket.destroy();
  const scripted = Object.hasOwn(answers, verb) ? answers[verb] : undefined;
  if (scripted !== undefined) {
    script(session, scripted, words.join(' '));
    return send(session, scripted);
  }
  const command = commands[verb];
  if (!command) state.violations.push(`command ${verb}`);
  else if (!session.account && !beforeSignIn.has(verb)) state.violations.push(`${verb} before the sign-in`);
  const reply = command ? await command(session, words.join(' ')) : '502 not implemented';
  if (reply !== undefined) send(session, reply);
}

/** What a scripted reply to USER or PASS has for a consequence. */
function script(session: FtpSession, reply: FtpAnswer, username: string): void {
  const code = typeof reply === 'string' ? reply.slice(0, 3) : '';
  if (session.account) return;
  if (code === '331') Object.assign(session, { username, asked: true });
  if (code === '230' || code === '232') session.account = { username, password: '' };
}

function notePassword(session: FtpSession): void {
  const { state } = session;
  state.logins += 1;
  if (!session.asked) state.violations.push('PASS that was not asked for');
  if (state.options.tls && !session.encrypted) state.violations.push('a password in the clear');
}

const commands: Readonly<Record<string, Command>> = {
  AUTH(session, mechanism) {
    const { tls } = session.state.options;
    if (mechanism !== 'TLS' || tls?.mode !== 'explicit') return '502 not implemented';
    send(session, '234 go on');
    session.encrypt();
    return undefined;
  },
  PBSZ(session) {
    session.bufferSize = session.encrypted;
    return session.encrypted ? '200 PBSZ=0' : '503 TLS first';
  },
  PROT(session, level) {
    if (!session.bufferSize) return '503 PBSZ first';
    session.privateData = level === 'P';
    return '200 so be it';
  },
  USER(session, username) {
    session.username = username;
    session.asked = true;
    return '331 Please specify the password.';
  },
  PASS: signIn,
  PWD: ({ directory }) => `257 "${directory}" is where you are`,
  CWD(session, path) {
    const wanted = joined(session.directory, path);
    if (!session.state.tree.isDirectory(wanted)) return `550 ${path}: No such file or directory`;
    session.directory = wanted;
    return '250 there';
  },
  FEAT({ state: { options } }) {
    const perm = { 'without rights': '', 'rights not chosen': 'perm;' }[options.mlst as string] ?? 'perm*;';
    return `211-Features:\r\n EPSV\r\n SIZE\r\n${options.mlst === 'none' ? '' : ` MLST type*;size*;${perm}\r\n`}211 End`;
  },
  OPTS(session, option) {
    if (option === 'UTF8 ON') return '200 always';
    if (option === 'MLST type;perm;') return '200 MLST OPTS type;perm;';
    session.state.violations.push(`OPTS ${option}`);
    return '501 what?';
  },
  MLST(session, name) {
    const { tree } = session.state;
    const path = name === '' ? session.directory : joined(session.directory, name);
    if (tree.isDirectory(path))
      return `250-Here:\r\n type=dir;perm=${tree.rights(session.account, path)}; ${path}\r\n250 End`;
    return tree.files.has(path) ? `250-Here:\r\n type=file; ${path}\r\n250 End` : `550 ${name}: not there`;
  },
  SIZE({ state: { tree }, directory }, name) {
    const content = tree.files.get(joined(directory, name));
    return content === undefined ? '550 Could not get file size.' : `213 ${content.length}`;
  },
  RNFR({ state: { tree }, directory }, name) {
    return tree.files.has(joined(directory, name)) ? '350 to where?' : '550 not there';
  },
  TYPE(session, type) {
    session.binary = type === 'I';
    return '200 as you like';
  },
  async EPSV(session) {
    return `229 Entering Extended Passive Mode (|||${await listenForData(session)}|)`;
  },
  async PASV(session) {
    const port = await listenForData(session);
    const address = (session.state.options.pasvAddress ?? '127.0.0.1').replaceAll('.', ',');
    return `227 Entering Passive Mode (${address},${port >> 8},${port & 255}).`;
  },
  async STOR(session, name) {
    const { tree } = session.state;
    if (!tree.mayWrite(session.account, session.directory)) return '550 Permission denied.';
    const socket = await dataSocket(session);
    if (!socket) return undefined;
    const path = joined(session.directory, name);
    const isTaken = session.state.options.renames === true && tree.files.has(path);
    tree.files.set(isTaken ? `${path}.1` : path, await readAll(socket));
    await setTimeout(session.state.options.storeDelayMs ?? 0);
    return '226 stored';
  },
  async NLST(session) {
    const socket = await dataSocket(session);
    if (!socket) return undefined;
    const inside = [...session.state.tree.files.keys()].filter((path) =>
      path.startsWith(joined(session.directory, '')),
    );
    socket.end(inside.map((path) => `${path.slice(path.lastIndexOf('/') + 1)}\r\n`).join(''));
    return '226 listed';
  },
  async RETR(session, name) {
    const content = session.state.tree.files.get(joined(session.directory, name));
    if (content === undefined) return '550 Failed to open file.';
    const socket = await dataSocket(session);
    if (!socket) return undefined;
    socket.end(content);
    return '226 sent';
  },
  DELE(session, name) {
    const { tree } = session.state;
    if (!tree.mayWrite(session.account, session.directory)) return '550 Permission denied.';
    return tree.files.delete(joined(session.directory, name)) ? '250 gone' : '550 not there';
  },
  QUIT(session) {
    session.left = true;
    send(session, '221 Goodbye.');
    session.socket.end();
    return undefined;
  },
};

function signIn(session: FtpSession, password: string): string {
  const { state, username, asked } = session;
  const { accounts = [], anonymous, tls } = state.options;
  session.asked = false;
  if (!asked) return '503 Login with USER first.';
  if (anonymous && ['anonymous', 'ftp'].includes(username)) {
    session.account = { username, password };
    return '230 Anonymous access granted.';
  }
  if (tls?.client !== undefined && !showsCertificate(session, tls.client)) return '530 Login incorrect.';
  if (state.passwords.get(username) !== password) return '530 Login incorrect.';
  session.account = accounts.find((account) => account.username === username);
  return '230 Login successful.';
}

function showsCertificate({ socket }: FtpSession, wanted: string): boolean {
  const shown = (socket as TLSSocket).getPeerX509Certificate();
  return shown?.fingerprint256 === new X509Certificate(wanted).fingerprint256;
}
