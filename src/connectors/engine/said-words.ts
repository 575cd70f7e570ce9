import type { FailedReason, InconclusiveReason } from '../../api/reasons.ts';

/** What a refusal says of the account, or of the moment, in plain words. */
export interface Meaning {
  says: RegExp;
  reason: FailedReason | InconclusiveReason;
  causes?: readonly string[];
  /** What to do, if the reason's own advice does not fit. */
  fix?: string;
}

// Every repetition is bounded: the words are those of a stranger.
const be = String.raw`(?:\s+(?:is|was|are|has|have|been|being|currently|now|permanently|already))`;
const named = String.raw`(?:\s+(?:(?:of|for)\s+(?:(?:the|this|your)\s+)?)?(?!or\b|and\b)[^\s,]{1,80})?`;
const who = String.raw`\b(?:account|user|login|profile)s?`;
const what = String.raw`\b(?:account|user|login|profile|organi[sz]ation|tenant|workspace|application|app|client|integration|subscription)s?`;
const failed = '(?:failed|invalid|unsuccessful|incorrect|bad|wrong)';
const signing = String.raw`(?:log[ -]?[io]ns?|sign[ -]?[io]ns?|password|authentication)`;
const words = (...alternatives: string[]) => new RegExp(alternatives.join('|'), 'i');

/** What helps an account that has ended, where a new password does not. */
export const extendAccount = 'Have an administrator extend the account, or use another one.';

/** The first that is found counts. */
export const ofAccount: readonly Meaning[] = [
  {
    says: words(
      String.raw`${who}${named}${be}{0,3}(?:\s+temporarily)?\s+(?:locked|lock(?:ed)?[ -]?out|frozen)\b`,
      String.raw`${who}${named}${be}{0,3}\s+temporarily\s+(?:blocked|disabled|suspended)\b`,
      String.raw`\blocked\s+(?:account|user)\b`,
      String.raw`\btoo many (?:${failed}\s+)?${signing}\s+(?:attempts|failures|tries)`,
      String.raw`\btoo many ${failed}\s+(?:attempts|${signing})`,
      String.raw`\bmaximum\s+(?:number\s+of\s+)?(?:${failed}\s+)?${signing}(?:\s+(?:attempts|failures|tries))?\s+(?:exceeded|reached)`,
      String.raw`\b(?:you|user)${be}{0,3}\s+locked\s+out\b`,
    ),
    reason: 'AccountLocked',
  },
  {
    says: words(
      String.raw`\b(?:password|basic|local|direct|native|legacy|form)s?[ -](?:based\s+)?(?:auth(?:entication)?|log[ -]?ins?|sign[ -]?ins?)${be}{0,3}\s+(?:disabled|deprecated|blocked|turned\s+off|not\s+(?:allowed|supported|enabled|permitted))\b`,
    ),
    reason: 'AccessRefused',
    causes: ['signing in with a password is turned off'],
  },
  {
    says: words(
      String.raw`\b(?:sso|single[ -]sign[ -]on)${be}{0,2}\s+(?:required|enforced|mandatory)\b`,
      String.raw`\bmust\s+(?:log|sign)\s+in\s+(?:with|using|through|via)\s+(?:sso|saml|single[ -]sign[ -]on)\b`,
    ),
    reason: 'InteractionRequired',
    causes: ['the account signs in through single sign-on alone'],
  },
  {
    says: words(
      String.raw`\bpassword${named}${be}{0,3}\s+expired\b`,
      String.raw`\bexpired\s+password\b`,
      String.raw`\bpassword\s+expiration\b`,
    ),
    reason: 'CredentialsExpired',
    causes: ['the password of the account has expired'],
  },
  {
    says: words(
      String.raw`\bpassword${named}\s+(?:must|needs? to|has to)\s+be\s+(?:changed|reset)\b`,
      String.raw`\b(?:must|needs? to|ha(?:s|ve) to|required to)\s+(?:change|reset|update)\s+(?:(?:your|the|his|her|their)\s+)?(?:initial\s+)?password\b`,
      String.raw`\bpassword\s+(?:change|reset)(?:\s+is)?\s+required\b`,
    ),
    reason: 'InteractionRequired',
    causes: ['the password of the account must be changed'],
  },
  {
    says: words(
      String.raw`\b(?:multi|two|second|2)[ -]?(?:factor|step)\b`,
      String.raw`\b(?:mfa|2fa|tfa)\b`,
      String.raw`\bone[ -]time (?:password|passcode|code)\b`,
      String.raw`\b(?:otp|totp)(?:\s+code)?(?:\s+is)?\s+(?:required|missing)\b`,
    ),
    reason: 'InteractionRequired',
    causes: ['a second factor is required'],
  },
  {
    says: words(
      String.raw`${who}${named}${be}{0,3}\s+not\s+(?:yet\s+)?(?:been\s+)?(?:activated|verified|confirmed|approved)\b`,
      String.raw`\be-?mail(?:\s+address)?${be}{0,3}\s+not\s+(?:yet\s+)?(?:been\s+)?(?:verified|confirmed)\b`,
      String.raw`${who}${named}${be}{0,3}\s+(?:pending|awaiting|waiting for)\s+(?:approval|activation|verification|confirmation)\b`,
    ),
    reason: 'InteractionRequired',
    causes: ['the account is not activated'],
  },
  {
    says: /\b(?:user\s+)?account(?:\s+(?!session|token|password|key|secret|licen|credential|trial)\S{1,80})?\s+(?:(?:has|is|was)\s+)?expired\b|\bexpired\s+(?:user\s+)?account\b/i,
    reason: 'CredentialsExpired',
    causes: ['the account has expired'],
    fix: extendAccount,
  },
  {
    says: words(
      String.raw`\b(?:accept|agree to)\s+(?:(?:the|our)\s+)?(?:\w{1,20}\s+)?(?:terms|end[ -]user licen[cs]e|eula)\b`,
      String.raw`\bterms\s+of\s+(?:service|use)${be}{0,3}\s+not\s+(?:yet\s+)?(?:been\s+)?(?:signed|accepted|agreed)\b`,
    ),
    reason: 'InteractionRequired',
    causes: ['the terms of use must be accepted'],
  },
  {
    says: words(
      String.raw`${what}${named}${be}{0,3}\s+(?:disabled|deactivated|suspended|inactive|not\s+active|terminated|blocked|revoked|deleted|closed|banned|archived)\b`,
      String.raw`\b(?:disabled|deactivated|suspended|inactive)\s+(?:account|user|organi[sz]ation|tenant)\b`,
    ),
    reason: 'CredentialsRevoked',
  },
  {
    says: words(
      String.raw`\b(?:ip|network)(?:\s+address(?:es)?)?${named}${be}{0,3}\s+(?:not\s+(?:allowed|permitted|authori[sz]ed|(?:white|allow)-?listed|in the allow-?list)|restricted|blocked|denied|banned)\b`,
      String.raw`\bnot\s+(?:allowed|permitted)\s+from\s+(?:this|your)\s+(?:ip|network|address|location)\b`,
    ),
    reason: 'AccessRefused',
    causes: ['this network address is not allowed'],
  },
  {
    says: words(
      String.raw`\b(?:no|without a|missing|lacks a|not have a|not have an?)\s+(?:valid\s+|active\s+)?licen[cs]e\b`,
      String.raw`\blicen[cs]e${be}{0,2}\s+(?:expired|missing|required|invalid|not\s+(?:found|assigned))\b`,
      String.raw`\bnot\s+licen[cs]ed\b`,
    ),
    reason: 'PermissionDenied',
    causes: ['the account has no licence'],
  },
];

/** What a server asks whether a password is right: where it is away, nobody has looked. */
const behind =
  '(?:ldap|active\\s+directory|directory\\s+(?:server|service)|domain\\s+controller|kerberos|radius|identity\\s+provider|idp|database|authentication\\s+(?:server|service|backend|source))';

export const ofMoment: readonly Meaning[] = [
  {
    says: words(
      String.raw`\brate[ -]?limit(?:ed|ing)?\b`,
      String.raw`\btoo many (?:concurrent\s+|simultaneous\s+|api\s+)?(?:requests|calls|connections|sessions)\b`,
      String.raw`\b(?:api|request|call|daily|hourly|transaction)s?\s+(?:\w{1,20}\s+)?(?:limit|quota|cap)${be}{0,2}\s+(?:exceeded|reached)\b`,
      String.raw`\bthrottl(?:ed|ing)\b`,
    ),
    reason: 'RateLimited',
  },
  {
    says: words(
      String.raw`\b(?:under|undergoing|scheduled|down for)\s+maintenance\b`,
      String.raw`\bmaintenance\s+(?:mode|window)\b`,
      String.raw`\b(?:temporarily|service|server|system|currently)(?:\s+is)?(?:\s+currently|\s+temporarily)?\s+(?:unavailable|too busy|overloaded|starting|restarting)\b`,
      String.raw`\bno\s+(?:free\s+|more\s+)?licen[cs]es?${be}{0,1}\s+(?:available|left|free)\b`,
      String.raw`\ball\s+licen[cs]es\s+are\s+in\s+use\b`,
      String.raw`\bmaximum\s+number\s+of\s+(?:\w{1,20}\s+)?(?:users|sessions|connections|licen[cs]es)\b`,
      String.raw`\b(?:maximum|concurrent)\s+(?:user\s+)?(?:sessions?|connections?|users?|licen[cs]es?)\s+(?:limit\s+)?(?:reached|exceeded)\b`,
      String.raw`\blicen[cs]e\s+limit\s+(?:reached|exceeded)\b`,
      String.raw`\b(?:could\s+not|cannot|can't|unable\s+to|failed\s+to)\s+(?:connect\s+to|contact|reach)\s+(?:(?:the|an?|any)\s+)?${behind}\b`,
      String.raw`\b${behind}(?:\s+(?:server|service|backend|connection))?(?:\s+is|\s+was)?(?:\s+currently)?\s+(?:unavailable|unreachable|down|not\s+(?:available|reachable|responding)|timed\s+out|failed)\b`,
    ),
    reason: 'ServiceUnavailable',
  },
];

export const ofToken: readonly Meaning[] = [
  {
    says: words(
      String.raw`\b(?:token|api\s+key|jwt)${named}${be}{0,3}\s+expired\b`,
      String.raw`\bexpired\s+(?:access\s+)?(?:token|jwt|api\s+key)\b`,
    ),
    reason: 'CredentialsExpired',
  },
  {
    says: words(
      String.raw`\b(?:token|api\s+key|jwt)(?!\s+(?:auth|access|log|sign))${named}${be}{0,3}\s+(?:revoked|deactivated|disabled|deleted)\b`,
      String.raw`\b(?:revoked|deactivated|disabled|deleted)\s+(?:access\s+)?(?:token|jwt|api\s+key)\b`,
    ),
    reason: 'CredentialsRevoked',
  },
];
