import { table } from '../core/evaluation/table';
import { interleaved, median, milliseconds } from './benchMeasure';
import type { Bench } from './benchResources';
import { ADVERSARIAL_TEXTS, characterStart, newspaper } from './benchTexts';

/** Near the size (5 MiB) above which articles are not analysed. */
const LARGEST = 5_000_000;
const SIZES = [LARGEST / 1000, LARGEST / 100, LARGEST / 10, LARGEST] as const;
/** Small texts are many, because the time of one says little, but all of a size not much more than this (bytes). */
const ENOUGH = 1_000_000;
const MOST_WINDOWS = 40;
const ROUNDS = 2;

const ADVERSARIAL_BYTES = 100_000;
const ADVERSARIAL_FACTOR = 4;

/** How time grows with the length of newspaper text: linear where a KB costs the same at each size. */
export function growth({ articles, analyseBytes }: Bench): string[] {
  const bytes = Buffer.from(newspaper(articles, LARGEST));
  const samples = SIZES.map((size) => windows(bytes, size));
  const times = interleaved(
    Object.fromEntries(samples.map((files, index) => [String(index), () => files.forEach(analyseBytes)])),
    ROUNDS,
  );
  const averages = samples.map((files, index) => median(times[String(index)] ?? []) / files.length);
  return [
    `growth: mean time of texts of a size, median of ${ROUNDS} rounds in turn; time(10n) / time(n) is 10 where it is linear`,
    ...table([
      ['size', 'texts', 'time', 'ms/KB', 'time(10n) / time(n)'],
      ...SIZES.map((size, index) => {
        const time = averages[index] ?? NaN;
        const before = averages[index - 1];
        return [
          `${size / 1000} KB`,
          String(samples[index]?.length),
          `${time.toFixed(1)} ms`,
          ((time / size) * 1000).toFixed(2),
          before === undefined ? '' : (time / before).toFixed(1),
        ];
      }),
    ]),
  ];
}

/** Texts of a size (bytes, or up to three more), evenly spaced over a long one, so that all sizes see the same kind of text. */
function windows(bytes: Buffer, size: number): Buffer[] {
  const count = Math.max(1, Math.min(ENOUGH / size, MOST_WINDOWS));
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * bytes.length) / count);
    return bytes.subarray(characterStart(bytes, start), characterStart(bytes, start + size));
  });
}

/** Whether any text makes analysis slow or its time grow faster than the text. */
export function adversarial({ articles, analyseBytes }: Bench): string[] {
  const line = Buffer.from(newspaper(articles, LARGEST).replaceAll('\n', ''));
  const row = (name: string, small: Uint8Array, large: Uint8Array): string[] => {
    const smallTime = Math.min(
      milliseconds(() => analyseBytes(small)),
      milliseconds(() => analyseBytes(small)),
    );
    const largeTime = milliseconds(() => analyseBytes(large));
    return [
      name,
      `${Math.round(large.length / 1000)} KB`,
      `${largeTime.toFixed(0)} ms`,
      ((largeTime / large.length) * 1000).toFixed(2),
      (largeTime / smallTime).toFixed(1),
    ];
  };
  return [
    `adversarial texts; time(${ADVERSARIAL_FACTOR}n) / time(n) is ${ADVERSARIAL_FACTOR} where it is linear`,
    ...table([
      ['text', 'size', 'time', 'ms/KB', `time(${ADVERSARIAL_FACTOR}n) / time(n)`],
      ...Object.entries(ADVERSARIAL_TEXTS).map(([name, make]) =>
        row(name, Buffer.from(make(ADVERSARIAL_BYTES)), Buffer.from(make(ADVERSARIAL_BYTES * ADVERSARIAL_FACTOR))),
      ),
      row('newspaper in one line', line.subarray(0, characterStart(line, line.length / ADVERSARIAL_FACTOR)), line),
    ]),
  ];
}
