/** The contrast that text must have (WCAG 2.2, 1.4.3). */
const TEXT_CONTRAST = 4.5;
const STEPS = 20;

/**
 * A colour `#rrggbb` as it can be read on a background: itself where its contrast is enough, else as little darker or
 * lighter as needed.
 */
export function readableColour(colour: string, background: string): string {
  const target = luminance(background) > 0.18 ? BLACK : WHITE;
  for (let step = 0; step < STEPS; step++) {
    const mixed = mix(channels(colour), target, step / STEPS);
    if (contrast(hex(mixed), background) >= TEXT_CONTRAST) return hex(mixed);
  }
  return hex(target);
}

/** The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(a: string, b: string): number {
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

type Channels = readonly [red: number, green: number, blue: number];

const BLACK: Channels = [0, 0, 0];
const WHITE: Channels = [255, 255, 255];

function channels(colour: string): Channels {
  const value = Number.parseInt(colour.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const hex = (values: Channels): string =>
  `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

const mix = ([r, g, b]: Channels, [toR, toG, toB]: Channels, share: number): Channels => [
  r + (toR - r) * share,
  g + (toG - g) * share,
  b + (toB - b) * share,
];

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
