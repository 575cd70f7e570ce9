const addressing = 'http://www.w3.org/2005/08/addressing';
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const trust = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512';
const endpoint = '{{adfs}}/adfs/services/trust/13/usernamemixed';

/** docs.oasis-open.org/ws-sx/ws-trust/200512/ws-trust-1.3-os.html, and the UsernameToken profile of WS-Security. */
export const issue = [
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="${addressing}"><s:Header>`,
  `<a:Action s:mustUnderstand="1">${trust}/RST/Issue</a:Action><a:MessageID>urn:uuid:{{test.id}}</a:MessageID>`,
  `<a:ReplyTo><a:Address>${addressing}/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1">${endpoint}</a:To>`,
  `<o:Security s:mustUnderstand="1" xmlns:o="${wss}-wssecurity-secext-1.0.xsd"><o:UsernameToken><o:Username>{{secret.username}}</o:Username>`,
  `<o:Password Type="${wss}-username-token-profile-1.0#PasswordText">{{secret.password}}</o:Password></o:UsernameToken></o:Security></s:Header><s:Body>`,
  `<t:RequestSecurityToken xmlns:t="${trust}"><p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference>`,
  `<a:Address>{{config.relyingParty}}</a:Address></a:EndpointReference></p:AppliesTo><t:KeyType>${trust}/Bearer</t:KeyType>`,
  `<t:RequestType>${trust}/Issue</t:RequestType></t:RequestSecurityToken></s:Body></s:Envelope>`,
].join('');

const former = 'http://schemas.xmlsoap.org/ws/2005/02/trust';
const utility = `xmlns:u="${wss}-wssecurity-utility-1.0.xsd"`;

/** What a browser would carry from ADFS to the site: WS-Federation 1.2, 13.2.2. The assertion stays as it was signed. */
export const wresult = [
  `<t:RequestSecurityTokenResponse xmlns:t="${former}"><t:Lifetime><u:Created ${utility}>{{saml.created}}</u:Created>`,
  `<u:Expires ${utility}>{{saml.expires}}</u:Expires></t:Lifetime><p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy">`,
  `<a:EndpointReference xmlns:a="${addressing}"><a:Address>{{config.relyingParty}}</a:Address></a:EndpointReference></p:AppliesTo>`,
  '<t:RequestedSecurityToken>{{saml.token}}</t:RequestedSecurityToken><t:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</t:TokenType>',
  `<t:RequestType>${former}/Issue</t:RequestType><t:KeyType>http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey</t:KeyType></t:RequestSecurityTokenResponse>`,
].join('');
