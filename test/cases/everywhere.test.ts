import { describe, expect, it } from '@jest/globals';
import { planConnection, registry, type Platform } from '../../src/connectors/index.ts';
import { secretBytes, testNow } from '../support/test-context.ts';
import type { PlatformCase, PlatformCases } from '../platforms/case.ts';

/** What people leave in a Secret, at every key of every method of every platform; nothing of it may be sent. */
const left: [tool: string, text: string, says: RegExp][] = [
  ['SOPS', 'ENC[AES256_GCM,data:p4Kd9w==,iv:Yx8=,tag:4Rk=,type:str]', /SOPS/],
  ['Ansible Vault', '$ANSIBLE_VAULT;1.1;AES256\n6231353464', /Ansible Vault/],
  ['Argo CD', '<path:kv/data/partner#value>', /Argo CD Vault Plugin/],
  ['a workflow', '${{ secrets.PARTNER }}', /workflow/],
  ['a template', '{{ .Values.partner.value }}', /template/],
  ['vals', 'ref+vault://kv/partner#/value', /vals/],
  ['1Password', 'op://migration/partner/value', /1Password/],
  ['a person', 'changeme', /placeholder/],
  ['a form', 'REPLACE-WITH-VALUE', /placeholder/],
  ['a variable', '${PARTNER_VALUE}', /variable/],
];

interface Tested {
  name: string;
  platform: Platform;
  each: PlatformCase;
}

const tested = await goodTests();

it('knows a good test of nearly every method', () => {
  const methods = [...registry.values()].flatMap(({ spec }) => (spec.retired ? [] : spec.methods));

  expect(tested.length).toBeGreaterThan(methods.length * 0.95);
});

function said({ platform, each }: Tested, secret: Record<string, string>): string {
  const planned = planConnection({
    platform,
    method: each.method,
    config: each.config,
    secret: secretBytes(secret),
    requires: each.requires,
    serviceAccountName: each.identityToken === undefined ? undefined : 'migration-bot',
    now: testNow,
  });
  if ('plan' in planned) return 'planned';
  return `${planned.verdict.reason}: ${'about' in planned.verdict ? planned.verdict.about : ''}`;
}

describe('A key of the Secret that nobody filled in', () => {
  it.each(tested)('$name', (one) => {
    const wrong: string[] = [];
    for (const key of Object.keys(one.each.secret ?? {})) {
      for (const [tool, text, says] of left) {
        const found = said(one, { ...one.each.secret, [key]: text });
        const isSaid = found.startsWith('SecretInvalid: ') && found.includes(key) && says.test(found);
        if (!isSaid) wrong.push(`${key} of ${tool}: ${found}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});

describe('A key of the Secret in typographic quotation marks', () => {
  it.each(tested)('$name', (one) => {
    const wrong: string[] = [];
    for (const [key, value] of Object.entries(one.each.secret ?? {})) {
      if (/^\s*[{[]|-----BEGIN /.test(value)) continue;
      const found = said(one, { ...one.each.secret, [key]: `“${value}”` });
      if (!/^SecretInvalid: .*is in quotation marks: take them away/.test(found)) wrong.push(`${key}: ${found}`);
    }

    expect(wrong).toEqual([]);
  });
});

/** A name of the key as other tools write it. */
const spellings: [string, (key: string) => string][] = [
  ['snake', (key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
  ['kebab', (key) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)],
  ['variable', (key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()],
  ['lower', (key) => key.toLowerCase()],
];

describe('A key of the Secret in another spelling', () => {
  it.each(tested)('$name', (one) => {
    const wrong: string[] = [];
    const { secret = {} } = one.each;
    for (const key of requiredOf(one)) {
      for (const [style, spell] of spellings) {
        const other = spell(key);
        if (other === key || other in secret) continue;
        const renamed = Object.fromEntries(
          Object.entries(secret).map(([name, value]) => [name === key ? other : name, value]),
        );
        const found = said(one, renamed);
        const isNamed = found.includes(other) && found.includes(key);
        if (found !== 'planned' && !isNamed) wrong.push(`${other} (${style}): ${found}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});

/** Without a key that is optional, a test says what it says without it. */
function requiredOf({ platform, each }: Tested): string[] {
  const method = platform.spec.methods.find(({ name }) => name === each.method);
  const required = (method?.secret?.['required'] ?? []) as string[];
  return required.filter((key) => each.secret?.[key] !== undefined);
}

async function goodTests(): Promise<Tested[]> {
  const found: Tested[] = [];
  for (const platform of registry.values()) {
    // One after the other: Jest links modules that others have begun to import only then.
    const { cases } = (await import(`../platforms/${platform.name}/cases.ts`)) as { cases: PlatformCases };
    for (const { name } of platform.spec.methods) {
      const each = cases.find(({ kind, method }) => kind === 'connected' && method === name);
      if (each) found.push({ name: `${platform.name}, ${name}`, platform, each });
    }
  }
  return found;
}
