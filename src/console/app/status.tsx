import type { ReactElement } from 'react';
import type { State } from '../contract.ts';
import { BadMark, GoodMark, Icon, PendingMark } from './icons.tsx';

/** What a row says beside Failed and Retrying, in two or three words. */
const short: Readonly<Record<string, string>> = {
  CredentialsRejected: 'Credential rejected',
  CredentialsExpired: 'Credential expired',
  CredentialsRevoked: 'Credential revoked',
  TokenNotRefreshable: 'Token expired',
  AccessRefused: 'Access refused',
  AccountLocked: 'Account locked',
  InteractionRequired: 'Approval needed',
  PermissionDenied: 'Permission missing',
  ScopeMissing: 'Scope missing',
  TargetNotFound: 'Not found',
  WrongRegion: 'Wrong region',
  IdentityMismatch: 'Other account',
  HostKeyUnknown: 'Host key unknown',
  HostKeyMismatch: 'Host key changed',
  SecretNotFound: 'Secret not found',
  SecretKeyMissing: 'Key missing',
  SecretInvalid: 'Secret not valid',
  InvalidConfiguration: 'Setting wrong',
  EgressDenied: 'Address not allowed',
  TimedOut: 'Timed out',
  ConnectionRefused: 'Connection refused',
  NameNotResolved: 'Name not resolved',
  RateLimited: 'Rate limited',
  CredentialChanged: 'Testing a change',
  Pending: 'First test running',
};

/** `CertificateExpired` as `Certificate expired`. */
export function wordsOf(reason: string): string {
  return short[reason] ?? reason.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export function Status({ state }: { state: State }): ReactElement {
  return (
    <span className={`st ${state.toLowerCase()}`}>
      {markOf(state)}
      {state}
    </span>
  );
}

function markOf(state: State): ReactElement {
  switch (state) {
    case 'Connected':
      return <GoodMark />;
    case 'Failed':
      return <BadMark />;
    case 'Retrying':
      return <Icon name="retry" />;
    case 'Suspended':
      return <Icon name="pause" />;
    case 'Pending':
      return <PendingMark />;
  }
}
