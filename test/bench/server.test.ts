import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const out = join(__dirname, '../..');

interface Figures {
  readonly median: number;
  readonly p95: number;
}

interface Cost {
  readonly milliseconds: Figures;
  readonly toEmpty: Figures;
  readonly toTag: Figures;
}

interface Measured {
  readonly articles: readonly {
    readonly article: string;
    readonly emptyRoundTrip: Figures;
    readonly jiebaTag: Figures;
    readonly measures: Readonly<Record<string, Cost>>;
  }[];
  readonly coldStart: Readonly<Record<string, Figures>>;
  readonly restart: Figures;
  readonly loopHeld: Figures;
}

function bench(...options: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const program = [join(out, 'bench/server/bench.js'), '--server', join(out, 'server/main.js')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...options], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

describe('the benchmark of the server', function () {
  this.timeout(300_000);

  it('measures every request for every article, and the cold start, beside what they are compared with', () => {
    const { status, out: json, err } = bench('--rounds', '1', '--starts', '1', '--json');
    assert.equal(status, 0, err);
    const { articles, coldStart, restart, loopHeld } = JSON.parse(json) as Measured;
    assert.deepEqual(
      articles.map(({ article }) => article),
      ['000', '001', '002', '003', '004'],
    );
    for (const { emptyRoundTrip, jiebaTag, measures } of articles) {
      assert.deepEqual(Object.keys(measures), ['analysis', 'tokens', 'hover', 'symbols']);
      for (const { milliseconds, toEmpty, toTag } of Object.values(measures)) {
        assert.ok(milliseconds.median > 0);
        // Of one round, the ratio is that of the two times.
        assertClose(toEmpty.median, milliseconds.median / emptyRoundTrip.median);
        assertClose(toTag.p95, milliseconds.p95 / jiebaTag.median);
      }
    }
    const { initialized, colours, jiebaAlone, coloursToJiebaAlone } = coldStart as Record<string, Figures>;
    assert.ok(initialized!.median > 0 && initialized!.median < colours!.median);
    assertClose(coloursToJiebaAlone!.median, colours!.median / jiebaAlone!.median);
    assert.ok(restart.median > 0 && loopHeld.median > 0);
  });

  it('says what it needs', () => {
    const { status, err } = bench('--rounds', 'many');
    assert.equal(status, 1);
    assert.match(err, /--rounds takes a number from 1 up, not many/);
  });
});

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9 * expected, `${actual} is not ${expected}`);
}
