// Where masters go and what becomes of them there, as the page gets it: the engine's
// dated table (wasm-core/delivery/targets.json) and its verdicts of one master.
// Units: LUFS, LU, dBTP, Hz. Thread: any (types only).

/** Whose word a figure is: the platform's own or a standard's; a recommendation; hearsay. */
export type Standing = 'published' | 'advice' | 'reported';

export interface Sourced {
  standing: Standing;
  /** An address, or the name of a standard. */
  source: string;
}

/** What is asked for there; only what the page shows. */
export interface DeliveryTarget {
  id: string;
  name: string;
  kind: 'streaming' | 'broadcast' | 'disc' | 'club';
  loudness?: Sourced & { integratedLufs: number; toleranceLu?: number };
  playback?: Sourced & { turnsDown: boolean; turnsUp: boolean };
  truePeak?: Sourced & { ceilingDbtp: number };
  file?: Sourced & { formats?: string[] };
  /** Sentences. */
  notes?: string[];
}

export type DeliveryVerdict = 'pass' | 'warn' | 'fail';

export interface DeliveryFinding {
  verdict: DeliveryVerdict;
  /** A sentence with figures. */
  text: string;
}

export interface DeliveryOutcome {
  /** The target's id. */
  target: string;
  name: string;
  /** The worst of the findings. */
  verdict: DeliveryVerdict;
  /** What its player does; null for what has no loudness. */
  gainDb: number | null;
  playedLufs: number | null;
  /** Would be turned up further, had it the headroom. */
  heldByPeaks: boolean;
  peakVerdict: DeliveryVerdict;
  /** "Plays 4.2 dB quieter, at −14.0 LUFS." */
  playback: string;
  findings: DeliveryFinding[];
}

export interface Delivery {
  /** Of the table's figures, ISO 8601. */
  date: string;
  targets: DeliveryTarget[];
  /** One for each target, in its order. */
  outcomes: DeliveryOutcome[];
}

/** What is known of the file; what is left out is not judged. */
export interface DeliveredFile {
  sampleRate?: number;
  /** Of a sample, float or not. */
  bits?: number;
}
