// What makes the limiter work: where it has most to take off, and which tracks it
// takes it off for, found by renders that leave one track out.
// Thread: any (types only).

export interface LimitingReport {
  /** Off the highest peak of the stretch; 0 where the limiter has nothing to do. */
  reductionDb: number;
  startSeconds: number;
  endSeconds: number;
  /** By id of the track; what of the reduction goes when it goes, 0…1, the largest first. */
  causes: readonly { strip: string; share: number }[];
  /** How far the first cause would have to come down for `kMostReductionDb`; null: that does not help. */
  turnDown: { strip: string; db: number } | null;
}

/** From more than this on a limiter is heard on the hits, whatever its character. */
export const kMostReductionDb = 6;
