import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Access, AccessAnswer } from '../../verdict.ts';
import { commonRefusal, unexpected, type Moment } from './refusals.ts';
import type { Reply } from './reply.ts';
import { momentOf, type Session } from './session.ts';

const untold: Access = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };
const missing = /no such|not found|not exist|cannot find|can't find|could ?n[o']t find|unknown (file|directory|path)/i;
const forbidden = /permission|denied|not permitted|not allowed|access|privilege/i;

/**
 * Goes to the directory and asks what may be done there. Only the control connection is used, and nothing is written.
 * @returns the rights as far as the server tells them, or why there is no such directory.
 */
export async function lookAt(session: Session, path: string | undefined): Promise<Access | Failure> {
  const moment = momentOf(session);
  const home = session.home && understood(session.home, moment);
  if (home && isFailure(home)) return home;
  if (path !== undefined) {
    // IIS and others read paths in an encoding of their own until they are told; those that know no other refuse.
    const told = /[^ -~]/.test(path) ? await ask(session, 'OPTS UTF8 ON', moment) : undefined;
    if (told && isFailure(told)) return told;
    const there = await ask(session, `CWD ${path}`, moment);
    if (isFailure(there)) return there;
    if (!hasGone(there.code)) return notThere(there, path, moment);
  }
  return rightsHere(session, moment);
}

/** 200, 250 or a code that nobody knows, but none that answers another command or says that it does nothing (RFC 959, 4.2.2). */
function hasGone(code: number): boolean {
  return code >= 200 && code < 300 && ![202, 257].includes(code) && !/^2[123]/.test(String(code));
}

async function ask({ control, context }: Session, command: string, moment: Moment): Promise<Reply | Failure> {
  return understood(await control.ask(command, context.signal), moment);
}

function understood(reply: Reply | Failure, moment: Moment): Reply | Failure {
  return isFailure(reply) ? reply : (commonRefusal(reply, moment) ?? reply);
}

function notThere({ code, text }: Reply, path: string, moment: Moment): Failure {
  if (code !== 550 && code !== 553 && code !== 450) return unexpected(moment, 'answers CWD in an unknown way');
  const words = text.replaceAll(path, '');
  if (missing.test(words)) return failure('TargetNotFound', { about: `the directory ${path}` });
  // vsftpd has one text for a directory that is not there and for one that may not be opened.
  const causes = forbidden.test(words) ? [] : ['it is not there', 'the account may not open it'];
  // RFC 959, 4.2.2: it may pass by itself.
  if (code === 450 && causes.length > 0) return unexpected(moment, `does not open ${path} now`);
  return failure('PermissionDenied', { about: `open ${path}`, causes, access: { read: 'Denied' } });
}

async function rightsHere(session: Session, moment: Moment): Promise<Access | Failure> {
  const features = await ask(session, 'FEAT', moment);
  if (isFailure(features)) return features;
  const mlst = features.code === 211 ? /^[ \t]*MLST\b(.*)$/im.exec(features.text)?.[1] : undefined;
  if (mlst === undefined) return untold;
  session.mlst = true;
  if (!/\bperm\b/i.test(mlst)) return untold;
  if (!/\bperm\*/i.test(mlst)) {
    const chosen = await ask(session, 'OPTS MLST type;perm;', moment);
    if (isFailure(chosen)) return chosen;
  }
  const listed = await ask(session, 'MLST', moment);
  if (isFailure(listed)) return listed;
  return listed.code === 250 ? rightsOf(listed.text) : untold;
}

/** The fact `perm` of a directory (RFC 3659, 7.5.5). It says nothing of changing the files in it. */
function rightsOf(text: string): Access {
  const facts = text.split('\n').find((line) => /^\s?[^ =;]+=[^ ;]*;/.test(line)) ?? '';
  const perm = /(?:^\s?|;)perm=([a-z]*);/i.exec(facts)?.[1]?.toLowerCase();
  if (perm === undefined) return untold;
  const has = (letter: string): AccessAnswer => (perm.includes(letter) ? 'Granted' : 'Denied');
  return { read: has('l'), write: has('c'), update: 'NotTestable', delete: has('p') };
}
