import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/settings.ts';

describe('--local-roots', () => {
  it('is empty by default: no local directory is looked at', () => {
    expect(readSettings([], {}).localRoots).toEqual([]);
  });

  it('takes absolute paths, by flag or environment', () => {
    expect(readSettings(['--local-roots', '/data/,/mnt//scans'], {}).localRoots).toEqual(['/data', '/mnt/scans']);
    expect(readSettings([], { CONNECTION_OPERATOR_LOCAL_ROOTS: '/data' }).localRoots).toEqual(['/data']);
  });

  it.each(['data', './data', '/data/../etc'])('refuses %s', (path) => {
    expect(() => readSettings(['--local-roots', path], {})).toThrow(/--local-roots has/);
  });
});
