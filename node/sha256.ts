import { createHash } from 'node:crypto';
import type { Sha256 } from '../core/annotation/annotation';

/** SHA-256 of a text as UTF-8, lower-case hexadecimal. */
export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
