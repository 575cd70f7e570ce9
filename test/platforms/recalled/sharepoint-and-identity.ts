import type { RecalledFact } from './fact.ts';

const ofSharePoint = (fact: string, rest: Omit<RecalledFact, 'fact' | 'platforms'>): RecalledFact => ({
  platforms: ['sharepoint-server'],
  fact,
  ...rest,
});
const saml =
  'https://docs.infor.com/m3coretech/13.4.x/en-us/m3coretechopolh/iongridsecag/tva1556137592176.html, Error Handling for the SAML Session Provider';

export const sharepointAndIdentity: readonly RecalledFact[] = [
  ofSharePoint('the bit 8 of a mask of rights is to delete list items', {
    confirmedBy:
      'https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wssfo3/1f5e3322-920f-431c-bbc4-7f65c477e698, WSS Rights Mask',
  }),
  ofSharePoint('a claims farm answers with a sign-in form, or redirects to one', {
    mark: 'the pages that a site of another kind redirects to',
  }),
  ofSharePoint('ADFS says FailedAuthentication where it refuses a user', { confirmedBy: saml }),
  ofSharePoint('ADFS says ID3082 where it does not know the relying party', { confirmedBy: saml }),
  ofSharePoint('OpenSSL 3 has no MD4, and FIPS mode has none at all', {
    unused: 'MD4 is not asked of OpenSSL',
  }),
  ofSharePoint('extended protection wants channel binding over TLS', {
    confirmedBy: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp, MsvAvChannelBindings; RFC 5929',
  }),
  ofSharePoint('a whole farm answers as its documents say', {
    mark: 'none of this was tried on a SharePoint Server of Microsoft',
  }),
  {
    platforms: ['microsoft-graph', 'sharepoint-online', 'onedrive-business', 'microsoft-teams', 'exchange-online'],
    fact: 'Entra says 90061 where it cannot read the keys of the issuer of a federated token',
    mark: 'the number 90061, a cluster whose discovery document or keys Entra cannot read',
  },
  {
    platforms: ['sharepoint-online'],
    fact: "SharePoint's own API takes no token that was not made with a certificate",
    mark: "whether SharePoint's own API takes the token of a federated credential",
  },
  {
    platforms: ['google-cloud-storage', 'google-shared-drives'],
    fact: 'how Google answers where the service account to act as is not there',
    mark: '404 and 400 where the service account of Google is not there, or its name is none',
  },
  {
    platforms: ['google-cloud-storage'],
    fact: 'tokeninfo does not know a token of a workload identity pool',
    mark: 'that tokeninfo does not know tokens of a pool itself',
  },
];
