import { pasted, text } from '../shared/field.ts';

const guid = { pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' };

export const config = {
  properties: {
    accountId: text(
      'Account ID',
      'ID of the account that the credential must have access to. Default: any account.',
      '01234567-89ab-cdef-0123-456789abcdef',
      { ...pasted(['/accounts/([0-9a-f-]{36})']), ...guid },
    ),
    region: text('Region', 'Region in which the account must be. AUS was APAC. Default: any region.', 'EMEA', {
      enum: ['US', 'EMEA', 'AUS', 'CAN', 'DEU', 'IND', 'JPN', 'GBR'],
    }),
    scopes: text(
      'Scopes',
      'Scopes to ask for, up to six, separated by spaces. Default: data:read account:read, or with oauth-refresh those that the user granted.',
      'data:read',
      { pattern: '^[a-z_-]+:[a-z_-]+( [a-z_-]+:[a-z_-]+){0,5}$' },
    ),
    projectId: text(
      'Project ID',
      'ID of the project of `folderId`, with or without b. in front.',
      '01234567-89ab-cdef-0123-456789abcdef',
      { ...pasted(['/projects/([0-9A-Za-z.-]+)']), pattern: '^(b\\.)?[0-9A-Za-z-]+$' },
    ),
    folderId: text(
      'Folder ID',
      'ID (URN) of the folder whose permissions are checked. It needs `projectId`.',
      'urn:adsk.wipprod:fs.folder:co.abc',
      { pattern: '^urn:[^\\s/]+$' },
    ),
    keyId: text(
      'Key ID',
      'ID of the private key. Method secure-service-account needs it.',
      '01234567-89ab-cdef-0123-456789abcdef',
    ),
    serviceAccountId: text(
      'Service account ID',
      'ID of the service account to act as. Method secure-service-account needs it.',
      'ABCDEFGH1234',
    ),
  },
  dependentRequired: { folderId: ['projectId'], projectId: ['folderId'] },
};
