import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import type { Connection } from '../../src/api/resources.ts';
import { patchStatus } from '../../src/reconcilers/guarded-status.ts';
import { connectionOfTeam, installGuarded, type Guarded } from './support/policies.ts';

/** May write Connections, and read no Secret. */
const blind = { user: 'blind' };
/** May also read the Secrets that the role `sees` names, and create tokens of the ServiceAccount bot. */
const sighted = { user: 'sighted' };

let guarded: Guarded;
const never = new AbortController().signal;

const connection = (spec: Partial<ConnectionSpec>, name = 'files') => connectionOfTeam(name, spec);

const existing = ['connection', 'existing', '-n', 'team'];
const huge = ['connection', 'huge', '-n', 'team'];
const config = { host: 'files.example.com' };

beforeAll(async () => {
  guarded = await installGuarded(
    [],
    async ({ refusal }) =>
      (await refusal(blind, 'create', connection({ secretRef: { name: 'files' } }), '--dry-run=server')).includes(
        'Policy',
      ),
    async ({ plane, kubectl, bind }) => {
      const role = ['create', 'role', '-n', 'team'];
      await kubectl(...role, 'writes', '--verb=*', '--resource=connections.connection-operator.dev');
      const names = ['--resource-name=files', '--resource-name=proxy'];
      await kubectl(...role, 'sees', '--verb=get', '--resource=secrets', ...names);
      await kubectl(...role, 'acts', '--verb=create', '--resource=serviceaccounts/token', '--resource-name=bot');
      await bind('writes', 'blind', 'sighted');
      await bind('sees', 'sighted');
      await bind('acts', 'sighted');
      await kubectl('create', 'namespace', 'another');
      await kubectl(
        'create',
        'clusterrole',
        'writes',
        '--verb=create',
        '--resource=connections.connection-operator.dev',
      );
      await kubectl('create', 'rolebinding', 'writes', '-n', 'another', '--clusterrole=writes', '--user=sighted');
      const text = 'x'.repeat(300_000);
      for (const object of [
        connection({ secretRef: { name: 'files' }, config }, 'existing'),
        connection({ secretRef: { name: 'files' }, config: { text } }, 'huge'),
      ])
        await plane.kubectl(['create', '-f', '-'], { input: JSON.stringify(object) });
    },
  );
}, 600_000);

afterAll(() => guarded?.stop());

const references: [string, Partial<ConnectionSpec>][] = [
  ['spec.secretRef', { secretRef: { name: 'files' } }],
  ['spec.proxyRef', { proxyRef: { name: 'files' } }],
  ['spec.tls.caRef', { tls: { caRef: { kind: 'Secret', name: 'files' } } }],
];

describe('the Secret of', () => {
  it.each(references)('%s: who may not get it is told so, and how to go on', async (field, spec) => {
    const said = await guarded.refusal(blind, 'create', connection(spec));

    expect(said).toContain(`${field} names Secret files, and blind is not allowed to get it in namespace team`);
    expect(said).toContain('kubectl create role NAME -n team --verb=get --resource=secrets --resource-name=files');
  });

  it.each(references)('%s: who may get it may name it', async (_field, spec) => {
    expect(await guarded.refusal(sighted, 'create', connection(spec), '--dry-run=server')).toBe('');
  });

  it('another name is not what somebody may get, beside one that is', async () => {
    const spec = { secretRef: { name: 'files' }, proxyRef: { name: 'other' } };

    expect(await guarded.refusal(sighted, 'create', connection(spec))).toContain('spec.proxyRef names Secret other');
  });

  it('another namespace is not where somebody may get it', async () => {
    const elsewhere = connection({ secretRef: { name: 'files' } });
    elsewhere.metadata.namespace = 'another';

    expect(await guarded.refusal(sighted, 'create', elsewhere)).toContain('not allowed to get it in namespace another');
  });

  it('nobody is asked about, where none is named', async () => {
    const spec = { tls: { caRef: { name: 'corp-ca' } } };

    expect(await guarded.refusal(blind, 'create', connection(spec), '--dry-run=server')).toBe('');
  });
});

describe('a ServiceAccount', () => {
  const spec = { serviceAccountName: 'bot' };
  const proxyRef = { name: 'proxy' };

  it('signs in for those who may create tokens of it', async () => {
    expect(await guarded.refusal(blind, 'create', connection(spec))).toContain(
      'spec.serviceAccountName is bot, and blind is not allowed to create a token of it in namespace team',
    );
    expect(await guarded.refusal(sighted, 'create', connection(spec), '--dry-run=server')).toBe('');
  });

  it.each([
    ['serverName', { serverName: 'files.corp' }],
    ['caRef', { caRef: { name: 'corp-ca' } }],
  ])('has no proxy that could read its token: tls.%s', async (_name, tls) => {
    expect(await guarded.refusal(sighted, 'create', connection({ ...spec, proxyRef, tls }))).toContain(
      'spec.proxyRef cannot be combined with spec.tls.serverName or spec.tls.caRef',
    );
    expect(await guarded.refusal(sighted, 'create', connection({ ...spec, tls }), '--dry-run=server')).toBe('');
    expect(await guarded.refusal(sighted, 'create', connection({ proxyRef, tls }), '--dry-run=server')).toBe('');
  });

  it('may have a proxy', async () => {
    expect(await guarded.refusal(sighted, 'create', connection({ ...spec, proxyRef }), '--dry-run=server')).toBe('');
  });
});

describe('limits', () => {
  const kib = (count: number) => 'x'.repeat(count * 1024);

  it.each([
    ['one text', { text: kib(65) }],
    ['many keys', Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key-of-a-setting-${index}`, 1]))],
    ['a list of lists', { list: Array.from({ length: 20 }, () => [[kib(4)]]) }],
    ['objects in objects', { a: { b: { c: { d: { e: kib(65) } } } } }],
    ['1 MiB', { text: kib(1024) }],
  ])('spec.config is not longer than 64 KiB: %s', async (_name, long) => {
    expect(await guarded.refusal(sighted, 'create', connection({ config: long }))).toContain(
      'spec.config is longer than 65536 characters',
    );
  });

  it.each([
    ['no settings', undefined],
    [
      'every kind of value',
      { text: 'ä"\\', number: 1.5, yes: true, nothing: null, list: [1, 'a', []], object: { a: {} } },
    ],
    ['60 KiB', { text: kib(60) }],
  ])('spec.config may have %s', async (_name, short) => {
    const spec = short === undefined ? {} : { config: short as ConnectionSpec['config'] };

    expect(await guarded.refusal(sighted, 'create', connection(spec as object), '--dry-run=server')).toBe('');
  });

  it('a test takes two minutes at most', async () => {
    expect(await guarded.refusal(sighted, 'create', connection({ test: { timeout: '121s' } }))).toContain(
      'spec.test.timeout is longer than 2m',
    );
    expect(await guarded.refusal(sighted, 'create', connection({ test: { timeout: '2m' } }), '--dry-run=server')).toBe(
      '',
    );
  });
});

describe('a change', () => {
  it.each([
    ['where the Secret goes', { config: { host: 'sink.example.com' } }],
    ['what it is for', { platform: 'webdav' }],
    ['the proxy it goes through', { proxyRef: { name: 'own' } }],
  ])('of %s is a change of spec, for those who may get the Secret', async (_name, spec) => {
    expect(await guarded.patchRefusal(blind, existing, { spec })).toContain(
      'is not allowed to get it in namespace team',
    );
  });

  it('of spec by those who may get the Secret passes', async () => {
    expect(await guarded.patchRefusal(sighted, existing, { spec: { config: { host: 'new.example.com' } } })).toBe('');
  });

  it('of spec cannot be hidden behind a generation', async () => {
    const current = JSON.parse(await guarded.kubectl('get', ...existing, '-o', 'json')) as {
      metadata: { generation: number };
      spec: object;
    };
    current.spec = { ...current.spec, config: { host: 'sink.example.com' } };
    for (const generation of [current.metadata.generation - 1, current.metadata.generation + 1]) {
      current.metadata.generation = generation;
      expect(await guarded.refusal(blind, 'replace', current)).toContain('names Secret files');
    }
  });

  it.each([
    ['labels', { labels: { team: 'files' } }],
    ['a request for a test', { annotations: { 'connection-operator.dev/test-requested-at': 'now' } }],
    ['finalizers', { finalizers: ['example.com/kept'] }],
    ['finalizers again', { finalizers: [] }],
  ])('of %s passes, whoever makes it and whatever the object is', async (_name, metadata) => {
    expect(await guarded.patchRefusal(blind, existing, { metadata })).toBe('');
    expect(await guarded.patchRefusal(blind, huge, { metadata })).toBe('');
  });

  it.each(['existing', 'huge'])('of status by the operator passes: %s', async (name) => {
    const client = await guarded.operator();
    const path = `/apis/connection-operator.dev/v1alpha1/namespaces/team/connections/${name}`;
    const { metadata } = await client.get<Connection>(path, { signal: never });

    const written = await patchStatus(client, { path, metadata }, { observedGeneration: 1, state: 'Failed' }, never);

    expect(written).toMatch(/^\d+$/);
  });

  it('that deletes the object passes', async () => {
    expect(await guarded.kubectl('delete', ...huge, '--as', 'blind')).toContain('deleted');
  });
});
