import { conditionOf } from '../../api/conditions.ts';
import type { ConnectionAccount } from '../../api/connection.gen.ts';
import type { Connection } from '../../api/resources.ts';
import type { Row } from '../contract.ts';
import { objectKey } from '../../runtime/index.ts';
import { gitOwner } from './gitops.ts';

/** A Connection as the list shows it. */
export function rowOf(connection: Connection): Row {
  const { metadata, spec, status = {} } = connection;
  const { namespace = '', name, uid } = metadata;
  const { reason = 'Pending', message = '' } = conditionOf(status.conditions, 'Connected') ?? {};
  const isSuspended = spec.suspend === true;
  const tested = timeOf(status.lastTest?.time);
  const expires = timeOf(status.credentialExpiryTime);
  return {
    key: objectKey(connection),
    uid,
    name,
    namespace,
    platform: spec.platform,
    state: isSuspended ? 'Suspended' : (status.state ?? 'Pending'),
    reason,
    message,
    account: accountOf(status.account),
    ...(tested === undefined ? {} : { tested }),
    ...(expires === undefined ? {} : { expires }),
    ...(gitOwner(connection) === undefined ? {} : { git: true }),
  };
}

function accountOf({ name, email, id }: ConnectionAccount = {}): string {
  return name ?? email ?? id ?? '';
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
