import { left, lines } from './left-by-tools.ts';
import { withinQuotes } from './quotes.ts';

/** Longer texts than this are looked at by their beginning alone. */
const longest = 4096;

/** A file has quotation marks and comments of its own. */
export const isFile = (text: string) => /^\s*(\{(?!\{)|\[(?!\[))|-----BEGIN /.test(text);

/** Brackets around what a template or workflow fills in. */
const brackets: readonly [open: string, close: string, what: string][] = [
  ['${{', '}}', 'is an expression of a workflow that was not replaced'],
  ['{{', '}}', 'is a template that was not rendered'],
  ['{%', '%}', 'is a template that was not rendered'],
  ['<%', '%>', 'is a template that was not rendered'],
  ['$[[', ']]', 'is an expression of a workflow that was not replaced'],
  ['[[ ', ' ]]', 'is a template that was not rendered'],
];

/** The whole value is the name of a variable. */
const variables: readonly RegExp[] = [
  /^\$\{[A-Za-z_][\w.-]*(:?[-=?+][^}]*)?\}$/,
  // `${env:NAME}`, `${ssm:/path}`, `${file(./secrets.yml):key}`, `${data.secret.data["key"]}`
  /^\$\{[A-Za-z_][\w.-]*(:|\(|\.?\[)[^{}\s]+\}$/,
  /^\$env:[A-Za-z_]\w*$/i,
  /^\$__(file|env|vault|secret)\{[^{}]+\}$|^\$\[[A-Za-z_][\w.']*\]$|^%\{[A-Za-z_][^{}]*\}$/,
  /^%\([A-Za-z_]\w*\)s$/,
  /^%%[A-Z][A-Z0-9_]*%%$/,
  /^<<[\w .-]+>>$/,
  /^(os\.getenv|os\.environ\.get|os\.Getenv|getenv|credentials|System\.getenv|Environment\.GetEnvironmentVariable|env|config|lookup)\((["'][^"']+["'](, ?["'][^"']+["'])*|[A-Z][A-Z0-9_]*)\)$/,
  /^\$?secrets\.[A-Za-z_]\w*$/,
  /^\[\[[A-Za-z_][\w.-]*\]\]$/,
  /^(ENV\[["']?\w+["']?\]|env[.:][A-Z][A-Z0-9_]*|process\.env\.\w+|os\.environ\[["']\w+["']\])$/,
  /^\$(PASSWORD|PASS|TOKEN|SECRET|KEY|USER|USERNAME|APIKEY)$/,
  /^\$\([A-Za-z_][\w.]*\)$/,
  /^\(\([A-Za-z_][\w./:-]*\)\)$/,
  /^%[A-Za-z_][\w.]*%$/,
  /^#\{[\w.-]+\}#?$/,
  /^__[A-Z][A-Z0-9_]*__$|^__([a-z]+_)*(password|token|secret|key|username|value)__$/,
  /^@@?[A-Z][A-Z0-9_]*@@?$/,
  /^\$[A-Z][A-Z0-9]*_[A-Z0-9_]+$/,
];

/** What people write where a value has to go, and call nothing else. */
const words: readonly RegExp[] = [
  /^(change|replace|fill|generate)[-_ ]?me\d{0,4}!?([-_ !].*)?$/i,
  /^REPLACE([-_ ].*)?$/,
  /^(change|replace|update|edit|fill|insert|enter|put|add)[-_ ](this|it|with|here|your)[-_ ].*$/i,
  /^(insert|enter|put|paste|your|placeholder)[-_ ](.*[-_ ])?(password|token|secret|key|passphrase|username|value)([-_ ]here)?$/i,
  /^(.*[-_ ])?(password|token|secret|key|passphrase|username|value)[-_ ](goes[-_ ])?here$/i,
  /^to[-_ ]?be[-_ ]?(changed|replaced|filled|set|defined|determined|done|provided)([-_ ].*)?$/i,
  /^(todo|tbd|fixme|placeholder)[:_].*$/i,
  /^(fixme|placeholder|-?redacted-?)$/i,
  /^(TODO|TBD)$/,
  /^your(password|token|secret|key|passphrase|username)(here)?$/i,
  /^(see|ask|stored in|kept in|comes from|managed by|provided by|injected by|(will be )?set by) (the )?(vault|1password|keepass|bitwarden|lastpass|key ?vault|infisical|doppler|eso|ci|pipeline|terraform|ansible|sops|sealed[- ]secrets?|external[- ]secrets?)$/i,
  /^(x{3,16}|\*{3,}|\.{3,}|…|[•●░█▒]{3,})$/i,
  /^<[^<>]+>$/,
  /^(null|NULL|Null|NaN|undefined|\[object [A-Z]\w+\]|%!s\(<nil>\))$/,
  /^(""|'')$|^%![a-z]\([^()]*\)$|^\*+ ?(redacted|masked|hidden) ?\*+$/i,
  /^[[({](your|the|my|insert|enter)?[-_ ]?([a-z]+[-_ ])?(password|token|secret|key|passphrase|username|value)([-_ ]here)?[\])}]$/i,
  /^[[({](redacted|masked|hidden|filtered|removed|secure|protected|concealed|unset|not shown|not set|sensitive( value)?|known after apply)[\])}]$/i,
];

/** Of words that somebody may have encoded on purpose only those that nobody uses as a password. */
const encodedWords = words.slice(0, 8);

const pathOfFile = 'is the path of a file, not what it contains';
const unreplaced = 'is a placeholder that was not replaced';

/** What no credential is, but a share, a folder or an export may be called. */
const noCredential: typeof left = [
  [/^(tba|tbd|todo|masked|not[-_ ]?set|unset|n\/a|none|nil)$/i, unreplaced],
  [
    /^(change|replace|update|edit|set|fill|insert|enter|put|add)[-_ ]?(me|this|it|in|with|here|your)\d{0,4}([-_ !].*)?$/i,
    unreplaced,
  ],
  [/^(my|dummy|fake|example|sample)[-_ ](.*[-_ ])?(password|token|secret|key|passphrase|username|value)$/i, unreplaced],
  [/^(\/var)?\/(run|etc|mnt|vault)\/(secrets?|vault|keys?)(-store)?\/\S+$/, pathOfFile],
  [
    /^[a-z]:\\[^\r\n]{1,250}\.\w{1,8}$|^file:\/{0,3}[\w.]\S*$|^@?[\w./-]*\/[\w.-]+\.(txt|json|pem|key|env|ya?ml)$/i,
    pathOfFile,
  ],
];

/** A token of a vendor's page of examples, and one that was copied from where it is shown in part. */
const parts: readonly [pattern: RegExp, what: string][] = [
  [/x{8}|\*{5}|•{4}/i, unreplaced],
  [/^[A-Za-z]{2,12}[-_]your[-_]/i, unreplaced],
  // Words alone: a program makes none of them.
  [
    /^(not|no|some|any|this|that|the|a|an|fake|bogus|dummy)[-_ ](.*[-_ ])?(password|token|secret|key|credential|value)s?$/i,
    unreplaced,
  ],
  [/\.{3}$|…/, 'was copied where it is shown in part: copy the whole value'],
  [/^file:\/\/\S/i, pathOfFile],
];

/**
 * Why a value cannot be the one that is meant: it was never decrypted, replaced or filled in. Nothing of that kind may be
 * sent: each one counts against the account.
 * @param free - whether a person thinks the value of, so that it may be anything; else a program made it
 * @param isName - whether it is what a person called a thing
 * @returns the end of a sentence that begins with the value's name; undefined where it may be what is meant
 * @example placeholderFlaw('<path:kv/data/partner#password>')
 * // → 'is a placeholder of the Argo CD Vault Plugin that was not replaced'
 */
export function placeholderFlaw(text: string, { free = true, isName = false } = {}): string | undefined {
  const bare = text.slice(0, longest).trim();
  const forms = [...left, ...(/[\r\n]/.test(bare) ? [] : lines), ...(free || isFile(bare) ? [] : parts)];
  const tool = forms.find(([pattern]) => pattern.test(bare));
  if (tool) return tool[1];
  const bracket = brackets.find(([open, close]) => holds(bare, open, close));
  if (bracket) return bracket[2];
  if (variables.some((pattern) => pattern.test(bare))) return 'is the name of a variable that was not replaced';
  const word = withinQuotes(bare, { free: false }) ?? bare;
  if (words.some((pattern) => pattern.test(word))) return unreplaced;
  return isName ? undefined : (noCredential.find(([pattern]) => pattern.test(word))?.[1] ?? encodedFlaw(bare));
}

/** The base64 of a placeholder, as it stands under `data` of a manifest that was filled in nowhere. */
function encodedFlaw(bare: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,2048}={0,2}$/.test(bare) || bare.length % 4 !== 0) return undefined;
  const text = Buffer.from(bare, 'base64').toString('utf8').trim();
  const isOne =
    /^[\x20-\x7e]{6,}$/.test(text) &&
    (brackets.some(([open, close]) => holds(text, open, close)) ||
      [...variables, ...encodedWords].some((pattern) => pattern.test(text)));
  return isOne ? 'is the base64 of a placeholder that was not replaced' : undefined;
}

const variableInside = 'has the name of a variable in it that was not replaced';
const inside: readonly [pattern: RegExp, what: string][] = [
  [/\$\{[A-Za-z_][\w.-]*(:?[-=?+][^{}]*)?\}|\$\([A-Z_]+\)/, variableInside],
  [/^\$[A-Z][A-Z0-9_]*$|:\/\/\$[A-Za-z_]\w*/, variableInside],
  [/<[A-Za-z][\w .-]{0,60}>/, 'has a placeholder in it that was not replaced'],
  [
    /(^|[/.:@])your[-_](domain|site|tenant|instance|organi[sz]ation|org|company|subdomain|account|server|host|workspace)\./i,
    'has a placeholder in it that was not replaced',
  ],
];

/** The same of a setting: a person puts it together, and a part of it may be what was not filled in. */
export function settingFlaw(text: string): string | undefined {
  const bare = text.slice(0, longest);
  return placeholderFlaw(bare, { isName: true }) ?? inside.find(([pattern]) => pattern.test(bare))?.[1];
}

/** A regular expression would look for the end anew from each beginning. */
function holds(text: string, open: string, close: string): boolean {
  const start = text.indexOf(open);
  return start >= 0 && text.includes(close, start + open.length);
}
