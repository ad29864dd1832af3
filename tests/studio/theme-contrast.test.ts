// Whatever is read can be read: in every theme each colour of text stands out from each
// ground by 4.5 to 1 (WCAG 2.2, success criterion 1.4.3; contrast as it defines it).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(
  new URL('../../web/studio/src/styles/tokens.css', import.meta.url),
  'utf8',
);

function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]),
  );
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const dark = tokens(':root');
const THEMES = {
  dark,
  light: { ...dark, ...tokens(':root[data-theme="light"]') },
  contrast: { ...dark, ...tokens(':root[data-theme="contrast"]') },
};
const TEXT = ['text', 'muted', 'faint', 'accent', 'good', 'careful', 'wrong'];
const GROUND = ['surface', 'raised', 'sunken', 'control'];
const PAIRS = [
  ...TEXT.flatMap((text) => GROUND.map((ground) => [text, ground])),
  ['accent-text', 'accent'],
  ['mute-text', 'mute-on'],
  ['solo-text', 'solo-on'],
  // The signs on the lamps of a verdict.
  ...['good', 'careful', 'wrong'].map((lamp) => ['sunken', lamp]),
];

describe('Text in every theme', () => {
  it.each(Object.entries(THEMES))('stands out in %s', (name, theme: Record<string, string>) => {
    let least = Number.POSITIVE_INFINITY;
    for (const [text = '', ground = ''] of PAIRS) {
      const ratio = contrast(theme[text] ?? '', theme[ground] ?? '');
      least = Math.min(least, ratio);
      expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    console.log(`[ figure ] ${name}: text stands out by ${least.toFixed(2)} to 1 at least`);
  });
});
