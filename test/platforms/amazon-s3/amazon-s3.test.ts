import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('amazon-s3', cases);
