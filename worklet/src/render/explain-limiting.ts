// Why the limiter has so much to do: the master is run over the kept mix with the
// limiter off, the stretch is found where peaks stand highest over its ceiling, and
// that stretch is rendered again and again with one track left out. What of the
// excess goes with a track is that track's share; shares need not add up to one,
// since peaks meet.
// Thread: render worker.

import { kMostReductionDb, type LimitingReport } from '../client/limiting-report';
import type { FilesModule } from '../engine/files-module';
import { fromStored } from '../params/param-values';
import { paramSpec } from '../params/params.generated';
import { compileSession } from '../session/compiled-session';
import type { SessionDocument, TrackDocument } from '../session/session-document';
import { Breath } from './breath';
import type { MixFile } from './mix-file';
import type { RenderWork } from './render-mix';
import type { RenderModules } from './render-song';
import { courseHere } from './song-course';
import type { SongSource } from './song-source';
import { type Stretch, stretchPeaks } from './stretch-render';

/** The loudest tracks of the stretch: no other has much of a share. */
const kMostTracks = 8;
const kLongestSeconds = 16;
/** A stretch goes on while its peaks stand this near to the highest. */
const kNearDb = 3;
const kTurnedDownDb = [1, 1.5, 2, 3, 4, 6];
/** Of the progress: the pass over the whole song. */
const kPassShare = 0.3;
const kNothing: LimitingReport = {
  reductionDb: 0,
  startSeconds: 0,
  endSeconds: 0,
  causes: [],
  turnDown: null,
};

/** `extraDriveDb`: as if the master were driven by so much more. */
export async function explainLimiting(
  modules: RenderModules & { files: FilesModule },
  song: SongSource,
  mix: MixFile,
  extraDriveDb: number,
  { signal, progress }: RenderWork,
): Promise<LimitingReport> {
  const open = unlimited(song.session, extraDriveDb);
  const ceilingDbtp = fromStored(
    paramSpec('master', 'limiter.ceilingDbtp'),
    song.session.master.params['limiter.ceilingDbtp'],
  );
  const over = (peaks: readonly number[]) => peaks.map((peak) => Math.max(0, peak - ceilingDbtp));
  const found = await highestStretch(modules, song, mix, open, ceilingDbtp, {
    signal,
    progress: (done, total) => progress((done / total) * kPassShare, 1),
  });
  if (!found) return kNothing;

  const breath = new Breath();
  const peaks = (session: SessionDocument, metered?: Parameters<typeof stretchPeaks>[5]) =>
    stretchPeaks(modules, song, session, found, signal, metered);
  try {
    const levels: number[] = [];
    const all = over(
      await peaks(open, (renderer) => {
        for (const index of open.tracks.keys()) {
          levels.push(modules.engine.HEAPF64[renderer.takeTrackMeter(index) / 8]!);
        }
      }),
    );
    const tracks = [...open.tracks.keys()]
      .filter((index) => levels[index]! > 0)
      .sort((a, b) => levels[b]! - levels[a]!)
      .slice(0, kMostTracks)
      .map((index) => open.tracks[index]!);
    const steps = tracks.length + kTurnedDownDb.length;
    let step = 0;
    const stepDone = async () => {
      progress(kPassShare + (++step / steps) * (1 - kPassShare), 1);
      await breath.take();
    };
    const whole = sum(all);
    const causes: { strip: string; share: number }[] = [];
    for (const { id } of tracks) {
      const left = sum(over(await peaks(withTrack(open, id, leaveOut))));
      causes.push({ strip: id, share: Math.max(0, whole > 0 ? (whole - left) / whole : 0) });
      await stepDone();
    }
    causes.sort((a, b) => b.share - a.share);
    const reductionDb = Math.max(0, ...all);
    let turnDown: LimitingReport['turnDown'] = null;
    const [first] = causes;
    if (first && reductionDb > kMostReductionDb) {
      for (const db of kTurnedDownDb) {
        const lower = withTrack(open, first.strip, (track, session) => turn(track, session, -db));
        const most = Math.max(0, ...over(await peaks(lower)));
        await stepDone();
        if (most > kMostReductionDb) continue;
        turnDown = { strip: first.strip, db };
        break;
      }
    }
    const { sampleRate } = song.session;
    return {
      reductionDb,
      startSeconds: found.startFrame / sampleRate,
      endSeconds: found.endFrame / sampleRate,
      causes,
      turnDown,
    };
  } finally {
    breath.close();
  }
}

/**
 * The song as the limiter gets it: from its first frame on, without the fades, which come behind
 * it. Where the master is automated it stands as it is stored: a stretch rendered by itself has no
 * place for its lanes.
 */
function unlimited(session: SessionDocument, extraDriveDb: number): SessionDocument {
  const { params } = session.master;
  const drive = paramSpec('master', 'driveDb');
  const driveDb = Math.min(drive.max, fromStored(drive, params.driveDb) + extraDriveDb);
  const endFrame = session.master.headTail?.endFrame;
  return {
    ...session,
    automation: session.automation.filter(({ target }) => target !== 'master'),
    master: {
      params: { ...params, driveDb, trimDb: 0, 'limiter.on': false },
      ...(endFrame === undefined ? {} : { headTail: { endFrame } }),
    },
  };
}

async function highestStretch(
  modules: RenderModules & { files: FilesModule },
  song: SongSource,
  mix: MixFile,
  open: SessionDocument,
  ceilingDbtp: number,
  work: RenderWork,
): Promise<Stretch | null> {
  const { sampleRate } = song.session;
  const { compiled } = compileSession(modules.files, JSON.stringify(open));
  if (!compiled) return null;
  const course = courseHere(modules.files, sampleRate);
  try {
    await mix.master(modules.master, compiled, {}, work, (pass, frames) =>
      course.feed(modules.master.HEAPF64, pass.output(0), pass.output(1), frames),
    );
    const { pointSeconds, maxDbtp } = (await course.report()).truePeak;
    const start = song.session.master.headTail?.startFrame ?? 0;
    const from = Math.floor(start / (pointSeconds * sampleRate));
    const over = maxDbtp.map((peak, point) =>
      point < from || peak === null ? Number.NEGATIVE_INFINITY : peak - ceilingDbtp,
    );
    const top = over.indexOf(Math.max(...over));
    const most = over[top];
    if (most === undefined || most <= 0) return null;
    const near = (point: number) => (over[point] ?? Number.NEGATIVE_INFINITY) > most - kNearDb;
    let first = top;
    let end = top + 1;
    const room = () => (end - first) * pointSeconds < kLongestSeconds;
    while (room() && (near(first - 1) || near(end))) {
      if (near(end)) ++end;
      if (room() && near(first - 1)) --first;
    }
    const frame = (point: number) =>
      Math.min(mix.songFrames, Math.round(point * pointSeconds * sampleRate));
    return { startFrame: Math.max(start, frame(first)), endFrame: frame(end) };
  } finally {
    course.end();
  }
}

type Change = (track: TrackDocument, session: SessionDocument) => void;

function withTrack(session: SessionDocument, id: string, change: Change): SessionDocument {
  const changed = structuredClone(session);
  const track = changed.tracks.find((each) => each.id === id);
  if (track) change(track, changed);
  return changed;
}

function lanesOf(session: SessionDocument, { id }: TrackDocument, param: string) {
  return session.automation.filter(
    (lane) => lane.target === 'strip' && lane.strip === id && lane.param === param,
  );
}

const leaveOut: Change = (track, session) => {
  track.strip.params.mute = true;
  const gone = new Set(lanesOf(session, track, 'mute'));
  session.automation = session.automation.filter((lane) => !gone.has(lane));
};

function turn(track: TrackDocument, session: SessionDocument, byDb: number): void {
  const fader = paramSpec('strip', 'fader.gainDb');
  const { params } = track.strip;
  const turned = (db: number) => Math.max(fader.min, db + byDb);
  params['fader.gainDb'] = turned(fromStored(fader, params['fader.gainDb']));
  for (const { points } of lanesOf(session, track, 'fader.gainDb')) {
    for (const point of points) point.value = turned(Number(point.value));
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
