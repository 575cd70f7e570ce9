import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('google-cloud-storage', cases);
