/**
 * Requests as Microsoft's own clients sign them with the key of test/support/fakes/azure-storage.ts: @azure/storage-blob
 * 12.34.0, storage-file-share 12.33.0 and storage-file-datalake 12.31.0.
 */
export const vendorSignatures: readonly {
  name: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  authorization: string;
}[] = [
  {
    name: 'list of shares',
    method: 'GET',
    url: 'https://financearchive.file.core.windows.net/?comp=list&maxresults=1',
    headers: {
      'x-ms-version': '2026-10-06',
      'x-ms-client-request-id': '21ec81d4-d288-4b2f-9b88-81f41468af89',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    authorization: 'SharedKey financearchive:KFZdQX1VosJLr6DO13Dn4K/+KyuyDTD3CD/H5md9JV4=',
  },
  {
    name: 'list of a directory of a share',
    method: 'GET',
    url: 'https://financearchive.file.core.windows.net/archive/inbox%202026/f%C3%BCr%20alle?restype=directory&comp=list&maxresults=1',
    headers: {
      'x-ms-version': '2026-10-06',
      'x-ms-client-request-id': '024d6fe8-3c25-4b43-bdb7-c7ec249b0c12',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    authorization: 'SharedKey financearchive:B+L61tBH/lQwO5eMSXIi0dZLIgeDmZnAlYTTOsUal3o=',
  },
  {
    name: 'new file of a share',
    method: 'PUT',
    url: 'https://financearchive.file.core.windows.net/archive/inbox%202026/f%C3%BCr%20alle/a.txt',
    headers: {
      'x-ms-version': '2026-10-06',
      'x-ms-content-length': '5',
      'x-ms-type': 'file',
      'content-type': 'application/octet-stream',
      'x-ms-client-request-id': '6392e41d-ca74-462d-8bf7-5f9bd889b55d',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    authorization: 'SharedKey financearchive:tkiKECylDZ2Q1wXBmYZnmNFYtk1aI3BYsZ/me6TOwkI=',
  },
  {
    name: 'bytes of a file of a share',
    method: 'PUT',
    url: 'https://financearchive.file.core.windows.net/archive/inbox%202026/f%C3%BCr%20alle/a.txt?comp=range',
    headers: {
      'x-ms-version': '2026-10-06',
      'x-ms-write': 'update',
      'content-type': 'application/octet-stream',
      'x-ms-client-request-id': '0630d90b-ee6f-4026-8885-a4ed62ac4b23',
      'x-ms-range': 'bytes=0-4',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    body: 'hello',
    authorization: 'SharedKey financearchive:OgkZq5UxgutPRluY4CyyPl36NpQ1C5JowxyjKn/x5fw=',
  },
  {
    name: 'list of paths',
    method: 'GET',
    url: 'https://financearchive.dfs.core.windows.net/archive?maxResults=1&resource=filesystem&directory=inbox%2F2026&recursive=false',
    headers: {
      'x-ms-version': '2026-06-06',
      'x-ms-client-request-id': '475ea865-8d12-427b-9636-1f1f78d3bb62',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    authorization: 'SharedKey financearchive:FcDUn44Jx/tP040mh5uMBo+pFs3k+FSa0q8Kh4Hi0Mk=',
  },
  {
    name: 'new file of a file system',
    method: 'PUT',
    url: 'https://financearchive.dfs.core.windows.net/archive/inbox/a.txt?resource=file',
    headers: {
      'x-ms-version': '2026-06-06',
      'if-none-match': '*',
      'x-ms-client-request-id': 'c41dd61f-fb80-4523-9215-bf2c0f1ed550',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    authorization: 'SharedKey financearchive:aJ4A6Ydc/qhmntQa2WFDHIRaBM5HCEzLOwwdeo6tnag=',
  },
  {
    name: 'bytes of a file of a file system',
    method: 'PATCH',
    url: 'https://financearchive.dfs.core.windows.net/archive/inbox/a.txt?position=0&action=append',
    headers: {
      'content-type': 'application/json',
      'x-ms-version': '2026-06-06',
      'x-ms-client-request-id': '764e8690-a0ff-410a-b348-5994144be95d',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    body: 'hello',
    authorization: 'SharedKey financearchive:msNrNh8x+j3ZDuJW4o4Zc3po/uE/u9yfdoW4NZmoKr0=',
  },
  {
    name: 'list of containers',
    method: 'GET',
    url: 'https://financearchive.blob.core.windows.net/?comp=list&maxresults=1',
    headers: {
      'x-ms-version': '2026-10-06',
      'x-ms-client-request-id': 'a035c30a-cd7d-47bf-9857-50b8c91679ee',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    authorization: 'SharedKey financearchive:sGnQZXP5nFUXwSqwx0NaKj5rl+391cN50mK69WAJHmA=',
  },
  {
    name: 'new blob',
    method: 'PUT',
    url: 'https://financearchive.blob.core.windows.net/archive/inbox/a.txt',
    headers: {
      'content-type': 'application/octet-stream',
      'x-ms-version': '2026-10-06',
      'if-none-match': '*',
      'x-ms-blob-type': 'BlockBlob',
      'x-ms-client-request-id': '69c45c31-59f7-43d2-bbc7-a802801ad0d2',
      'x-ms-date': 'Wed, 25 Nov 2026 01:30:57 GMT',
    },
    body: 'hello',
    authorization: 'SharedKey financearchive:m5WLv6ZR363wArd2KRDhN9P83UduWfQkMtIA8m+JEJU=',
  },
];
