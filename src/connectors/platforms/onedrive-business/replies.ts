import type { PlatformRow } from '../../../api/platform.gen.ts';
import { forbidden } from '../shared/graph/replies.ts';

/** https://learn.microsoft.com/graph/api/drive-get */
export const driveReplies: PlatformRow[] = [
  {
    when: String.raw`text.matches(r'(?i)"code"\s*:\s*"provisioningNotAllowed"')`,
    outcome: 'PermissionDenied',
    causes: ["the tenant does not allow this user's OneDrive to be created"],
  },
  {
    when: String.raw`text.matches(r'(?i)"code"\s*:\s*"resourceBeingProvisioned"')`,
    outcome: 'ServiceUnavailable',
  },
  { table: 'graph' },
  forbidden,
  {
    // unverified: the codes, ResourceNotFound among them; the status alone decides.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['there is no such user', 'the user has no OneDrive yet, without a licence or because it was never opened'],
  },
  {
    when: 'status == 200 && filled(json.driveType) && json.driveType != "business"',
    outcome: 'IdentityMismatch',
    causes: ['the drive is not a OneDrive for Business, but a personal one or a library of a site'],
  },
];
