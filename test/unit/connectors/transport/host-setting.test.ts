import { hostProblem } from '../../../../src/connectors/transport/host-setting.ts';

it.each([
  'sftp.example.com',
  'SFTP.example.com.',
  'localhost',
  'file_server-1',
  '10.0.0.7',
  '2001:db8::7',
  '[2001:db8::7]',
  '::ffff:10.0.0.7',
])('takes %s', (host) => {
  expect(hostProblem(host)).toBeUndefined();
});

it.each([
  ['sftp://sftp.example.com', 'is "sftp://sftp.example.com": write sftp.example.com alone'],
  ['sftp.example.com/', 'is "sftp.example.com/": write sftp.example.com alone'],
  ['sftp.example.com:2222', 'is "sftp.example.com:2222": write sftp.example.com alone, 2222 in port'],
  [
    'sftp://sftp.example.com:2222/upload/in?x=1',
    'is "sftp://sftp.example.com:2222/upload/in?x=1": write sftp.example.com alone, 2222 in port, /upload/in in path',
  ],
  ['sftp.example.com/upload', 'is "sftp.example.com/upload": write sftp.example.com alone, /upload in path'],
  ['ssh://[2001:db8::7]:22', 'is "ssh://[2001:db8::7]:22": write [2001:db8::7] alone, 22 in port'],
  ['[2001:db8::7]:22', 'is "[2001:db8::7]:22": write [2001:db8::7] alone, 22 in port'],
  ['\\\\server\\share', 'is "\\\\\\\\server\\\\share": write server alone, /share in path'],
  ['//server/share', 'is "//server/share": write server alone, /share in path'],
  [' sftp.example.com', 'is " sftp.example.com": write sftp.example.com alone'],
  ['münchen.example', 'is "münchen.example": write xn--mnchen-3ya.example alone'],
  [
    'ftp://münchen.example:21/a',
    'is "ftp://münchen.example:21/a": write xn--mnchen-3ya.example alone, 21 in port, /a in path',
  ],
  ['sftp://svc:canary@sftp.example.com', 'has a user name in it: write the name of the server alone'],
  ['sftp example com', 'is "sftp example com", which is neither a name nor an IP address'],
  ['10.0.0.777', 'is "10.0.0.777", which is neither a name nor an IP address'],
  ['10.0.0', 'is "10.0.0", which is neither a name nor an IP address'],
  ['fe80::1%eth0', 'is "fe80::1%eth0", which is neither a name nor an IP address'],
  ['-x', 'is "-x", which is neither a name nor an IP address'],
  ['a..b', 'is "a..b", which is neither a name nor an IP address'],
  ['', 'is "", which is neither a name nor an IP address'],
])('names what is wrong with %s', (host, problem) => {
  expect(hostProblem(host)).toBe(problem);
});

it('is not held up by a host made for that', () => {
  expect(hostProblem(`${'a-'.repeat(120)}!`)).toMatch(/neither a name nor/);
});
