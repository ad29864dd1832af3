// A report as a page of its own: made of the report's JSON and nothing else, so that
// it can be saved beside the file, sent on and printed. No script, nothing loaded;
// whatever came from a file is escaped.
// Thread: any (no state).

import type { DeliveryOutcome } from '@lathe/worklet/client/delivery';
import type { DeliveryReport } from '@lathe/worklet/client/delivery-report';
import { fixed, formatFigure, formatTime } from '../params/format';
import { barChart, type Levels, type Mark, type Scale, timeChart } from './charts';
import { Markup, markup, type Part } from './markup';
import { REPORT_STYLE } from './report-style';
import {
  aimWords,
  fileWords,
  furtherFindings,
  mainFigures,
  otherFigures,
  type ReportFigure,
  VERDICTS,
} from './report-words';

const LABELLED_HZ: Readonly<Record<number, string>> = {
  31.5: '31',
  63: '63',
  125: '125',
  250: '250',
  500: '500',
  1000: '1k',
  2000: '2k',
  4000: '4k',
  8000: '8k',
  16000: '16k',
};

/** The page as text of an HTML file. */
export function reportPage(report: DeliveryReport): string {
  const { file, lathe, date } = report;
  const made = date ? `Measured on ${date.slice(0, 10)} by` : 'Measured by';
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${file.name}: report</title>
<style>${new Markup(REPORT_STYLE)}</style>
</head>
<body><main>
<h1>${file.name}</h1>
<p class="muted">${fileWords(report)}</p>
${figures('main', mainFigures(report))}
${aim(report)}
<h2>Over the song</h2>
<div class="charts">${overTime(report)}${overLevels(report)}</div>
<h2>Where it is delivered</h2>
${deliveryTable(report.delivery)}
<h2>All figures</h2>
${figures('others', otherFigures(report))}
<footer>${made} Lathe ${lathe}, from the written file, decoded again: ITU-R BS.1770-5 and EBU Tech
3341/3342; true peak 8× oversampled. The delivery figures are dated and sourced; “lathe targets
--json” prints them.</footer>
</main></body>
</html>
`;
  return page.text;
}

function figures(kind: string, list: readonly ReportFigure[]): Markup {
  const boxes = list.map(
    ({ value, unit, name }) =>
      markup`<div><b>${value} <small style="display:inline">${unit}</small></b><small>${name}</small></div>`,
  );
  return markup`<div class="figures ${kind}">${boxes}</div>`;
}

function aim(report: DeliveryReport): Part {
  const { misses } = report;
  if (misses.length > 0) {
    return markup`<div class="note missed"><strong>Not as it was meant to be</strong><ul>${misses.map(
      (miss) => markup`<li>${miss}</li>`,
    )}</ul></div>`;
  }
  const met = aimWords(report);
  return met === null ? null : markup`<p class="note">${met}</p>`;
}

function figure(title: string, note: string, chart: Part): Markup {
  return markup`<figure><figcaption>${title} <span>${note}</span></figcaption>${chart}</figure>`;
}

/** Whole steps that hold the loudest and `range` under it. */
function scaleUnder(levels: Levels, range: number, step: number, least: number): Scale {
  const loudest = levels.reduce<number>((most, level) => Math.max(most, level ?? least), least);
  const high = Math.ceil(loudest / step) * step;
  return { low: high - range, high, step };
}

function overTime({ song, aim: wanted, file }: DeliveryReport): Part[] {
  const { loudness, truePeak, measurement } = song;
  const integrated: Mark[] =
    measurement.integratedLufs === null
      ? []
      : [
          {
            value: measurement.integratedLufs,
            label: `integrated ${formatFigure(measurement.integratedLufs)}`,
          },
        ];
  const ceiling: Mark[] =
    wanted.ceilingDbtp === null
      ? []
      : [{ value: wanted.ceilingDbtp, label: `ceiling ${formatFigure(wanted.ceilingDbtp)}` }];
  return [
    figure(
      'Loudness',
      'LUFS; short-term, and momentary behind it',
      timeChart(
        'Loudness over time',
        file.durationSeconds,
        scaleUnder(loudness.maxMomentaryLufs, 36, 6, -12),
        [
          {
            points: loudness.maxMomentaryLufs,
            pointSeconds: loudness.pointSeconds,
            class: 'behind',
          },
          {
            points: loudness.maxShortTermLufs,
            pointSeconds: loudness.pointSeconds,
            class: 'front',
          },
        ],
        integrated,
      ),
    ),
    figure(
      'True peak',
      'dBTP; the highest of each moment',
      timeChart(
        'True peak over time',
        file.durationSeconds,
        scaleUnder(truePeak.maxDbtp, 24, 3, 0),
        [{ points: truePeak.maxDbtp, pointSeconds: truePeak.pointSeconds, class: 'front' }],
        ceiling,
      ),
    ),
  ];
}

function overLevels({ song }: DeliveryReport): Part[] {
  const { spectrum, shortTermHistogram: histogram } = song;
  const bands = spectrum.hz.map((hz, i) => {
    const label = LABELLED_HZ[hz];
    return { value: spectrum.levelDb[i] ?? null, ...(label === undefined ? {} : { label }) };
  });
  const { seconds, lowestLufs, binLu } = histogram;
  const from = Math.max(
    0,
    seconds.findIndex((each) => each > 0),
  );
  const to = Math.max(from + 12, seconds.findLastIndex((each) => each > 0) + 1);
  const most = Math.max(1, ...seconds);
  const step =
    [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => most / each <= 6) ?? 5000;
  const bins = seconds.slice(from, to).map((value, i) => {
    const lufs = lowestLufs + (from + i) * binLu;
    return { value, ...(lufs % 6 === 0 ? { label: fixed(lufs, 0) } : {}) };
  });
  return [
    figure(
      'Spectrum',
      'dB in each third of an octave, averaged; Hz',
      barChart('Average spectrum', scaleUnder(spectrum.levelDb, 60, 10, -20), bands),
    ),
    figure(
      'Time at each loudness',
      `seconds, by short-term LUFS; ${formatTime(histogram.secondsBelow, 0)} under ${fixed(lowestLufs, 0)}`,
      barChart(
        'Time at each loudness',
        { low: 0, high: Math.ceil(most / step) * step, step },
        bins,
      ),
    ),
  ];
}

function deliveryTable(outcomes: readonly DeliveryOutcome[]): Markup {
  const rows = outcomes.map((outcome) => {
    const { sign, word } = VERDICTS[outcome.verdict];
    const gain = outcome.gainDb === null ? '–' : `${signed(outcome.gainDb)} dB`;
    return markup`<tr><th scope="row">${outcome.name}</th>
<td class="verdict ${outcome.verdict}">${sign} ${word}</td>
<td class="number" data-label="Gain">${gain}</td>
<td class="number" data-label="Plays at">${formatFigure(outcome.playedLufs)} LUFS</td>
<td>${outcome.playback}${furtherFindings(outcome).map((text) => markup` ${text}`)}</td></tr>`;
  });
  return markup`<table><thead><tr><th>Target</th><th>Verdict</th><th class="number">Gain</th>
<th class="number">Plays at</th><th>What happens</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function signed(db: number): string {
  const text = fixed(db, 1);
  return db > 0 && Number(text) !== 0 ? `+${text}` : text;
}
