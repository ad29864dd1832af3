// A session with everything that a mix is made of, set up by rule from any
// number of stems: stages, groups in groups, returns with effects, sends, keys,
// clips split, moved, faded and laid over one another, and automation.
import type {
  AutomationLaneDocument,
  ClipDocument,
  ParamRecord,
  SessionDocument,
} from '../../../worklet/src/session/session-document';

const kLanes = 20;

function stages(i: number): ParamRecord {
  return {
    'trim.gainDb': (i % 5) - 2,
    'pan.position': ((i * 37) % 160) - 80,
    'fader.gainDb': -4 - (i % 7),
    'eq.on': i % 4 !== 3,
    'eq.highPass.on': true,
    'eq.highPass.freqHz': 40 + 9 * i,
    'eq.highPass.slope': ['12', '24', '48'][i % 3]!,
    'eq.band2.gainDb': (i % 9) - 4,
    'eq.band3.freqHz': 500 + 90 * i,
    'eq.band3.gainDb': -3,
    'eq.band4.dynOn': i % 5 === 1,
    'eq.band4.dynGainDb': -6,
    'eq.quality': i % 6 === 2 ? 'exact' : 'standard',
    'comp.on': i % 2 === 0,
    'comp.thresholdDb': -30 + (i % 8),
    'comp.ratio': 2 + (i % 4),
    'comp.detector': ['punch', 'smooth', 'rms'][i % 3]!,
    'comp.lookAheadMs': i % 7 === 4 ? 2.5 : 0,
    'comp.autoRelease': i % 3 === 1,
    'gate.on': i % 3 === 0,
    'gate.thresholdDb': -50,
    'transient.on': i % 5 === 2,
    'transient.attackDb': 4,
    'deesser.on': i % 6 === 5,
    'sat.on': i % 4 === 1,
    'sat.character': ['warm', 'rich', 'tape', 'softClip', 'hardClip'][i % 5]!,
    'width.on': i % 4 === 2,
    'width.percent': 130,
    'width.monoBelowHz': 110,
  };
}

/** In three pieces: the first faded in, the last two crossing, the last moved and quieter. */
function pieces(clip: ClipDocument, rate: number): ClipDocument[] {
  const third = Math.floor(clip.frames / 3);
  const over = Math.min(Math.floor(rate / 4), Math.floor(third / 4));
  if (over < 1) return [clip];
  return [
    { ...clip, frames: third, fadeInFrames: over, fadeInCurve: 'sCurve' },
    {
      ...clip,
      id: `${clip.id}-b`,
      sourceFrame: third,
      startFrame: third,
      frames: third + over,
      fadeOutFrames: over,
      fadeOutCurve: 'equalPower',
      gainLine: [
        { sourceFrame: third, gainDb: 0 },
        { sourceFrame: third + 3 * over, gainDb: -4 },
      ],
    },
    {
      ...clip,
      id: `${clip.id}-c`,
      sourceFrame: 2 * third,
      startFrame: 2 * third,
      frames: clip.frames - 2 * third,
      fadeInFrames: over,
      fadeInCurve: 'equalPower',
      gainDb: -1.5,
    },
  ];
}

function lanes(document: SessionDocument, frames: number): AutomationLaneDocument[] {
  const ride = (low: number, high: number) =>
    [0, 1, 2, 3, 4].map((n) => ({
      frame: Math.floor((n * frames) / 5),
      value: n % 2 === 0 ? low : high,
      ...(n % 3 === 1 ? { curve: 0.6 } : {}),
    }));
  const ofStrips = document.tracks.flatMap(({ id }): AutomationLaneDocument[] => [
    { target: 'strip', strip: id, param: 'fader.gainDb', points: ride(-9, -3) },
    { target: 'strip', strip: id, param: 'eq.band3.freqHz', points: ride(400, 2500) },
    { target: 'send', strip: id, to: 'room', param: 'levelDb', points: ride(-30, -8) },
  ]);
  return [
    { target: 'strip', strip: 'band', param: 'pan.position', points: ride(-20, 20) },
    { target: 'effect', strip: 'echo', param: 'feedbackPercent', points: ride(20, 60) },
    { target: 'master', param: 'driveDb', points: ride(0, 3) },
    ...ofStrips.slice(0, kLanes - 3),
  ];
}

/** Every stage of the master, late ones too. */
const kMaster = {
  order: 'glueMultiStereoExc',
  'eq.on': true,
  'eq.phase': 'linear',
  'eq.tiltDb': -1,
  'eq.band2.gainDb': 1.5,
  'eq.band2.placement': 'mid',
  'eq.band5.dynOn': true,
  'eq.band5.dynGainDb': -3,
  'multiband.on': true,
  'multiband.bands': '4',
  'glue.on': true,
  'exciter.on': true,
  'exciter.band3.amountDb': 6,
  'stereo.on': true,
  'stereo.monoBelowHz': 120,
  'stereo.highWidthPercent': 120,
  'clipper.on': true,
  'limiter.on': true,
  'limiter.character': 'punch',
};
const kRoom = { type: 'hall', tempoSync: true, note: '1/64', noteFeel: 'dotted' };
/** A band that makes room for another strip. */
const kDucked = {
  'eq.on': true,
  'eq.band4.dynOn': true,
  'eq.band4.dynKey': 'other',
  'eq.band4.dynGainDb': -6,
  'eq.band4.dynThresholdDb': -36,
};

/** The same stems, mixed. `document`: one clip a track, as a plain import makes it. */
export function mixedSession(document: SessionDocument): SessionDocument {
  const mixed = structuredClone(document);
  const frames = Math.max(...mixed.tracks.flatMap(({ clips }) => clips.map((c) => c.frames)));
  mixed.tempo = [
    { frame: 0, bpm: 96 },
    { frame: Math.floor(frames / 2), bpm: 117.5 },
  ];
  mixed.buses.push(
    { id: 'drums', kind: 'group', strip: { output: 'band', params: { 'comp.on': true } } },
    {
      id: 'band',
      kind: 'group',
      strip: {
        params: { 'sat.on': true, 'comp.on': true, 'comp.thresholdDb': -20 },
        sends: [{ to: 'room', params: { levelDb: -20 } }],
        keys: [{ stage: 'compressor', from: 'drums' }],
      },
    },
    { id: 'room', kind: 'return', effect: { kind: 'reverb', params: kRoom } },
    {
      id: 'echo',
      kind: 'return',
      effect: { kind: 'delay', params: { tempoSync: true, mode: 'pingPong', modulationMs: 1 } },
      strip: { params: { 'fader.gainDb': -6 }, sends: [{ to: 'room', params: { levelDb: -12 } }] },
    },
  );
  mixed.tracks.forEach((track, i) => {
    track.strip.params = stages(i);
    track.strip.output = ['drums', 'band', 'mix'][i % 3]!;
    track.strip.sends = [
      { to: 'room', params: { levelDb: -14, tap: i % 2 === 0 ? 'post' : 'pre' } },
      ...(i % 3 === 1 ? [{ to: 'echo', params: { levelDb: -18, tap: 'input' } }] : []),
    ];
    const before = mixed.tracks[i - 1];
    if (before && i % 3 === 0) track.strip.keys = [{ stage: 'gate', from: before.id }];
    if (i % 4 === 2) {
      track.strip.keys = [...(track.strip.keys ?? []), { stage: 'compressor', from: 'drums' }];
    }
    if (before && i % 4 === 1) {
      track.strip.keys = [...(track.strip.keys ?? []), { stage: 'equaliser', from: before.id }];
      Object.assign(track.strip.params, kDucked);
    }
    if (i % 2 === 0) track.clips = track.clips.flatMap((clip) => pieces(clip, mixed.sampleRate));
    if (i % 5 === 3) track.delayMs = i % 2 === 0 ? 12.5 : -7.25;
  });
  mixed.automation = lanes(mixed, frames);
  mixed.master.params = kMaster;
  return mixed;
}
