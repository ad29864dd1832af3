// Which files among stems are records to compare with: those called "ref",
// "reference" or "rough", as a word of their name.
// Thread: any (no state).

const REFERENCE = /(^|[^a-z])(ref|refs|reference|references|rough|roughs|roughmix)([^a-z]|$)/i;

export function isReferenceName(name: string): boolean {
  return REFERENCE.test(name.replace(/\.[a-z0-9]+$/i, ''));
}
