import { conformance } from '../conformance.ts';
import { cases } from './cases.ts';

conformance('asana', cases);
