interface Reply {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** What names itself so passes requests on; it is no server that has something of its own. */
const products =
  /^(squid|tinyproxy|privoxy|polipo|zscaler|mcafee web gateway|bluecoat|blue coat|cisco-wsa|barracuda|fortigate|fortiproxy|netskope|forcepoint|websense|mikrotik httpproxy|kerio|wingate)/i;

/** What their pages say of themselves, some of them with no header of their own. */
const inPages =
  /\((squid|privoxy)\b|\b(squid\/\d|tinyproxy|privoxy@|zscaler|fortiguard|fortigate|fortiproxy|mcafee web gateway|skyhigh|blue ?coat|proxysg|websense|forcepoint|barracuda|netskope|cisco umbrella|opendns|palo alto networks|sophos|smoothwall|iboss|lightspeed systems|dansguardian|e2guardian)\b/i;

/** With which something that refuses says so; an address that leads nowhere may lead to any page of the platform's. */
const ofRefusals: ReadonlySet<number> = new Set([401, 403, 407, 451, 500, 502, 503, 504]);

/**
 * Whether a proxy that was asked for a plain address says this itself, instead of the platform: a proxy signs what it says
 * (RFC 9209, Squid's X-Squid-Error), and a 401 without a challenge is nothing that a server may say (RFC 9110, 11.6.1).
 */
export function isProxysOwn({ status, headers, text }: Reply): boolean {
  if (status < 400) return false;
  // RFC 6585, 6: only what stands in between may say so.
  if (status === 511) return true;
  if ('x-squid-error' in headers || 'proxy-authenticate' in headers) return true;
  if (/;\s*error=/.test(headers['proxy-status'] ?? '') || products.test(headers['server'] ?? '')) return true;
  if ('www-authenticate' in headers || !/^\s*<(!doctype html|html)/i.test(text)) return false;
  return status === 401 || (ofRefusals.has(status) && inPages.test(text));
}
