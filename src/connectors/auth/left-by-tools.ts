/** What a tool for secrets leaves in a value when it did not run, and how to put that. */
export const left: readonly [pattern: RegExp, what: string][] = [
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
  [
    /^https:\/\/[\w-]+\.(vault|managedhsm)\.[a-z.-]+\/(secrets|keys|certificates)\//,
    'is the address of a secret in Key Vault, not the secret itself',
  ],
  [/^vault:v\d+:[A-Za-z0-9+/=]+$/, 'is still encrypted by the transit engine of Vault: decrypt it first'],
  [/^EJ\[\d+:/, 'is still encrypted by EJSON: decrypt it first'],
  [/^encrypted:[A-Za-z0-9+/=]{20,}$/, 'is still encrypted by dotenvx: decrypt it first'],
  [/^U2FsdGVkX1[A-Za-z0-9+/=\s]{12,}$/, 'is still encrypted by OpenSSL: decrypt it first'],
  [/^ssm:\/[\w/.-]+$|^\/aws\/reference\/secretsmanager\/\S+$/, 'is a reference to a secret that was not replaced'],
  [/^aws:kms:\S+$/, 'is a reference to a secret that was not replaced'],
  [
    /^(conjur!|!var[ :]|akeyless:|keyring:|(k8s|kubernetes):secrets?\/|lastpass:\/\/|secretRef:|keyvaultref:)\S*\/?\S+$/i,
    'is a reference to a secret that was not replaced',
  ],
  [
    /^(var|local)\.[a-z_][\w-]*$|^(data|module|random_password|random_string)\.[a-z_][\w-]*\.[\w."[\]-]+$|^aws_[a-z_]+\.[\w-]+\.[a-z_]+$/,
    'is a reference of Terraform that was not replaced',
  ],
  [/^\u0000GITCRYPT\u0000/, 'is still encrypted by git-crypt: unlock the repository first'],
  [
    /^(?=[a-z0-9+.-]{2,40}:\/\/\S)[a-z0-9+.-]{0,38}(aws|gcp?-?sm|gcp-?secret|keyvault|azkv|akv|vault|secret|ssm|kms|sops|doppler|infisical|bws|bitwarden|keepass|keeper|conjur|cyberark|dapr|k8s|kubernetes|lpass|gopass|env)/i,
    'is a reference to a secret that was not replaced',
  ],
  [
    /^(pass|bw|sm|op|tss|dl|ksm|gsm|gcp|berglas|bao|chamber|credstash):\/\/\S+$|^sm@[\w/-]+$/i,
    'is a reference to a secret that was not replaced',
  ],
  [/^!(Ref|Sub|GetAtt|ImportValue|env|secret|include|reference) \S/, 'is a tag of YAML that was not resolved'],
  [/\b(valueFrom|secretKeyRef)["']?\s*:/, 'is a reference to a key of a Secret: Kubernetes resolves it in Pods only'],
];

/** A line of a file of variables, or a command, where only its value or its output belongs. */
export const lines: readonly [pattern: RegExp, what: string][] = [
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
