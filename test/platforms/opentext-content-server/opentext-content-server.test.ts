import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('opentext-content-server', cases);
