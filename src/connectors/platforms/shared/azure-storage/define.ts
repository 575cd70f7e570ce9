import { tokenEndpoint, tokenResponse } from '../entra/define.ts';

/** Where an application gets its token in each cloud, and what the token is for, which is the same in all of them. */
export const storageDefine = [
  {
    authority:
      'orElse({"usgov": "login.microsoftonline.us", "china": "login.partner.microsoftonline.cn"}[config.cloud], "login.microsoftonline.com")',
  },
  // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
  { exchange: '"api://AzureADTokenExchange" + orElse({"usgov": "USGov", "china": "China"}[config.cloud], "")' },
  { audience: 'orElse(config.audience, exchange)' },
  { resource: '"https://storage.azure.com"' },
  ...tokenEndpoint,
  ...tokenResponse,
];
