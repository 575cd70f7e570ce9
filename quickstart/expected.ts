import { cell, rowNamed, type Table } from './table.ts';

interface Row {
  status: string;
  reason: string;
}

const connected: Row = { status: 'Connected', reason: 'Verified' };

/** What has to become of each Connection in examples/quickstart. */
export const expected: Readonly<Record<string, Row>> = {
  'api-basic': connected,
  'api-nobody-listening': { status: 'Retrying', reason: 'ConnectionRefused' },
  'api-oauth': connected,
  azure: connected,
  'azure-wrong-container': { status: 'Failed', reason: 'TargetNotFound' },
  ftp: connected,
  'ftp-wrong-password': { status: 'Failed', reason: 'CredentialsRejected' },
  s3: connected,
  's3-wrong-bucket': { status: 'Failed', reason: 'TargetNotFound' },
  sftp: connected,
  'sftp-missing-key': { status: 'Failed', reason: 'SecretKeyMissing' },
  'unknown-platform': { status: 'Failed', reason: 'PlatformNotFound' },
  webdav: connected,
  'webdav-wrong-password': { status: 'Failed', reason: 'CredentialsRejected' },
};

/** The Connection whose Secret is repaired, and what then becomes of it. */
export const repaired = { name: 'webdav-wrong-password', row: connected };

/** One line for each row that is not as expected. */
export function wrongRows(table: Table, wanted: Readonly<Record<string, Row>>): string[] {
  const unexpected = table.rows.map((row) => cell(table, row, 'NAME')).filter((name) => !(name in expected));
  const wrong = Object.entries(wanted).flatMap(([name, want]) => {
    const row = rowNamed(table, name);
    const got = row && `${cell(table, row, 'STATUS')} ${cell(table, row, 'REASON')}`.trim();
    return got === `${want.status} ${want.reason}`
      ? []
      : [`${name}: got ${got || 'no verdict'}, want ${want.status} ${want.reason}`];
  });
  return [...wrong, ...unexpected.map((name) => `${name}: got a row, want none`)];
}

/** Nothing in the table is still on its way. */
export function isSettled(table: Table): boolean {
  const states = table.rows.map((row) => cell(table, row, 'STATUS'));
  return states.length >= Object.keys(expected).length && states.every((state) => state !== '' && state !== 'Pending');
}
