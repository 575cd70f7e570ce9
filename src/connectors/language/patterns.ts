import { RE2JS } from '@bufbuild/re2';
import { remembered } from './remembered.ts';

/**
 * A pattern of RE2: its matcher takes time in proportion to the text, and it has neither look-around nor
 * back-references. @throws Error in the matcher's words
 */
export const compilePattern: (pattern: string) => RE2JS = remembered(1000, (pattern) => RE2JS.compile(pattern));
