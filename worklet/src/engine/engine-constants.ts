// Numbers that the engine and TypeScript agree on; tests/wasm-core/bindings
// holds them against the built engine.
// Thread: any (constants only).

/** Frames of the engine's block; rings and loops work in these. */
export const kBlockFrames = 128;
export const kMaxTracks = 128;

/** Targets of `setParam` that are not tracks. */
export const Target = { master: -1, session: -2, monitor: -3 } as const;
/** Buses, sends and effects (by the number of their bus) count from here; tracks from 0. */
export const FirstTarget = { bus: 1024, send: 4096, effect: 8192 } as const;

/** What a parameter with a lane obeys: the lane, a hand, or the lane moved by an offset. */
export const AutomationHold = { read: 0, held: 1, trimmed: 2 } as const;

/** What the engine's `prepare` answers. */
export const Prepared = { ready: 0, unreadable: 1, noRoom: 2, refused: 3 } as const;

/** What `LiveOutput.beginBlock` wants of the console. */
export const BlockStep = { none: 0, play: 1, silent: 2 } as const;

/** A strip's stages, by how the keys of their parameters begin. */
export const ListenStage = {
  gate: 0,
  transient: 1,
  eq: 2,
  comp: 3,
  deesser: 4,
  sat: 5,
  width: 6,
} as const;
/** How solo is heard: by silencing the rest, or instead of the mix, after or before the faders. */
export const SoloMode = { inPlace: 0, afterFader: 1, preFader: 2 } as const;
/** What of a stage is listened to: `bypass` without it, `delta` what it changes, `key` its detector. */
export const ListenMode = { off: 0, bypass: 1, delta: 2, key: 3 } as const;
/** The master's stages, by how the keys of their parameters begin. */
export const MasterListenStage = {
  eq: 0,
  multiband: 1,
  glue: 2,
  exciter: 3,
  stereo: 4,
  clipper: 5,
  limiter: 6,
} as const;
/** What of it is listened to; `bands`: some of the multiband's alone, one bit each. */
export const MasterListenMode = { off: 0, bypass: 1, delta: 2, bands: 3 } as const;

/** Values of `PcmLayout.encoding`. */
export const SampleEncoding = { U8: 0, S16: 1, S24: 2, S32: 3, F32: 4, F64: 5 } as const;

/** Fields of one request record, in doubles. */
export const RequestLayout = {
  stem: 0,
  byteOffset: 1,
  bytes: 2,
  destination: 3,
  length: 4,
} as const;

/**
 * The meters' f32 array. Levels are linear (1 = full scale) since the last
 * `takeMeters`; loudness and true peak are in LUFS and dBTP, −Infinity where
 * there is none; gain reductions are in dB, ≤ 0. Strips follow from
 * `firstStrip`, `stripLength` values each, in the document's order.
 */
export const MeterLayout = {
  outputPeakLeft: 0,
  outputPeakRight: 1,
  momentaryLufs: 2,
  shortTermLufs: 3,
  integratedLufs: 4,
  truePeakDbtp: 5,
  limiterReductionDb: 6,
  /** 1 when the safety limiter has acted since the last take. */
  monitorLimiterActive: 7,
  /** Of the strip that is measured on demand. */
  probeMomentaryLufs: 8,
  probeShortTermLufs: 9,
  probeIntegratedLufs: 10,
  probeTruePeakDbtp: 11,
  /** Of the master's stages. */
  glueReductionDb: 12,
  clippedDb: 13,
  correlation: 14,
  /** Of five bands: what was taken, or given. */
  multibandGainDb: 15,
  /** What each of the equaliser's dynamic bands adds to its gain. */
  masterBandGainDb: 20,
  /** By how much the equaliser has made the last three seconds louder. */
  equaliserLu: 26,
  /** What the exciter adds, against the bands it drives; −Infinity where that is nothing. */
  excitedDb: 27,
  /** Of the output, since the meters were reset. */
  loudnessRangeLu: 28,
  maxMomentaryLufs: 29,
  maxShortTermLufs: 30,
  ituTruePeakDbtp: 31,
  samplePeakDbfs: 32,
  leastPsrDb: 33,
  /** Of the output, of the last moment. */
  psrDb: 34,
  outputMeanSquareLeft: 35,
  outputMeanSquareRight: 36,
  outputMeanAbsoluteLeft: 37,
  outputMeanAbsoluteRight: 38,
  outputCorrelation: 39,
  /** 1 where that has been below 0 for three seconds. */
  outOfPhase: 40,
  /** Tenths of a second at each short-term loudness, 1 LU each from −60 LUFS up. */
  spread: 41,
  firstStrip: 101,
  stripLength: 16,
  /** Offsets inside a strip. */
  stripPeakLeft: 0,
  stripPeakRight: 1,
  stripMeanSquareLeft: 2,
  stripMeanSquareRight: 3,
  stripGainReductionDb: 4,
  stripGateReductionDb: 5,
  stripDeEsserReductionDb: 6,
  stripMeanAbsoluteLeft: 7,
  stripMeanAbsoluteRight: 8,
  /** Blocks with a sample beyond full scale. */
  stripOverBlocks: 9,
  /** What each of the equaliser's dynamic bands adds to its gain, from here on. */
  stripBandGainDb: 10,
} as const;
