import type { PlatformRequest } from '../../../api/platform.gen.ts';

const mailbox = '<t:Mailbox><t:EmailAddress>{{config.mailbox}}</t:EmailAddress></t:Mailbox>';
const impersonation =
  '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>{{config.mailbox}}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>';

/** learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation: it only reads. */
function getFolder(of = '', header = ''): PlatformRequest {
  return {
    method: 'POST',
    url: '{{config.url}}',
    headers: { 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' },
    xml: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2007_SP1"/>${header}</s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:EffectiveRights"/></t:AdditionalProperties></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="msgfolderroot">${of}</t:DistinguishedFolderId></m:FolderIds></m:GetFolder></s:Body></s:Envelope>`,
  };
}

/** The root folder of the account's own mailbox, and of `spec.config.mailbox` in both ways to open it. */
export const ownFolder = getFolder();
export const delegatedFolder = getFolder(mailbox);
export const impersonatedFolder = getFolder('', impersonation);
