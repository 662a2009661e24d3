/** What the keys of annotate mode are for, in the order in which a person comes to need them. */
export const KEY_GROUPS = ['decide', 'label', 'move', 'edges', 'select', 'entity', 'article'] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

/** The commands of each group, without `corpusAnnotator.`, in the order in which they are listed. */
const COMMANDS: Readonly<Record<KeyGroup, readonly string[]>> = {
  decide: [
    'accept',
    'reject',
    'nextSuggestion',
    'previousSuggestion',
    'undo',
    'redo',
    'nextUnsure',
    'previousUnsure',
    'nextInCorpus',
    'acceptAll',
    'showActions',
  ],
  label: ['annotate', 'repeatLabel', 'changeLabel', 'remove', 'editNote', 'editAnnotation', 'annotateOccurrences'],
  move: ['nextAnnotation', 'previousAnnotation', 'nextMention', 'previousMention', 'nextReview', 'previousReview'],
  edges: [
    'growRight',
    'shrinkRight',
    'growLeft',
    'shrinkLeft',
    'growRightByWord',
    'shrinkRightByWord',
    'growLeftByWord',
    'shrinkLeftByWord',
  ],
  select: ['selectWord', 'selectWordLeft', 'selectEntity', 'selectSentence', 'selectTo', 'annotateTogether', 'addPart'],
  entity: [
    'linkEntity',
    'createEntity',
    'mark',
    'clearMark',
    'relate',
    'showRelations',
    'newEvent',
    'addToEvent',
    'entity.show',
  ],
  article: [
    'toggleAnnotateMode',
    'showKeys',
    'toggleDone',
    'doneAndNext',
    'editTags',
    'openSidecar',
    'annotations.revealAtCursor',
    'placeHere',
    'keepPlace',
  ],
};

/** Commands in their groups; those that have no place of their own stand at the end of the last one. */
export function groupedCommands(commands: readonly string[]): { group: KeyGroup; commands: string[] }[] {
  const known = new Set(commands);
  const listed = KEY_GROUPS.map((group) => ({
    group,
    commands: COMMANDS[group].map((name) => `corpusAnnotator.${name}`).filter((command) => known.has(command)),
  }));
  const placed = new Set(listed.flatMap((each) => each.commands));
  listed.at(-1)?.commands.push(...commands.filter((command) => !placed.has(command)));
  return listed.filter((each) => each.commands.length > 0);
}
