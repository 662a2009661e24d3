import { randomBytes } from 'node:crypto';
import { ID_BYTES, idFromBytes, type NewId } from '../core/annotation/id';

/** A fresh id from the system's source of chance. */
export const randomId: NewId = () => idFromBytes(randomBytes(ID_BYTES));
