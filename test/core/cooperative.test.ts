import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, analyseInSteps } from '../../core/analysis/analyse';
import { createFallbackSegmenter } from '../../core/analysis/fallbackSegmenter';
import { runAtOnce, runInTurns, type Turns } from '../../core/cooperative';
import { CanonicalText } from '../../core/text/canonicalText';

/** A clock that is 20 ms further at each look, so that work pauses after every step. */
class SlowClock implements Turns {
  turns = 0;
  #time = 0;
  constructor(readonly onTurn: (turns: number) => void = () => undefined) {}
  now(): number {
    return (this.#time += 20);
  }
  next(): Promise<void> {
    this.onTurn(++this.turns);
    return Promise.resolve();
  }
}

function* counting(steps: number): Generator<void, string> {
  for (let step = 0; step < steps; step++) yield;
  return 'done';
}

describe('work in turns', () => {
  it('pauses when a slice of time is over, and gives the same as work in one go', async () => {
    const clock = new SlowClock();
    assert.equal(await runInTurns(counting(7), clock, { isCancellationRequested: false }), runAtOnce(counting(7)));
    assert.equal(clock.turns, 7);
    const still = { now: () => 0, next: () => Promise.reject(new Error('no pause was due')) };
    assert.equal(await runInTurns(counting(7), still, { isCancellationRequested: false }), 'done');
  });

  it('stops in the pause in which it is cancelled', async () => {
    const token = { isCancellationRequested: false };
    const clock = new SlowClock((turns) => {
      if (turns === 3) token.isCancellationRequested = true;
    });
    assert.equal(await runInTurns(counting(7), clock, token), undefined);
    assert.equal(clock.turns, 3);
  });
});

describe('the analysis of an article', () => {
  const seeds = join(__dirname, '../../../seeds');
  const text = readdirSync(seeds)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(seeds, name), 'utf8'))
    .join('\n\n');
  const resources = { segmenter: createFallbackSegmenter(), tagger: undefined };

  it('pauses also between its parts that read the whole text: the reading of lines, recurrence, and grouping', () => {
    const steps = analyseInSteps(new CanonicalText(text), resources);
    let count = 0;
    while (steps.next().done !== true) count++;
    const passages = analyse(new CanonicalText(text), resources).logical.blocks.length;
    // Two for each passage (words, then names), and those of the whole text.
    assert.ok(count - 2 * passages >= 10, `${count} steps for ${passages} passages`);
  });

  it('can be given up at every one of its steps', async () => {
    const whole = new CanonicalText(text.slice(0, 3000));
    const token = { isCancellationRequested: false };
    const counter = new SlowClock();
    await runInTurns(analyseInSteps(whole, resources), counter, token);
    for (let stop = 1; stop <= counter.turns; stop++) {
      const cancelled = { isCancellationRequested: false };
      const clock = new SlowClock((turns) => (cancelled.isCancellationRequested = turns === stop));
      assert.equal(await runInTurns(analyseInSteps(whole, resources), clock, cancelled), undefined);
      assert.equal(clock.turns, stop);
    }
  });
});
