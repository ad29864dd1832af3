// Which strips a fader moves with: those of the same link.
// Thread: main.

import { createMemo, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { linkedWith, MAX_LINKS, strips } from '../document/routing';
import { Icon } from '../ui/icon';
import { MenuSelect } from '../ui/menu-select';

const NONE = '';

export function LinkChoice(props: { strip: string }) {
  const studio = useStudio();
  const { routing } = studio.records;
  const record = () => studio.records.strip(props.strip);
  // Those in use, and the next; by name, so that the list is only made anew when what it says changes.
  const entries = createMemo(
    () => {
      const members = new Map<number, string[]>();
      for (const strip of strips(routing)) {
        if (!strip.link || strip.id === props.strip) continue;
        members.set(strip.link, [...(members.get(strip.link) ?? []), stripName(strip)]);
      }
      const own = record()?.link;
      if (own && !members.has(own)) members.set(own, []);
      for (let link = 1; link <= MAX_LINKS; ++link) {
        if (members.has(link)) continue;
        members.set(link, []);
        break;
      }
      const links = [...members].sort(([a], [b]) => a - b);
      return [
        { value: NONE, label: 'alone' },
        ...links.map(([link, names]) => ({
          value: String(link),
          label: `in link ${link}${names.length > 0 ? ` with ${names.join(', ')}` : ''}`,
        })),
      ];
    },
    [],
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  return (
    <div class="menu-row" classList={{ chosen: record()?.link !== undefined }}>
      <span aria-hidden="true">Fader moves</span>
      <MenuSelect
        label={`${stripName(record())} fader link`}
        title="Faders of one link move by as many dB together"
        value={String(record()?.link ?? NONE)}
        entries={entries()}
        choose={(chosen) =>
          studio.change('strip.link', {
            strip: props.strip,
            link: chosen === NONE ? null : Number(chosen),
          })
        }
      />
    </div>
  );
}

/** On a strip of the console: that its fader moves others. */
export function LinkBadge(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const others = () => {
    const strip = record();
    return strip ? linkedWith(studio.records.routing, strip).map(stripName) : [];
  };
  const says = () =>
    `Link ${record()?.link}: ${others().length > 0 ? `moves with ${others().join(', ')}` : 'nothing else is in it'}`;
  return (
    <Show when={record()?.link}>
      {(link) => (
        <span class="link-badge" role="img" aria-label={says()} title={says()}>
          <Icon name="link" />
          {link()}
        </span>
      )}
    </Show>
  );
}
