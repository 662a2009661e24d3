import { ENTRY_ANCESTORS, toFlowText } from '../annotation/sidecar/flowText';

/** What the comments of a new manifest say, in the user's language; each on one line. */
export interface ManifestComments {
  readonly include: string;
  readonly labels: string;
}

/** The text of a `corpus.yaml` for a folder of `.txt` files; labels of one's own stand ready behind comment marks. */
export function newManifest(name: string, comments: ManifestComments): string {
  return [
    `# ${comments.include}`,
    `name: ${toFlowText(wellFormed(name), ENTRY_ANCESTORS)}`,
    'include: ["**/*.txt"]',
    '',
    `# ${comments.labels}`,
    '# labels:',
    '# - {id: "PER", names: {en: "person", zh: "人物"}, colour: "#c72e2e"}',
    '',
  ].join('\n');
}

/** A text in which half characters, which no YAML file can hold, are replaced. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
