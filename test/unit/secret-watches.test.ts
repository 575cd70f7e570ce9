import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { SecretWatches } from '../../src/secret-watches.ts';

const { signal } = new AbortController();

interface Begun {
  what: string;
  signal: AbortSignal;
}

let begun: Begun[];

beforeEach(() => {
  begun = [];
});

function watches(settings: { namespaces?: string[]; secretNames?: string[]; secretsByConsent?: boolean }) {
  return new SecretWatches({
    settings: { namespaces: [], secretNames: [], secretsByConsent: false, ...settings },
    watch: (namespace, name, end) => begun.push({ what: `${namespace ?? '*'}/${name ?? '*'}`, signal: end }),
  });
}

function connection(namespace: string, spec: object): Connection {
  return { metadata: { namespace, name: 'c' }, spec: { platform: 'sftp', ...spec } } as Connection;
}

const running = () => begun.filter((one) => !one.signal.aborted).map(({ what }) => what);

it.each([
  [{}, ['*/*']],
  [{ namespaces: ['a', 'b'] }, ['a/*', 'b/*']],
  [{ namespaces: ['a'], secretNames: ['x', 'y'] }, ['a/x', 'a/y']],
  [{ namespaces: ['a', 'b'], secretNames: Array.from({ length: 51 }, (_, index) => `s${index}`) }, []],
  [{ secretsByConsent: true }, []],
  [{ secretsByConsent: true, namespaces: ['a'] }, ['a/*']],
])('watches at the start, with %j: %j', (settings, wanted) => {
  watches(settings).start(signal);

  expect(running()).toEqual(wanted);
});

describe('by consent', () => {
  const usesSecret = { secretRef: { name: 'files' } };

  it.each([
    [usesSecret, ['a/*']],
    [{ proxyRef: { name: 'proxy' } }, ['a/*']],
    [{ tls: { caRef: { kind: 'Secret', name: 'ca' } } }, ['a/*']],
    [{ tls: { caRef: { name: 'ca' } } }, []],
    [{}, []],
  ])('follows the namespace of a Connection with %j: %j', (spec, wanted) => {
    watches({ secretsByConsent: true }).noticed('a/c', connection('a', spec), signal);

    expect(running()).toEqual(wanted);
  });

  it('follows a namespace once, and until its last Connection with a Secret is gone', () => {
    const secrets = watches({ secretsByConsent: true });
    secrets.noticed('a/one', connection('a', usesSecret), signal);
    secrets.noticed('a/one', connection('a', usesSecret), signal);
    secrets.noticed('a/two', connection('a', usesSecret), signal);
    secrets.noticed('a/one', undefined, signal);
    expect(begun).toHaveLength(1);
    expect(running()).toEqual(['a/*']);

    secrets.noticed('a/two', connection('a', {}), signal);
    expect(running()).toEqual([]);

    secrets.noticed('a/two', connection('a', usesSecret), signal);
    expect(running()).toEqual(['a/*']);
  });
});
