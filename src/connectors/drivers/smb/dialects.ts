export type Dialect = '2.0.2' | '2.1' | '3.0' | '3.0.2' | '3.1.1';

/** [MS-SMB2] 2.2.4 DialectRevision */
const revisions: Readonly<Record<Dialect, number>> = {
  '2.0.2': 0x202,
  '2.1': 0x210,
  '3.0': 0x300,
  '3.0.2': 0x302,
  '3.1.1': 0x311,
};

interface Wanted {
  minDialect: Dialect;
  encrypt: boolean;
}

export function isTooOld(revision: number, { minDialect }: Pick<Wanted, 'minDialect'>): boolean {
  return revision < revisions[minDialect];
}

/** Whether a dialect is one that the settings take: not too old, and able to encrypt where that is asked for. */
export function suffices(revision: number, wanted: Wanted): boolean {
  return !isTooOld(revision, wanted) && !(wanted.encrypt && isTooOld(revision, { minDialect: '3.0' }));
}
