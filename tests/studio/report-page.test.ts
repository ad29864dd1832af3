// The report as a page: what the JSON says stands in it, whatever came from a file is
// text and nothing else, and it needs nothing but itself.
import { describe, expect, test } from 'vitest';
import { escapeText, markup } from '../../web/studio/src/report/markup';
import { reportPage } from '../../web/studio/src/report/report-page';
import { madeUpReport } from './double/made-up-report';

describe('markup', () => {
  test('escapes what is put in, once, and leaves what it made', () => {
    const evil = `<img src=x onerror="a('&')">`;
    expect(escapeText(evil)).toBe('&lt;img src=x onerror=&quot;a(&#39;&amp;&#39;)&quot;&gt;');
    const inner = markup`<b title="${evil}">${evil}</b>`;
    expect(markup`<p>${[inner, null, 1.5]}</p>`.text).toBe(
      `<p><b title="${escapeText(evil)}">${escapeText(evil)}</b>1.5</p>`,
    );
  });
});

describe('the page', () => {
  test('says what the report says', () => {
    const page = reportPage(madeUpReport());
    for (const text of [
      '<title>Song.wav: report</title>',
      '24-bit WAV · 44.1 kHz · stereo · 3:05.0 · TPDF dither',
      '−14.1',
      'Not as it was meant to be',
      '0.30 dB over the ceiling',
      'Spotify',
      '! careful',
      '✕ not accepted',
      'Plays 2.1 dB quieter',
      'integrated −14.1',
      'ceiling −1.0',
    ]) {
      expect(page).toContain(text);
    }
  });

  test('is whole: four charts, no script, nothing fetched', () => {
    const page = reportPage(madeUpReport());
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|@import|https?:/);
    expect(page).not.toMatch(/NaN|undefined|Infinity|null/);
    for (const tag of ['svg', 'figure', 'table', 'tr', 'div', 'text', 'main']) {
      const opened = page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length;
      expect(page.match(new RegExp(`</${tag}>`, 'g'))?.length, tag).toBe(opened);
    }
    console.log(`[ figure ] report page of 3 minutes: ${(page.length / 1000).toFixed(1)} kB`);
    expect(page.length).toBeLessThan(100_000);
  });

  test('text from the file cannot become markup', () => {
    const evil = `</style><script>alert("1")</script>&amp;'STYLE.wav`;
    const report = madeUpReport();
    const page = reportPage({
      ...report,
      lathe: evil,
      date: evil,
      file: { ...report.file, name: evil },
      misses: [evil],
      delivery: report.delivery.map((outcome) => ({
        ...outcome,
        name: evil,
        playback: evil,
        findings: [{ verdict: 'warn', text: `${evil} again` }],
      })),
    });
    expect(page).not.toContain('<script');
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).toContain(escapeText(evil));
  });

  test('silence has its page too', () => {
    const report = madeUpReport();
    const { measurement, loudness, truePeak, spectrum, shortTermHistogram } = report.song;
    const silent = <T>(list: readonly T[]) => list.map(() => null);
    const page = reportPage({
      ...report,
      aim: { lufs: null, ceilingDbtp: null },
      misses: [],
      song: {
        ...report.song,
        measurement: {
          ...measurement,
          integratedLufs: null,
          truePeakDbtp: null,
          plrDb: null,
          minPsrDb: null,
          correlation: null,
          sideToMidDb: null,
        },
        loudness: {
          ...loudness,
          maxMomentaryLufs: silent(loudness.maxMomentaryLufs),
          maxShortTermLufs: silent(loudness.maxShortTermLufs),
        },
        truePeak: { ...truePeak, maxDbtp: silent(truePeak.maxDbtp) },
        spectrum: { ...spectrum, levelDb: silent(spectrum.levelDb) },
        shortTermHistogram: {
          ...shortTermHistogram,
          seconds: shortTermHistogram.seconds.map(() => 0),
        },
      },
    });
    expect(page).toContain('<b>– ');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
