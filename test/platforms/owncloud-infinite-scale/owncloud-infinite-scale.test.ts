import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('owncloud-infinite-scale', cases);
