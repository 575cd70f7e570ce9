import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('google-shared-drives', cases);
