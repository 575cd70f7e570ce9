import ssh2, { type AuthContext, type Connection } from 'ssh2';

type Method = 'password' | 'publickey' | 'keyboard-interactive';

export interface SignInRules {
  username?: string;
  password?: string;
  /** Public key (authorized_keys line or PEM) that may sign in. */
  publicKey?: string;
  /** What the server says it takes; default: password and publickey as far as they are set. */
  methods?: Method[];
  /** Wants all of these, in this order, as AuthenticationMethods of OpenSSH does. */
  inTurn?: Method[];
  /** Questions of keyboard-interactive, one list a round; the first answer has to be the password. */
  questions?: { prompt: string; echo: boolean }[][];
  /** Lets anyone in without a credential. */
  open?: boolean;
  /** Takes a key that is only shown, and answers keyboard-interactive without a question. */
  unasking?: boolean;
  /** Asks for a new password instead of taking the right one (RFC 4252, 8). */
  passwordExpired?: boolean;
  /** Ends the connection on a wrong credential instead of answering, with this reason (RFC 4253, 11.1). */
  disconnectReason?: number;
  atSignIn?: 'closes' | 'is silent';
}

interface Visitor {
  client: Connection;
  rules: SignInRules;
  /** Methods of `inTurn` that are done. */
  done: number;
}

/** Checks each credential; `count` is told of every one that is shown. */
export function checkSignIn(client: Connection, rules: SignInRules, count: (method: Method) => void): void {
  const visitor: Visitor = { client, rules, done: 0 };
  client.on('authentication', (context) => {
    if (context.method === 'none') {
      if (rules.atSignIn === 'closes') return client.end();
      return rules.open ? context.accept() : context.reject(methodsOf(visitor));
    }
    if (rules.atSignIn === 'is silent') return;
    // A public key is first shown without a signature, which is part of the same attempt.
    if (context.method !== 'publickey' || context.signature === undefined) count(context.method as Method);
    judge(context, visitor);
  });
}

function methodsOf({ rules, done }: Visitor): ssh2.AuthenticationType[] {
  if (rules.inTurn) return rules.inTurn.slice(done, done + 1);
  return (
    rules.methods ?? [
      ...(rules.publicKey ? ['publickey' as const] : []),
      ...(rules.password ? ['password' as const] : []),
    ]
  );
}

function judge(context: AuthContext, visitor: Visitor): void {
  const { rules } = visitor;
  const known = context.username === (rules.username ?? 'svc') && methodsOf(visitor).includes(context.method);
  if (rules.unasking && context.method !== 'password') return letIn(visitor);
  const answer = (fits: boolean) => (fits ? accept(context, visitor) : refuse(context, visitor));
  if (!known) return answer(false);
  if (context.method === 'password') {
    if (rules.passwordExpired) return context.requestChange('Password expired. Change it now.', () => {});
    return answer(context.password === rules.password);
  }
  if (context.method === 'publickey') {
    // A key that is only shown and fits is asked for its signature.
    if (keyFits(context, rules) && context.signature === undefined) return context.accept();
    return answer(keyFits(context, rules));
  }
  if (context.method !== 'keyboard-interactive') return answer(false);
  ask(context, rules.questions ?? [[{ prompt: 'Password: ', echo: false }]], (given) =>
    answer(given === rules.password),
  );
}

function accept(context: AuthContext, visitor: Visitor): void {
  const { inTurn } = visitor.rules;
  if (inTurn) visitor.done += 1;
  if (inTurn && visitor.done < inTurn.length) context.reject(methodsOf(visitor), true);
  else context.accept();
}

/** `accept` would ask for the signature of a key first. */
function letIn({ client }: Visitor): void {
  const { _protocol: protocol } = client as unknown as { _protocol: { authSuccess(): void } };
  protocol.authSuccess();
}

function refuse(context: AuthContext, visitor: Visitor): void {
  const { client, rules } = visitor;
  if (rules.disconnectReason === undefined) return context.reject(methodsOf(visitor));
  const { _protocol: protocol } = client as unknown as { _protocol: { disconnect(reason: number): void } };
  protocol.disconnect(rules.disconnectReason);
  client.end();
}

function keyFits(context: ssh2.PublicKeyAuthContext, { publicKey = '' }: SignInRules): boolean {
  const allowed = ssh2.utils.parseKey(publicKey);
  if (allowed instanceof Error || !allowed.getPublicSSH().equals(context.key.data)) return false;
  return (
    context.signature === undefined ||
    (context.blob !== undefined && allowed.verify(context.blob, context.signature, context.hashAlgo))
  );
}

function ask(
  context: ssh2.KeyboardAuthContext,
  rounds: { prompt: string; echo: boolean }[][],
  end: (password: string | undefined) => void,
): void {
  const [first = [], ...others] = rounds;
  let password: string | undefined;
  const next = (questions: typeof first, left: typeof others): void => {
    context.prompt(questions, (answers) => {
      password ??= answers[0];
      const [following, ...rest] = left;
      if (following) next(following, rest);
      else end(password);
    });
  };
  next(first, others);
}
