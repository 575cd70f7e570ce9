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
}

const version = '2021-12-02';

/** Makes a SAS of the account (learn.microsoft.com, "Create an account SAS"), apart from the product's code. */
export function accountSas(options: SasOptions & { services?: string; resourceTypes?: string }): string {
  const {
    accountName,
    permissions,
    expiry,
    start = '',
    protocol = '',
    services = 'b',
    resourceTypes = 'sco',
  } = options;
  const text = [accountName, permissions, services, resourceTypes, start, expiry, '', protocol, version, '', ''].join(
    '\n',
  );
  return query({
    sv: version,
    ss: services,
    srt: resourceTypes,
    sp: permissions,
    st: start,
    se: expiry,
    spr: protocol,
    sig: sign(options, text),
  });
}

/** Makes a SAS of one container (learn.microsoft.com, "Create a service SAS"). */
export function containerSas(options: SasOptions & { container: string }): string {
  const { accountName, permissions, expiry, start = '', protocol = '', container } = options;
  const resource = `/blob/${accountName}/${container}`;
  const text = [permissions, start, expiry, resource, '', '', protocol, version, 'c', '', '', '', '', '', '', ''].join(
    '\n',
  );
  return query({
    sv: version,
    sr: 'c',
    sp: permissions,
    st: start,
    se: expiry,
    spr: protocol,
    sig: sign(options, text),
  });
}

function sign({ accountKey }: SasOptions, text: string): string {
  return createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text).digest('base64');
}

function query(fields: Record<string, string>): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString();
}
