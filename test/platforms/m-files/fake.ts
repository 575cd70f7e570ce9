import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-21';
export const good = 'canary-token-22';
const useless = 'canary-token-23';
export const guid = '{C840BE1A-5B47-4AC0-8EF7-835C166C8E24}';
const rest = 'https://mfiles.example.com/REST';

export const mfError = (Status: number, more: object = {}): FakeReply => ({
  status: Status,
  json: { Status, URL: '/session', Method: 'GET', Exception: { Name: 'UnauthorizedAccessException' }, ...more },
});
/** Recorded replies of public clients. */
export const refusedLogin = mfError(403, { IsLoggedToVault: false, IsLoggedToApplication: false });
const session = {
  UserID: 12,
  AccountName: username,
  AuthenticationType: 3,
  InternalUser: true,
  LicenseAllowsModifications: true,
  isReadOnlyLicense: false,
  CanCreateobjects: true,
  IsAdminUser: false,
  HasFullControlOfVault: true,
};
export const info = (more: object = {}): FakeReply => ({ json: { ...session, ...more } });
export const vault = (GUID = guid): FakeReply => ({ json: { Name: 'Contracts', GUID } });

const shared = {
  headers: { 'x-authentication': /^canary-token-\d+$/, cookie: /^(none=1|ARRAffinity=a1b2)$/ },
  accepts: ({ headers }: Received) => headers['x-authentication'] === good,
  refused: refusedLogin,
};
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** developer.m-files.com: the body, in this order; `more` is what a Windows account adds. */
export function routes(more: object = {}, affinity = 'none=1'): Record<string, FakeRoute> {
  const wanted = { Username: username, WindowsUser: false, VaultGuid: guid, ...more };
  return {
    login: {
      on: `POST ${rest}/server/authenticationtokens`,
      headers: { 'content-type': 'application/json' },
      faults: ({ text }) => {
        const { Password, SessionID, ...others } = JSON.parse(text) as Record<string, string>;
        const same = Object.keys({ ...others, ...wanted }).every(
          (key) => (others as Record<string, unknown>)[key] === (wanted as Record<string, unknown>)[key],
        );
        return [
          ...(same ? [] : [`fields ${JSON.stringify(others)}`]),
          ...(uuid.test(SessionID ?? '') ? [] : ['no SessionID']),
          ...(Password ? [] : ['no Password']),
        ];
      },
      // A token comes also for a wrong password.
      accepts: ({ text }) => (JSON.parse(text) as Record<string, string>)['Password'] === password,
      good: { json: { Value: good } },
      refused: { json: { Value: useless } },
    },
    session: {
      ...shared,
      on: `GET ${rest}/session`,
      accepts: (received) => shared.accepts(received) && received.headers['cookie'] === affinity,
      good: info(),
    },
    vault: { ...shared, on: `GET ${rest}/session/vault`, good: vault() },
    logout: { ...shared, on: `DELETE ${rest}/session`, good: { status: 204 } },
  };
}
