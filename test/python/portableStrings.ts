import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { parseAnyStyle } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { hostileText, sample, sampleSet } from '../core/annotation/arbitraries';
import { runPython } from './python';

/** What PyYAML makes of a file by itself, with the rules of YAML 1.1: its C reader, and the slow one that it falls back to. */
const PYYAML = `
import yaml
def answer(item):
    text, slow = item
    loader = yaml.SafeLoader if slow else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, loader)["document"]["strings"]
`;

const STRINGS_IN_A_FILE = 100;

/**
 * Writes `count` hostile strings to sidecars, as values and as keys, and reads them by `yaml` and by PyYAML. Throws at
 * the first that comes back as another; answers how many were compared.
 */
export function comparePortableStrings(count: number, seed: number): number {
  const strings = fc.sample(hostileText, { numRuns: count, seed });
  const groups = Array.from({ length: Math.ceil(count / STRINGS_IN_A_FILE) }, (_, index) =>
    strings.slice(index * STRINGS_IN_A_FILE, (index + 1) * STRINGS_IN_A_FILE),
  );
  const files = groups.map((group) => serialiseSidecar(holding(group)));
  // The slow reader takes 50 times as long: it reads a twentieth of the files.
  const answers = runPython(
    PYYAML,
    files.map((text, index) => [text, index % 20 === 0]),
  );
  groups.forEach((group, index) => {
    const expected = holding(group).document['strings'];
    assert.deepEqual(parseAnyStyle(files[index] as string).value?.document['strings'], expected);
    assert.deepEqual(answers[index], expected, `PyYAML, strings from ${index * STRINGS_IN_A_FILE}, seed ${seed}`);
  });
  return strings.length;
}

function holding(strings: readonly string[]): AnnotationSet {
  const asKeys = strings
    .filter((text) => text !== '__proto__' && text.length < 150)
    .map((text): [string, string] => [text, text]);
  return {
    ...sampleSet(sample('a', 1, '楼')),
    document: { strings: [...strings, Object.fromEntries(asKeys)] },
  };
}
