import { tlsOptions } from '../../../../src/connectors/transport/agent.ts';

it.each([
  ['a name', 'files.example.com', 'files.example.com'],
  ['a name with the dot of the root', 'files.example.com.', 'files.example.com'],
  ['an address', '10.0.0.7', undefined],
])('asks for the certificate of %s', (_name, host, servername) => {
  expect(tlsOptions(host, {}).servername).toBe(servername);
});
