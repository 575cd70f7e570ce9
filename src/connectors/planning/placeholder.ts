/** Longer texts than this are looked at by their beginning alone. */
const longest = 4096;

/** What a tool for secrets leaves in a value when it did not run, and how to put that. */
const left: readonly [pattern: RegExp, what: string][] = [
  [/^ENC\[[A-Z0-9_]+,data:/, 'is still encrypted by SOPS: whatever applies it has to decrypt it'],
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
  [/^vault:[\w/.-]+#[\w.-]+$/, 'is a reference of Bank-Vaults that was not replaced'],
  [/^arn:aws[\w-]*:secretsmanager:/, 'is the ARN of a secret, not the secret itself'],
  [/^projects\/[^/\s]+\/secrets\/[^/\s]+/, 'is the name of a secret in Secret Manager, not the secret itself'],
  [/^@Microsoft\.KeyVault\(/i, 'is a reference to Azure Key Vault that was not replaced'],
  [/^https:\/\/[\w-]+\.vault\.azure\.net\/secrets\//, 'is the address of a secret in Key Vault, not the secret itself'],
  [/^\u0000GITCRYPT\u0000/, 'is still encrypted by git-crypt: unlock the repository first'],
  [
    /^(awssm|awsssm|awssecret|gcpsm|gcpsecretmanager|azurekeyvault|akv|sm|ssm|doppler|infisical|bws|keeper|conjur|secret|secretref(\+\w+)?):\/\/\S+$/i,
    'is a reference to a secret that was not replaced',
  ],
];

/** Brackets around what a template or workflow fills in. */
const brackets: readonly [open: string, close: string, what: string][] = [
  ['${{', '}}', 'is an expression of a workflow that was not replaced'],
  ['{{', '}}', 'is a template that was not rendered'],
  ['{%', '%}', 'is a template that was not rendered'],
  ['<%', '%>', 'is a template that was not rendered'],
];

/** The whole value is the name of a variable. */
const variables: readonly RegExp[] = [
  /^\$\{[A-Za-z_][\w.]*(:?[-=?+][^}]*)?\}$/,
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
  [/^(TOKEN|SECRET|KEY|PASSWORD|USERNAME)=\S/, 'begins with the name of a variable: keep only what comes after "="'],
  [
    /^(\$\((cat|base64|echo|kubectl|vault|aws|az|gcloud|op|pass|sops)\s[^)]*\)|`(cat|base64|kubectl|vault|op)\s[^`]*`)$/,
    'is a command that was not run',
  ],
];

/** What people write where a value has to go. */
const words: readonly RegExp[] = [
  /^(change|replace|update|edit|set|fill|insert|enter|put|add)[-_ ]?(me|this|it|in|with|here|your)([-_ !].*)?$/i,
  /^REPLACE([-_ ].*)?$/,
  /^(insert|enter|put|paste|your|my)[-_ ](.*[-_ ])?(password|token|secret|key|passphrase|username|value)([-_ ]here)?$/i,
  /^(todo|tbd|fixme|placeholder|redacted|\(redacted\)|\[redacted\])$/i,
  /^(x{4,16}|\*{3,}|\.{3,}|…|•{3,})$/i,
  /^<[^<>]+>$/,
  /^(null|undefined|\[object Object\]|\((sensitive( value)?|known after apply)\))$/,
];

/**
 * Why a value cannot be the one that is meant: it was never decrypted, replaced or filled in. Nothing of that kind may be
 * sent: each one counts against the account.
 * @returns the end of a sentence that begins with the value's name; undefined where it may be what is meant
 * @example placeholderFlaw('<path:kv/data/partner#password>')
 * // → 'is a placeholder of the Argo CD Vault Plugin that was not replaced'
 */
export function placeholderFlaw(text: string): string | undefined {
  const bare = text.slice(0, longest).trim();
  const tool = [...left, ...lines].find(([pattern]) => pattern.test(bare));
  if (tool) return tool[1];
  const bracket = brackets.find(([open, close]) => holds(bare, open, close));
  if (bracket) return bracket[2];
  if (variables.some((pattern) => pattern.test(bare))) return 'is the name of a variable that was not replaced';
  return words.some((pattern) => pattern.test(bare)) ? 'is a placeholder that was not replaced' : undefined;
}

/** A regular expression would look for the end anew from each beginning. */
function holds(text: string, open: string, close: string): boolean {
  const start = text.indexOf(open);
  return start >= 0 && text.includes(close, start + open.length);
}
