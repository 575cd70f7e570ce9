import { withinQuotes } from './quotes.ts';

/** Longer texts than this are looked at by their beginning alone. */
const longest = 4096;

/** What a tool for secrets leaves in a value when it did not run, and how to put that. */
const left: readonly [pattern: RegExp, what: string][] = [
  [/^ENC\[[A-Z0-9_]+,data:/, 'is still encrypted by SOPS: whatever applies it has to decrypt it'],
  [/^ENC\[(PKCS7|GPG|[A-Z]{3,8}),/, 'is still encrypted by hiera-eyaml: decrypt it first'],
  [/^ENC\([A-Za-z0-9+/=_-]+\)$/, 'is still encrypted by Jasypt: decrypt it first'],
  [/^\{(cipher|AES|AES256|3DES)\}\S/, 'is still encrypted by its configuration server: decrypt it first'],
  [/"sops":\s*\{|^sops:\s/m, 'is a file that is still encrypted by SOPS: whatever applies it has to decrypt it'],
  [/^\$ANSIBLE_VAULT;/, 'is still encrypted by Ansible Vault: decrypt it first'],
  [/^!vault\b/, 'is still encrypted by Ansible Vault: decrypt it first'],
  [/^-----BEGIN AGE ENCRYPTED FILE-----|^age-encryption\.org\//, 'is still encrypted by age: decrypt it first'],
  [/^-----BEGIN PGP MESSAGE-----/, 'is still encrypted by PGP: decrypt it first'],
  // Two bytes of length (512), then the wrapped key: `encryptedData` of a SealedSecret.
  [/^Ag[A-D][A-Za-z0-9+/]{680,}={0,2}$/, 'is still encrypted by Sealed Secrets: it belongs into a SealedSecret'],
  [/^AQICAH[A-Za-z0-9+/]{100,}={0,2}$/, 'is still encrypted by AWS KMS: decrypt it first'],
  [/^<path:[^>]+>$/, 'is a placeholder of the Argo CD Vault Plugin that was not replaced'],
  [/^ref\+[a-z0-9]+:\/\//i, 'is a reference of vals that was not replaced'],
  [/^op:\/\/[^\s/]+\/\S/, 'is a reference of 1Password that was not replaced'],
  [/^(>>)?vault:[\w/.-]+#[\w.-]+(#\d+)?$/, 'is a reference of Bank-Vaults that was not replaced'],
  [/^arn:aws[\w-]*:(secretsmanager|ssm|kms):/, 'is the ARN of a secret, not the secret itself'],
  [/^projects\/[^/\s]+\/secrets\/[^/\s]+/, 'is the name of a secret in Secret Manager, not the secret itself'],
  [/^@Microsoft\.KeyVault\(/i, 'is a reference to Azure Key Vault that was not replaced'],
  [/^https:\/\/[\w-]+\.vault\.azure\.net\/secrets\//, 'is the address of a secret in Key Vault, not the secret itself'],
  [/^\u0000GITCRYPT\u0000/, 'is still encrypted by git-crypt: unlock the repository first'],
  [
    /^(?=[a-z0-9+.-]{2,40}:\/\/\S)[a-z0-9+.-]{0,38}(aws|gcp?-?sm|gcp-?secret|keyvault|azkv|akv|vault|secret|ssm|kms|sops|doppler|infisical|bws|bitwarden|keepass|keeper|conjur|cyberark|dapr|k8s|kubernetes|lpass|gopass|env)/i,
    'is a reference to a secret that was not replaced',
  ],
  [/^(pass|bw|sm|op|tss):\/\/\S+$/i, 'is a reference to a secret that was not replaced'],
  [/^!(Ref|Sub|GetAtt|ImportValue|env|secret|include|reference) \S/, 'is a tag of YAML that was not resolved'],
  [/\b(valueFrom|secretKeyRef)["']?\s*:/, 'is a reference to a key of a Secret: Kubernetes resolves it in Pods only'],
];

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
  /^%\([A-Za-z_]\w*\)s$/,
  /^%%[A-Z][A-Z0-9_]*%%$/,
  /^<<[\w .-]+>>$/,
  /^(ENV\[["']?\w+["']?\]|env[.:][A-Z][A-Z0-9_]*|process\.env\.\w+|os\.environ\[["']\w+["']\])$/,
  /^\$(PASSWORD|PASS|TOKEN|SECRET|KEY|USER|USERNAME|APIKEY)$/,
  /^\$\([A-Za-z_][\w.]*\)$/,
  /^\(\([A-Za-z_][\w./-]*\)\)$/,
  /^%[A-Za-z_]\w*%$/,
  /^#\{[\w.-]+\}#?$/,
  /^__[A-Z][A-Z0-9_]*__$/,
  /^@@?[A-Z][A-Z0-9_]*@@?$/,
  /^\$[A-Z][A-Z0-9]*_[A-Z0-9_]+$/,
];

/** A line of a file of variables, or a command, where only its value or its output belongs. */
const lines: readonly [pattern: RegExp, what: string][] = [
  [
    /^(export\s+)?[A-Z][A-Z0-9_]*_?(TOKEN|SECRET|KEY|PASSWORD|PASS|USER|USERNAME)=\S/,
    'begins with the name of a variable: keep only what comes after "="',
  ],
  [
    /^(export\s+)?(TOKEN|SECRET|KEY|PASSWORD|USERNAME)=\S/,
    'begins with the name of a variable: keep only what comes after "="',
  ],
  [
    /^["']?(password|passwd|username|token|client_?secret|api_?key|access_?token)["']?:\s+\S/i,
    'begins with the name of a field: keep only what comes after ":"',
  ],
  [
    /^(vault (kv|read)|kubectl get|op (read|item)|aws (secretsmanager|ssm)|az keyvault|gcloud secrets)\s/,
    'is a command that was not run',
  ],
  [
    /^(\$\((cat|base64|echo|kubectl|vault|aws|az|gcloud|op|pass|sops)\s[^)]*\)|`(cat|base64|kubectl|vault|op)\s[^`]*`)$/,
    'is a command that was not run',
  ],
];

/** What people write where a value has to go, and call nothing else. */
const words: readonly RegExp[] = [
  /^(change|replace|fill)[-_ ]?me\d{0,4}!?([-_ !].*)?$/i,
  /^REPLACE([-_ ].*)?$/,
  /^(change|replace|update|edit|fill|insert|enter|put|add)[-_ ](this|it|with|here|your)[-_ ].*$/i,
  /^(insert|enter|put|paste|your|placeholder)[-_ ](.*[-_ ])?(password|token|secret|key|passphrase|username|value)([-_ ]here)?$/i,
  /^(.*[-_ ])?(password|token|secret|key|passphrase|username|value)[-_ ](goes[-_ ])?here$/i,
  /^to[-_ ]?be[-_ ]?(changed|replaced|filled|set|defined|determined|done|provided)([-_ ].*)?$/i,
  /^(todo|tbd|fixme|placeholder)[:_].*$/i,
  /^(fixme|placeholder|-?redacted-?)$/i,
  /^(TODO|TBD)$/,
  /^(x{4,16}|\*{3,}|\.{3,}|…|•{3,})$/i,
  /^<[^<>]+>$/,
  /^(null|undefined|\[object Object\]|%!s\(<nil>\))$/,
  /^[[({](your|the|my|insert|enter)?[-_ ]?([a-z]+[-_ ])?(password|token|secret|key|passphrase|username|value)([-_ ]here)?[\])}]$/i,
  /^[[({](redacted|masked|hidden|filtered|removed|unset|not shown|sensitive( value)?|known after apply)[\])}]$/i,
];

const unreplaced = 'is a placeholder that was not replaced';

/** What no credential is, but a share, a folder or an export may be called. */
const noCredential: typeof left = [
  [/^(tba|tbd|todo|masked|not[-_ ]?set|unset|n\/a|none|nil)$/i, unreplaced],
  [
    /^(change|replace|update|edit|set|fill|insert|enter|put|add)[-_ ]?(me|this|it|in|with|here|your)\d{0,4}([-_ !].*)?$/i,
    unreplaced,
  ],
  [/^(my|dummy|fake|example|sample)[-_ ](.*[-_ ])?(password|token|secret|key|passphrase|username|value)$/i, unreplaced],
  [
    /^(\/var)?\/(run|etc|mnt|vault)\/(secrets?|vault|keys?)(-store)?\/\S+$/,
    'is the path of a file, not what it contains',
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
  [/^file:\/\/\S/i, 'is the path of a file, not what it contains'],
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
  const forms = [...left, ...lines, ...(free || isFile(bare) ? [] : parts)];
  const tool = forms.find(([pattern]) => pattern.test(bare));
  if (tool) return tool[1];
  const bracket = brackets.find(([open, close]) => holds(bare, open, close));
  if (bracket) return bracket[2];
  if (variables.some((pattern) => pattern.test(bare))) return 'is the name of a variable that was not replaced';
  const word = withinQuotes(bare, { free: false }) ?? bare;
  if (words.some((pattern) => pattern.test(word))) return unreplaced;
  return isName ? undefined : noCredential.find(([pattern]) => pattern.test(word))?.[1];
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
