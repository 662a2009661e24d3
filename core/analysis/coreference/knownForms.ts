import type { KnownEntities } from '../knownEntities';
import type { Form } from './forms';
import type { Groups } from './groups';

/** Joins the forms that are names of one entity of the user's authority files. */
export function identifyKnown(forms: readonly Form[], known: KnownEntities, groups: Groups): void {
  for (const form of forms) {
    const entity = form.scoped ? undefined : known.named(form.label, form.text);
    if (entity !== undefined) groups.identify(form, entity.id);
  }
}
