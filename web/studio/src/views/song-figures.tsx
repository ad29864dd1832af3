// The whole song's loudness, true peak and loudness range, of its render.
// Thread: main.

import { useStudio } from '../app/studio';
import { formatFigure } from '../params/format';
import { Unsettled } from '../ui/unsettled';
import { createMeasureAge } from './song-says';

export function SongFigures() {
  const studio = useStudio();
  const { songMeasure } = studio;
  const figures = () => songMeasure.measurement();
  const age = createMeasureAge(studio);
  const over = () => (figures()?.truePeakDbtp ?? -1) > 0;
  return (
    <div
      class="song-figures"
      role="group"
      aria-label="Whole song"
      title={`The whole song, ${age()}`}
      data-state={songMeasure.state()}
    >
      <span class="figure">
        <Unsettled what="The song" seconds={figures()?.durationSeconds} />
        <b>{formatFigure(figures()?.integratedLufs)}</b> <small>LUFS</small>
      </span>
      <span class="figure" classList={{ wrong: over() }}>
        <b>{formatFigure(figures()?.truePeakDbtp)}</b> <small>dBTP</small>
      </span>
      <span class="figure">
        <Unsettled what="The song" seconds={figures()?.durationSeconds} />
        <b>{formatFigure(figures()?.loudnessRangeLu)}</b> <small>LRA</small>
      </span>
      <span class="figures-age">{age()}</span>
      <span
        class="figures-progress"
        style={{ '--at': songMeasure.state() === 'measuring' ? songMeasure.fraction() : 0 }}
      />
      <span class="visually-hidden" role="status">
        {songMeasure.state() === 'current'
          ? `Whole song: ${formatFigure(figures()?.integratedLufs)} LUFS, true peak ${formatFigure(figures()?.truePeakDbtp)} dBTP. ${songMeasure.consequence()}`
          : ''}
      </span>
    </div>
  );
}
