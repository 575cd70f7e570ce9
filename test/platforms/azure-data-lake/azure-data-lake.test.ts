import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('azure-data-lake', cases);
