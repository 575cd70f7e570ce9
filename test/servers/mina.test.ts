import { describeWithJava } from './java/describe-with-java.ts';
import { sshSuite } from './ssh/suite.ts';

await describeWithJava('mina', 'Apache MINA SSHD', () => {
  sshSuite({ folder: 'mina', java: 'mina', names: ['mina'] });
});
