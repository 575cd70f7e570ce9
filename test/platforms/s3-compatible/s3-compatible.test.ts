import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('s3-compatible', cases);
