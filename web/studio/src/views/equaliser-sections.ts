// The equaliser's sections: how parameter keys name them, and how people do.
// Thread: any (no state).

/** As in parameter keys, in the order of the curve. */
export const EQ_SECTIONS = [
  'highPass',
  'band1',
  'band2',
  'band3',
  'band4',
  'band5',
  'band6',
  'lowPass',
] as const;
export type EqSection = (typeof EQ_SECTIONS)[number];

export function isPass(section: EqSection): boolean {
  return section === 'highPass' || section === 'lowPass';
}

export function sectionLabel(section: EqSection): string {
  if (section === 'highPass') return 'HP';
  if (section === 'lowPass') return 'LP';
  return section.slice(4);
}

export function sectionName(section: EqSection): string {
  if (section === 'highPass') return 'high-pass';
  if (section === 'lowPass') return 'low-pass';
  return `band ${section.slice(4)}`;
}

/** How the names of its parameters begin. */
export function sectionTitle(section: EqSection): string {
  if (section === 'highPass') return 'High-pass';
  if (section === 'lowPass') return 'Low-pass';
  return `Equaliser ${sectionName(section)}`;
}
