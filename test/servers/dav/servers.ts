export const host = 'dav.acme.example';
export const password = 'canary-p+/?:pw';

/** A server and its ports, for each way to be configured; start.sh says which port is which. */
export interface DavServer {
  title: string;
  /** In /srv. */
  folder: string;
  basic?: number;
  digest?: number;
  open?: number;
  tls?: number;
  expired?: number;
  /** The part of the address where the open one begins. */
  openAt?: string;
  /** It takes the password under any name: user names do not matter to it. */
  anyUser?: true;
  /**
   * What it does where the system lets it not write: says so, fails with 500, or says that the file was written, which
   * it was not.
   */
  unwritable: 'denied' | 'fails' | 'vanishes';
}

export const servers: readonly DavServer[] = [
  {
    title: 'nginx 1.22 dav-ext',
    unwritable: 'fails',
    folder: 'nginx',
    basic: 8010,
    open: 8011,
    tls: 8012,
    expired: 8013,
  },
  {
    title: 'lighttpd 1.4 mod_webdav',
    unwritable: 'fails',
    folder: 'lighttpd',
    basic: 8020,
    digest: 8024,
    open: 8021,
    tls: 8022,
    expired: 8023,
  },
  { title: 'rclone 1.60 serve webdav', unwritable: 'denied', folder: 'rclone', basic: 8030, open: 8031, tls: 8032 },
  {
    title: 'Tomcat 10 WebdavServlet',
    unwritable: 'denied',
    folder: 'tomcat',
    basic: 8050,
    open: 8050,
    openAt: '/open',
  },
  { title: 'SabreDAV 1.8', unwritable: 'vanishes', folder: 'sabre', digest: 8064, open: 8061 },
  { title: 'WsgiDAV 4.3', unwritable: 'fails', folder: 'wsgidav', basic: 8070, digest: 8074, open: 8071 },
  { title: 'copyparty 1.19', unwritable: 'fails', folder: 'copyparty', basic: 8080, open: 8081, anyUser: true },
];

/** It asks nobody for a credential, and names a principal to everybody. */
export const xandikos = { title: 'Xandikos 0.2', folder: 'xandikos', open: 8041 };

export const ports = [
  ...new Set(
    [...servers, xandikos].flatMap((server) => Object.values(server).filter((value) => typeof value === 'number')),
  ),
];
