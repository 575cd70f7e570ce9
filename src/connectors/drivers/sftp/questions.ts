/** Characters of a question that are read. */
const mostOfAPrompt = 4096;
const secondFactor =
  /code|token|otp|one[- ]time|einmal|verification|factor|duo|pin\b|authenticator|yubi|securid|challenge|response|\b(mfa|2fa|sms)\b/i;
/** Whose password is asked for: "Password for svc:", "Password on files01:". */
const whose = /\b(password\s+(?:for|on|at)\s+)(?:user\s+|host\s+)?(['"]?)([\w.-]+)\2/gi;
const factorAlone = /^(?:pass|verification|security|access)?-?(?:code|token|t?otp|factor|duo|pin|mfa|2fa|sms)$/i;

interface Asked {
  username: string;
  host?: string | undefined;
}

/** Whether a question is one for a second factor, whatever letters user and host have in their names. */
export function asksForCode(prompt: string, { username, host = '' }: Asked): boolean {
  const [label = ''] = host.split('.');
  // Of `ACME\svc` and `svc@acme.example` a server may name the account alone.
  const account = username.slice(username.lastIndexOf('\\') + 1).split('@')[0] ?? '';
  const unnamed = [username, account, host, label]
    .filter((name) => name !== '' && !factorAlone.test(name))
    .reduce(withoutName, withoutAddresses(prompt.slice(0, mostOfAPrompt)));
  return secondFactor.test(
    unnamed.replace(whose, (all, before: string, _quote, name: string) => (factorAlone.test(name) ? all : before)),
  );
}

/** Such as in "(svc@files) Password:". A pattern for them would look at each character of a long word again and again. */
function withoutAddresses(text: string): string {
  return text
    .split(/(?<=\s)(?=\S)|(?<=\S)(?=\s)/)
    .map((word) => (word.slice(1, -1).includes('@') ? ' ' : word))
    .join('');
}

/** A name counts where it is a word of its own, and not within another. */
function withoutName(text: string, name: string): string {
  return text
    .split(/(?<![\w.-])(?=[\w.-])|(?<=[\w.-])(?![\w.-])/)
    .map((word) => (word.toLowerCase() === name.toLowerCase() ? ' ' : word))
    .join('');
}
