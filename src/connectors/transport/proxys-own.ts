interface Reply {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** What names itself so passes requests on; it is no server that has something of its own. */
const products =
  /^(squid|tinyproxy|privoxy|polipo|zscaler|mcafee web gateway|bluecoat|blue coat|cisco-wsa|barracuda|fortigate|fortiproxy|netskope|forcepoint|websense|mikrotik httpproxy|kerio|wingate)/i;

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
  return status === 401 && !('www-authenticate' in headers) && /^\s*<(!doctype html|html)/i.test(text);
}
