import { DEFAULT_LABELS } from '../../core/annotation/labels';
import type { Schema } from '../../core/annotation/schema';
import { escapeMarkdown, harmlessMarkdown } from '../markdown';
import type { LocalMessages } from '../messages';

/** The name of a label in the user's language; a recogniser may suggest a default label that the corpus has not. */
export function labelNameIn({ labels }: Schema, label: string, { language }: LocalMessages): string | undefined {
  const known = labels.find(({ id }) => id === label) ?? DEFAULT_LABELS.find(({ id }) => id === label);
  return known?.names[language];
}

/** UTF-16 units. */
const LONGEST_GUIDELINES = 5000;

/** What the corpus says on how to annotate with a label, below a line; nothing where it says nothing. */
export function guidelinesFor({ labels }: Schema, label: string, messages: LocalMessages): string[] {
  const guidelines = labels.find(({ id }) => id === label)?.guidelines?.[messages.language];
  if (guidelines === undefined || guidelines.trim() === '') return [];
  const shown = guidelines.length > LONGEST_GUIDELINES ? `${guidelines.slice(0, LONGEST_GUIDELINES)}…` : guidelines;
  return [`---\n\n**${messages.guidelines(escapeMarkdown(label))}**`, harmlessMarkdown(shown.trim())];
}
