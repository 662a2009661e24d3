import type { LabelledSpan } from '../../../core/evaluation/spans';
import { utf16 } from '../../../core/text/units';

export const span = (start: number, end: number, label: string): LabelledSpan => ({
  start: utf16(start),
  end: utf16(end),
  label,
});
