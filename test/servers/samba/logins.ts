/** Every sign-in in a log of `auth_audit:3`, in order: `svc: OK`, `svc: WRONG_PASSWORD` … */
export function loginsIn(log: string): string[] {
  const lines = log.matchAll(/Auth: \[SMB2?,[^\]]*\] user \[[^\]]*\]\\\[([^\]]*)\].* status \[NT_STATUS_(\w+)\]/g);
  return [...lines].map(([, user, status]) => `${user}: ${status}`);
}
