export interface Account {
  /** '' where none is known: then the server looks for the user where it looks first. */
  domain: string;
  user: string;
}

/**
 * The account as it is written: `user`, `DOMAIN\user` or `user@domain.example`, with the domain of the settings.
 * @returns the account, or what is wrong with it.
 */
export function readAccount(username: string, domain: string | undefined): Account | string {
  if (username.includes('/')) return 'the user name has a slash: write DOMAIN\\user';
  const parts = username.split('\\');
  if (parts.length > 2) return 'the user name has more than one backslash: write DOMAIN\\user';
  const [own, user] = parts.length === 2 ? [parts[0] ?? '', parts[1] ?? ''] : [undefined, username];
  if (user === '') return 'the user name ends after its domain: write DOMAIN\\user';
  if (own !== undefined && domain !== undefined && own.toUpperCase() !== domain.toUpperCase()) {
    return 'the user name has another domain than the setting domain: leave one of them out';
  }
  // A user principal name has its domain in it, and a second one beside it makes another account of it.
  if (own === undefined && user.includes('@')) return { domain: '', user };
  return { domain: own ?? domain ?? '', user };
}

/** As a person writes it. */
export function accountName({ domain, user }: Account): string {
  return domain === '' ? user : `${domain}\\${user}`;
}
