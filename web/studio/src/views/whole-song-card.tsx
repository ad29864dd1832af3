// The whole song's loudness over time, of its render: what each moment and each three
// seconds come to, against the loudness that is wanted; a click is heard from there.
// Thread: main.

import { onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { fixed, formatFigure, formatTime } from '../params/format';
import { Canvas, type CanvasArea } from '../ui/canvas';
import { Card } from '../ui/card';
import { moveByKeys, tellPosition } from './song-position';
import { createMeasureAge, SongConsequence } from './song-says';

/** From over the loudest moment down. */
const RANGE_LU = 24;
const HEADROOM_LU = 2;
const GRID_LU = 6;
/** Spacing of marks, in seconds: the least that leaves room for the text is taken. */
const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const LEAST_STEP_PX = 56;

export function WholeSongCard() {
  const studio = useStudio();
  const { songMeasure } = studio;
  const age = createMeasureAge(studio);
  return (
    <Card class="whole-song" title="Whole-song loudness" says={age()}>
      <div class="whole-song-body" classList={{ stale: songMeasure.state() !== 'current' }}>
        <SongCourse />
        <SongNumbers />
      </div>
      <SongConsequence class="outcome" />
    </Card>
  );
}

function SongCourse() {
  const studio = useStudio();
  const { songMeasure, loudness, transport } = studio;
  let course!: HTMLDivElement;
  const song = () => songMeasure.song();
  const seconds = () => song()?.measurement.durationSeconds ?? 0;
  const rate = () => studio.records.session().sampleRate;

  const highestLufs = () => {
    const loudest = song()?.measurement.maxMomentaryLufs ?? loudness.targetLufs();
    return Math.ceil(Math.max(loudest, loudness.targetLufs()) + HEADROOM_LU);
  };
  const shareOf = (lufs: number) => (highestLufs() - lufs) / RANGE_LU;

  const drawTimes = ({ context, width, height, palette }: CanvasArea) => {
    const step = STEPS_SECONDS.find((each) => (each / seconds()) * width >= LEAST_STEP_PX) ?? 1200;
    context.fillStyle = palette.faint;
    context.textAlign = 'left';
    for (let mark = step; mark < seconds(); mark += step) {
      const x = (mark / seconds()) * width;
      context.fillRect(Math.round(x), height - 5, 1, 5);
      if (x < width - 30) context.fillText(formatTime(mark, 0), x + 3, height - 3);
    }
  };

  const draw = (area: CanvasArea) => {
    const report = song();
    if (!report || seconds() <= 0) return;
    const { context, width, height, palette } = area;
    context.font = '10px "Inter Variable", sans-serif';
    const { pointSeconds, maxMomentaryLufs, maxShortTermLufs } = report.loudness;
    const x = (index: number) => ((index * pointSeconds) / seconds()) * width;
    const y = (lufs: number) => Math.min(1, Math.max(0, shareOf(lufs))) * height;
    context.lineWidth = 1;
    context.strokeStyle = palette.line;
    const first = Math.floor((highestLufs() - 1) / GRID_LU) * GRID_LU;
    for (let lufs = first; lufs > highestLufs() - RANGE_LU; lufs -= GRID_LU) {
      context.beginPath();
      context.moveTo(0, Math.round(y(lufs)) + 0.5);
      context.lineTo(width, Math.round(y(lufs)) + 0.5);
      context.stroke();
      context.fillStyle = palette.faint;
      context.textAlign = 'right';
      context.fillText(fixed(lufs, 0), width - 3, y(lufs) - 3);
    }
    context.fillStyle = palette.muted;
    context.globalAlpha = 0.3;
    for (const [index, lufs] of maxMomentaryLufs.entries()) {
      if (lufs === null) continue;
      context.fillRect(x(index), y(lufs), Math.max(1, x(1)), height - y(lufs));
    }
    context.globalAlpha = 1;
    context.strokeStyle = palette.accent;
    context.lineWidth = 2;
    context.beginPath();
    let pen = false;
    for (const [index, lufs] of maxShortTermLufs.entries()) {
      if (lufs !== null) context[pen ? 'lineTo' : 'moveTo'](x(index + 0.5), y(lufs));
      pen = lufs !== null;
    }
    context.stroke();
    drawTimes(area);
    drawIntent(area, y(loudness.targetLufs()));
  };

  const drawIntent = ({ context, width, palette }: CanvasArea, at: number) => {
    context.strokeStyle = palette.good;
    context.lineWidth = 1.5;
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(0, at);
    context.lineTo(width, at);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = palette.good;
    context.textAlign = 'left';
    // Over the line, but for one that is near the top.
    const textAt = at < 14 ? at + 12 : at - 4;
    context.fillText(`wanted: ${fixed(loudness.targetLufs(), 1)} LUFS integrated`, 6, textAt);
  };

  let playheadPx = -1;
  const movePlayhead = (line: HTMLElement) =>
    onMount(() =>
      onCleanup(
        studio.frames.add(() => {
          const share = seconds() > 0 ? transport.playheadFrame / rate() / seconds() : 0;
          const px = Math.round(Math.min(1, share) * course.clientWidth * 2) / 2;
          if (px === playheadPx) return;
          playheadPx = px;
          line.style.transform = `translateX(${px}px)`;
        }),
      ),
    );

  tellPosition(
    studio,
    () => course,
    (at) => {
      const levels = song()?.loudness;
      const lufs = levels?.maxShortTermLufs[Math.floor(at / levels.pointSeconds)];
      return typeof lufs === 'number' ? `, ${fixed(lufs, 1)} LUFS short-term` : '';
    },
  );

  const hear = (event: PointerEvent) => {
    if (event.button !== 0 || seconds() <= 0) return;
    const box = course.getBoundingClientRect();
    transport.seek(((event.clientX - box.left) / box.width) * seconds() * rate());
    if (!transport.playing()) void transport.play();
  };

  return (
    <div
      ref={course}
      class="song-course"
      role="slider"
      tabIndex={0}
      aria-label="Song position over loudness"
      aria-valuemin="0"
      aria-valuemax={studio.songFrames() / rate()}
      aria-valuenow="0"
      aria-valuetext="0:00.0"
      title="Click to hear the song from there"
      onKeyDown={(event) => moveByKeys(studio, event)}
      onPointerDown={hear}
    >
      <Canvas
        class="course-canvas"
        label="Loudness of the whole song over time"
        depends={() => [song(), loudness.targetLufs()]}
        draw={draw}
      />
      <Show
        when={song()}
        fallback={
          <p class="muted">The song's loudness over time stands here once it is measured.</p>
        }
      >
        <i class="course-playhead" ref={movePlayhead} />
      </Show>
    </div>
  );
}

function SongNumbers() {
  const studio = useStudio();
  const figures = () => studio.songMeasure.measurement();
  const rows = () =>
    [
      ['integrated', formatFigure(figures()?.integratedLufs), 'LUFS'],
      ['range', formatFigure(figures()?.loudnessRangeLu), 'LU'],
      ['loudest 3 s', formatFigure(figures()?.maxShortTermLufs), 'LUFS'],
      ['loudest 0.4 s', formatFigure(figures()?.maxMomentaryLufs), 'LUFS'],
      ['true peak', formatFigure(figures()?.truePeakDbtp), 'dBTP'],
      ['sample peak', formatFigure(figures()?.samplePeakDbfs), 'dBFS'],
    ] as const;
  return (
    <dl class="song-numbers">
      {rows().map(([label, value, unit]) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <b>{value}</b> <small>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
