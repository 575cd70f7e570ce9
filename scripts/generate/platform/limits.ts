import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { allOf, code } from '../markdown.ts';

/** The section with the end of the credential, and limits of the vendor. Undefined if nothing is known of either. */
export function limitsSection(spec: PlatformSpec, driverSources: readonly string[]): string | undefined {
  const isKnown = driverSources.some((text) => text.includes('expiresAt'));
  const lines = [...expiryLines(spec, isKnown), ...budgetLines(spec)];
  return lines.length === 0 ? undefined : `## Limits and expiry\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

const shown =
  'is shown in `status.credentialExpiryTime`, and condition `CredentialExpiring` is True from 14 days before it.';

function expiryLines(
  { driver = 'http', methods, test = [], access = [] }: PlatformSpec,
  driverKnows: boolean,
): string[] {
  if (driver !== 'http')
    return driverKnows ? [`The end of the credential, if it has one that the driver can read, ${shown}`] : [];
  const ends = methods.flatMap(({ name, signIn = [] }) =>
    signIn.some(({ sign, facts }) => sign?.certificate !== undefined || facts?.expiry !== undefined)
      ? [code(name)]
      : [],
  );
  const reported = [...test, ...access].some(({ facts }) => facts?.expiry !== undefined);
  return [
    ...(ends.length > 0 ? [`With method ${allOf(ends)}, the end of the certificate or token ${shown}`] : []),
    ...(reported ? [`The end of the credential, if the platform reports it, ${shown}`] : []),
  ];
}

function budgetLines({ budget = {} }: PlatformSpec): string[] {
  const { callsPerDay, tokensPerHour, perHost: { concurrency, perSecond } = {} } = budget;
  const limits = [
    ...(callsPerDay === undefined ? [] : [`${callsPerDay} tests a day`]),
    ...(tokensPerHour === undefined ? [] : [`${tokensPerHour} token requests an hour`]),
  ];
  const minutes = Math.max(1440 / (callsPerDay ?? Infinity), 60 / (tokensPerHour ?? Infinity));
  const perHost = [
    ...(concurrency === undefined ? [] : [`${concurrency} at a time`]),
    ...(perSecond === undefined ? [] : [`${perSecond} a second`]),
  ];
  return [
    ...(limits.length === 0
      ? []
      : [
          `Each Connection is tested at most every ${Math.ceil(minutes * 10) / 10} minutes, whatever \`spec.test.interval\` says, because it may make ${allOf(limits)}.`,
        ]),
    ...(perHost.length === 0 ? [] : [`The operator sends at most ${allOf(perHost)} requests to one host.`]),
  ];
}
