import { createHmac } from 'node:crypto';

export interface SasOptions {
  accountName: string;
  accountKey: string;
  /** Letters of `sp`. */
  permissions: string;
  /** `se`, for example 2030-01-01T00:00:00Z */
  expiry: string;
  start?: string;
  protocol?: 'https' | 'https,http';
  /** `sip` */
  addresses?: string;
  /** `si`: a stored policy, which has what the rest leaves out. */
  policy?: string;
}

const version = '2021-12-02';

/** Makes a SAS of the account (learn.microsoft.com, "Create an account SAS"), apart from the product's code. */
export function accountSas(options: SasOptions & { services?: string; resourceTypes?: string }): string {
  const { permissions, expiry, start = '', protocol = '', addresses = '' } = options;
  const { services = 'b', resourceTypes = 'sco' } = options;
  return signed(options, {
    sv: version,
    ss: services,
    srt: resourceTypes,
    sp: permissions,
    st: start,
    se: expiry,
    sip: addresses,
    spr: protocol,
  });
}

/** Makes a SAS of one container (learn.microsoft.com, "Create a service SAS"). */
export function containerSas(options: SasOptions & { container: string }): string {
  return serviceSas({ ...options, resource: 'c', path: `/blob/${options.accountName}/${options.container}` });
}

/** Of a container (c), share (s) or directory (d), which is named as it is signed: `/file/account/share`. */
export function serviceSas(options: SasOptions & { resource: 'c' | 's' | 'd' | 'b'; path: string }): string {
  const { permissions, expiry, start = '', protocol = '', addresses = '', policy = '', resource, path } = options;
  const depth = resource === 'd' ? String(path.split('/').length - 4) : '';
  const fields = { sv: version, sr: resource, sp: permissions, st: start, se: expiry, sip: addresses, spr: protocol };
  return signed(options, { ...fields, si: policy, sdd: depth }, path);
}

type Fields = Readonly<Record<string, string>>;

function signed({ accountName, accountKey }: SasOptions, fields: Fields, path?: string): string {
  const sig = signatureOf(fields, { accountName, accountKey, path });
  const filled = Object.entries({ ...fields, sig }).filter(([, value]) => value !== '');
  return new URLSearchParams(filled).toString();
}

/** What `sig` of these fields must be. @param path - what a service SAS is for, as it is signed */
export function signatureOf(
  fields: Fields,
  { accountName, accountKey, path }: { accountName: string; accountKey: string; path?: string | undefined },
): string {
  const of = (...names: string[]) => names.map((name) => fields[name] ?? '');
  const told = of('sip', 'spr', 'sv');
  const overrides = of('rscc', 'rscd', 'rsce', 'rscl', 'rsct');
  const lines =
    path === undefined
      ? [accountName, ...of('sp', 'ss', 'srt', 'st', 'se'), ...told, ...of('ses'), '']
      : path.startsWith('/file/')
        ? [...of('sp', 'st', 'se'), path, ...of('si'), ...told, ...overrides]
        : [...of('sp', 'st', 'se'), path, ...of('si'), ...told, ...of('sr'), '', ...of('ses'), ...overrides];
  return createHmac('sha256', Buffer.from(accountKey, 'base64')).update(lines.join('\n')).digest('base64');
}
