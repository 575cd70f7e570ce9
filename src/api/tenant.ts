/** Whether `status.account.tenant` is the host key of a server, which has no tenants: that is what tells servers apart. */
export function isHostKey(tenant: string | undefined): tenant is string {
  return tenant?.startsWith('sha256:') === true;
}

/** Where an account is, behind its name. */
export function tenantText(tenant: string): string {
  return isHostKey(tenant) ? `(host key ${tenant})` : `of ${tenant}`;
}
