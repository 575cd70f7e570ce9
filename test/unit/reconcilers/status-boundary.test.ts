import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { refusal, registry, type Verdict } from '../../../src/connectors/index.ts';
import { displayNameOf } from '../../../src/reconcilers/display-name.ts';
import { bounded, cut, withoutSecrets } from '../../../src/reconcilers/status-boundary.ts';

const emoji = '😀';
const charactersOf = (text = '') => Array.from(text).length;

describe('cut', () => {
  it.each([
    ['a short text', 'abc', 'abc'],
    ['a text that just fits', 'abcdef', 'abcdef'],
    ['a long text', 'abcdefg', 'abcde…'],
    ['pairs that just fit', emoji.repeat(6), emoji.repeat(6)],
    ['pairs that are too many', emoji.repeat(7), `${emoji.repeat(5)}…`],
    ['a pair at the end', `abcd${emoji}fg`, `abcd${emoji}…`],
    ['half a pair that was there before', 'ab\ud83d', 'ab\ufffd'],
  ])('%s', (_name, text, wanted) => {
    expect(cut(text, 6)).toBe(wanted);
    expect(wanted.isWellFormed()).toBe(true);
  });
});

describe('bounded', () => {
  const long = emoji.repeat(20_000);
  const status = {
    displayName: long,
    observedGeneration: 3,
    account: { id: long, administrator: true },
    checks: Array.from({ length: 20 }, () => ({ name: 'Resolved', result: 'Failed', reason: long })),
    conditions: [{ type: 'Connected', message: long, reason: 'UnexpectedReply' }],
    hostKey: { host: `${'h'.repeat(253)}:22`, fingerprint: 'sha256:x' },
  };

  it('gives every text and every list its limit', () => {
    const found = bounded(status);

    expect(charactersOf(found.displayName)).toBe(255);
    expect(charactersOf(found.account.id)).toBe(255);
    expect(found.checks).toHaveLength(8);
    expect(charactersOf(found.conditions[0]?.message)).toBe(1024);
    expect(Buffer.byteLength(found.conditions[0]?.message ?? '')).toBeLessThan(32_768);
  });

  it('leaves numbers, booleans and what a host key is compared with', () => {
    const found = bounded(status);

    expect(found).toMatchObject({ observedGeneration: 3, account: { administrator: true }, hostKey: status.hostKey });
  });

  it('changes nothing the second time', () => {
    expect(bounded(bounded(status))).toEqual(bounded(status));
  });
});

describe('withoutSecrets', () => {
  const secret = 'canary-5e1f"90';
  const connection: Connection = {
    metadata: { name: 'finance-box', namespace: 'migration', uid: 'u', resourceVersion: '1' },
    spec: { platform: 'box', config: { url: 'https://files.example.com' } },
  };
  const platform = registry.get('box');
  const verdictOf = (name: string): Verdict => ({
    outcome: 'connected',
    credential: 'Accepted',
    account: { id: '1', name, email: name, tenant: name },
    access: { read: 'Granted' },
    expiresAt: new Date(0),
    checks: [{ name: 'Resolved', result: 'Passed' }],
  });
  const told = (verdict: Verdict, secrets: string[]) => withoutSecrets(verdict, { secrets, connection, platform });

  it.each([
    ['plain', secret],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 behind a user name', Buffer.from(`u:${secret}`).toString('base64')],
    ['URL', encodeURIComponent(secret)],
    ['JSON', JSON.stringify(secret)],
  ])('an account has no secret in it: %s', (_name, text) => {
    const found = told(verdictOf(`before ${text} after`), [secret]);

    expect(JSON.stringify(found)).not.toContain(text.slice(1, -1));
    expect(found).toMatchObject({ account: { id: '1', name: expect.stringContaining('[REDACTED]') } });
    expect(found).toMatchObject({ access: { read: 'Granted' }, expiresAt: new Date(0) });
  });

  it('nor has what is wrong', () => {
    const problems = [{ at: `secret.${secret}`, kind: 'invalid' as const, what: `is ${secret}` }];
    const refused: Verdict = { ...refusal('SecretInvalid', `is ${secret}`), causes: [secret], fix: secret, problems };

    expect(JSON.stringify(told(refused, [secret]))).not.toContain('canary');
  });

  it.each([
    ['a word of the catalogue', 'credential'],
    ['a word of the Platform', 'Client ID'],
    ['a word of the Connection', 'finance'],
    ['a short one', 'Read'],
  ])('leaves what stands openly elsewhere, which would else be told: %s', (_name, value) => {
    const verdict = verdictOf(`before ${value} after`);

    expect(told(verdict, [value])).toEqual(verdict);
  });

  it('keeps a learned host key as it is', () => {
    const hostKey = { host: 'files.corp:22', fingerprint: 'sha256:canary-fingerprint' };

    expect(told({ ...verdictOf('x'), hostKey }, ['canary-fingerprint'])).toMatchObject({ hostKey });
  });
});

describe('displayName', () => {
  const of = (config: Record<string, unknown>, name = 'svc') =>
    displayNameOf(
      { metadata: { name: 'c', uid: 'u', resourceVersion: '1' }, spec: { platform: 'webdav', config } },
      'WebDAV',
      { id: '1', name },
    );

  it.each([
    [{ url: 'https://user:canary@dav.example.com/x' }, 'WebDAV (dav.example.com)'],
    [{ host: 'user:canary@files.example.com' }, 'WebDAV (svc)'],
    [{ host: 'user:can@ry@files.example.com:22' }, 'WebDAV (svc)'],
    [{ host: 'files.example.com/?token=canary' }, 'WebDAV (files.example.com)'],
    [{ host: 'files.example.com' }, 'WebDAV (files.example.com)'],
    [{ host: 'user:canary@' }, 'WebDAV (svc)'],
    [{}, 'WebDAV (svc)'],
  ])('of %j is %s', (config, wanted) => {
    expect(of(config)).toBe(wanted);
  });

  it('is not cut in the middle of a character', () => {
    const found = of({}, emoji.repeat(300));

    expect(found.isWellFormed()).toBe(true);
    expect(charactersOf(found)).toBe(255);
  });
});
