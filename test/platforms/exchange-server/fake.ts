import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';

export const mailbox = 'archive@acme.example';

const envelope = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const xml = (text: string, status = 200): FakeReply => ({ status, type: 'text/xml; charset=utf-8', text });

function response(kind: 'Success' | 'Error' | 'Warning', code: string, folders = ''): FakeReply {
  return xml(
    envelope(
      `<m:GetFolderResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages><m:GetFolderResponseMessage ResponseClass="${kind}"><m:ResponseCode>${code}</m:ResponseCode>${folders}</m:GetFolderResponseMessage></m:ResponseMessages></m:GetFolderResponse>`,
    ),
  );
}

/** learn.microsoft.com/exchange/client-developer/web-service-reference/effectiverights */
export function folder(...rights: string[]): FakeReply {
  const all = ['CreateAssociated', 'CreateContents', 'CreateHierarchy', 'Delete', 'Modify', 'Read'];
  const effective = all.map((name) => `<t:${name}>${rights.includes(name)}</t:${name}>`).join('');
  return response(
    'Success',
    'NoError',
    `<m:Folders><t:Folder><t:FolderId Id="AAMk" ChangeKey="AQ"/><t:EffectiveRights>${effective}</t:EffectiveRights></t:Folder></m:Folders>`,
  );
}

export const failed = (code: string) => response('Error', code, '<m:MessageText>marker-5e1f90c2</m:MessageText>');
export const warned = (code: string) => response('Warning', code);

/** What concerns the whole request is a fault, with status 500. */
export function fault(code: string): FakeReply {
  return xml(
    envelope(
      `<s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${code}</faultcode><faultstring xml:lang="en-US">marker-5e1f90c2</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode></detail></s:Fault>`,
    ),
    500,
  );
}

const delegated = new RegExp(`Id="msgfolderroot"><t:Mailbox><t:EmailAddress>${mailbox}</t:EmailAddress></t:Mailbox></`);
const impersonated = new RegExp(
  `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header>`,
);
const everyone = folder('Read', 'CreateContents', 'Modify', 'Delete');

function route(wanted: RegExp | undefined, credential: string | undefined): FakeRoute {
  return {
    on: 'POST https://mail.acme.example/EWS/Exchange.asmx',
    when: ({ text }) => (wanted ? wanted.test(text) : !delegated.test(text) && !impersonated.test(text)),
    headers: { 'content-type': /^text\/xml/ },
    faults: ({ text }: Received) =>
      [
        /^<\?xml/,
        /<t:RequestServerVersion Version="Exchange2007_SP1"\/>/,
        /<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly<\/t:BaseShape>/,
        /<t:FieldURI FieldURI="folder:EffectiveRights"\/>/,
        /<m:FolderIds><t:DistinguishedFolderId Id="msgfolderroot">/,
      ].flatMap((part) => (part.test(text) ? [] : [`${part.source} is missing`])),
    accepts: ({ headers }) => credential === undefined || headers['authorization'] === credential,
    good: everyone,
    refused: { status: 401, headers: { 'www-authenticate': 'Basic realm="mail.acme.example"' } },
  };
}

/** `credential`: the header that must be shown; undefined where a front has seen to that. */
export function exchangeRoutes(credential?: string): Record<string, FakeRoute> {
  return {
    own: route(undefined, credential),
    delegate: route(delegated, credential),
    impersonation: route(impersonated, credential),
  };
}
