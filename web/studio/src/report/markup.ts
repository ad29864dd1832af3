// Markup as text, for pages that stand alone: whatever is put into a template is
// escaped, unless it came from one.
// Thread: any (no state).

export class Markup {
  constructor(readonly text: string) {}
}

export type Part = string | number | Markup | null | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escapeText(String(part));
}

/** In a template, attributes' values stand in double quotes. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const inner = parts.map((part, i) => textOf(part) + (pieces[i + 1] ?? ''));
  return new Markup((pieces[0] ?? '') + inner.join(''));
}
