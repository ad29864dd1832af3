// What a loudness is wanted for. Released pop sits near −11 to −7 LUFS; platforms
// merely turn it down: so a choice of character, not of a platform's number.
// Thread: any (constants only).

export interface LoudnessIntent {
  id: 'open' | 'balanced' | 'loud';
  name: string;
  aimLufs: number;
  /** In words, for whoever asks what it is. */
  says: string;
}

export const LOUDNESS_INTENTS: readonly LoudnessIntent[] = [
  {
    id: 'open',
    name: 'Open',
    aimLufs: -15,
    says: '−16 to −14 LUFS: every hit as the mix has it',
  },
  {
    id: 'balanced',
    name: 'Balanced',
    aimLufs: -11,
    says: '−12 to −10 LUFS: most released music',
  },
  {
    id: 'loud',
    name: 'Loud',
    aimLufs: -8,
    says: '−9 to −7 LUFS: dense, the hits held down',
  },
];
