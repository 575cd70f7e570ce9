import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { sshSuite } from './ssh/suite.ts';

await describeWithContainers('SFTP servers', () => {
  sshSuite({ folder: 'ssh', names: ['dropbear', 'dropbear-keys', 'asyncssh'] });
});
