// One parameter's automation, drawn along the whole song and edited by hand.
// Pointer: a press in the empty adds a point, a point is dragged, a double-click
// takes it away, Alt and a vertical drag bends the way from the point before;
// Escape takes a drag back. Keys, on a point: arrows move it (Shift finely), [ and
// ] bend the way behind it, Delete takes it away.
// Thread: main.

import { fromStored } from '@lathe/worklet/params/param-values';
import { createSignal, For, Index, onCleanup, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import { bentAt, movedTo, type Point, withPoint } from '../document/automation';
import { specOf } from '../document/params';
import type { LaneRecord } from '../document/records';
import { curveShare, curveThrough, pointsUntil } from '../params/automation-curve';
import { formatTime, formatValue } from '../params/format';
import { fromPosition, stepped, tidy, toPosition } from '../params/taper';

const STEPS_OF_A_BEND = 24;
const KEY_SECONDS = { fine: 0.01, normal: 0.1 } as const;
const KEY_BEND = 0.1;
const HEIGHT = 100;
const WIDTH = 1000;

interface Drag {
  pointer: number;
  /** Of the point that moves, or whose way bends. */
  index: number;
  bends: boolean;
}

export function AutomationLane(props: { lane: LaneRecord; name: string }) {
  const studio = useStudio();
  let area!: HTMLDivElement;
  let head!: HTMLDivElement;
  const { target, param: key } = props.lane;
  const spec = specOf({ target, key });
  const [draft, setDraft] = createSignal<readonly Point[] | null>(null);
  let drag: Drag | null = null;
  /** The point that was pressed last; −1 where the empty was. */
  let pressed = -1;

  const points = () => draft() ?? props.lane.points;
  const songFrames = () =>
    Math.max(1, studio.songFrames(), (props.lane.points.at(-1) as Point).frame);
  const place = (point: Point) => toPosition(spec, fromStored(spec, point.value));
  const seconds = (frame: number) => formatTime(frame / studio.records.session().sampleRate);

  const path = () => {
    const x = (frame: number) => ((frame / songFrames()) * WIDTH).toFixed(2);
    const y = (position: number) => ((1 - position) * HEIGHT).toFixed(2);
    const all = points();
    const parts = [`M 0 ${y(place(all[0] as Point))}`];
    for (const [i, from] of all.entries()) {
      const to = all[i + 1];
      parts.push(`L ${x(from.frame)} ${y(place(from))}`);
      if (!to) parts.push(`L ${WIDTH} ${y(place(from))}`);
      else if (spec.kind !== 'number') parts.push(`L ${x(to.frame)} ${y(place(from))}`);
      else if (from.curve) {
        for (let step = 1; step < STEPS_OF_A_BEND; ++step) {
          const u = step / STEPS_OF_A_BEND;
          const share = curveShare(from.curve, u);
          const frame = from.frame + (to.frame - from.frame) * u;
          parts.push(`L ${x(frame)} ${y(place(from) + (place(to) - place(from)) * share)}`);
        }
      }
    }
    return parts.join(' ');
  };

  const under = (event: PointerEvent) => {
    const box = area.getBoundingClientRect();
    const position = Math.min(1, Math.max(0, 1 - (event.clientY - box.top) / box.height));
    const across = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const frame = Math.round(across * songFrames());
    return { frame, position, value: tidy(spec, fromPosition(spec, position)) };
  };

  const end = (keep: boolean) => {
    const written = draft();
    drag = null;
    setDraft(null);
    window.removeEventListener('keydown', onEscape, true);
    if (keep && written) {
      studio.change('automation.write', { lanes: [{ target, key, points: written }] });
    }
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  const grab = (event: PointerEvent, index: number, bends: boolean) => {
    area.setPointerCapture(event.pointerId);
    window.addEventListener('keydown', onEscape, true);
    drag = { pointer: event.pointerId, index, bends };
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const { frame, value } = under(event);
    const handle = (event.target as Element).closest<HTMLElement>('[data-point]');
    pressed = handle ? Number(handle.dataset.point) : -1;
    if (handle) {
      grab(event, pressed, false);
      handle.focus();
      return;
    }
    const before = pointsUntil(points(), frame) - 1;
    if (event.altKey && spec.kind === 'number') {
      if (before >= 0 && before + 1 < points().length) grab(event, before, true);
      return;
    }
    setDraft(withPoint(points(), spec, frame, value));
    grab(event, pointsUntil(points(), frame) - 1, false);
  };
  const onMove = (event: PointerEvent) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { frame, position, value } = under(event);
    if (!drag.bends) {
      setDraft(movedTo(points(), spec, drag.index, frame, value));
      return;
    }
    const from = points()[drag.index];
    const to = points()[drag.index + 1];
    if (!from || !to || place(from) === place(to)) return;
    const share = (position - place(from)) / (place(to) - place(from));
    setDraft(bentAt(points(), drag.index, curveThrough(share)));
  };

  const onKey = (event: KeyboardEvent, index: number) => {
    const at = props.lane.points[index];
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    const size = event.shiftKey ? 'fine' : 'normal';
    const value = fromStored(spec, at.value);
    const rate = studio.records.session().sampleRate;
    const move = (byFrames: number, to: number) =>
      studio.change('automation.move', {
        target,
        key,
        frame: at.frame,
        toFrame: at.frame + byFrames,
        value: to,
      });
    const bend = (by: number) =>
      studio.change('automation.bend', {
        target,
        key,
        frame: at.frame,
        curve: (at.curve ?? 0) + by,
      });
    const acts: Record<string, () => void> = {
      ArrowUp: () => move(0, stepped(spec, value, 1, size)),
      ArrowDown: () => move(0, stepped(spec, value, -1, size)),
      PageUp: () => move(0, stepped(spec, value, 1, 'coarse')),
      PageDown: () => move(0, stepped(spec, value, -1, 'coarse')),
      ArrowRight: () => move(Math.round(KEY_SECONDS[size] * rate), value),
      ArrowLeft: () => move(-Math.round(KEY_SECONDS[size] * rate), value),
      '[': () => bend(-KEY_BEND),
      ']': () => bend(KEY_BEND),
      Delete: () => studio.change('automation.remove', { target, key, frame: at.frame }),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  onMount(() => {
    let shown = -1;
    onCleanup(
      studio.frames.add(() => {
        const at = studio.transport.playheadFrame / songFrames();
        if (at === shown) return;
        shown = at;
        head.style.setProperty('--at', String(at));
      }),
    );
    onCleanup(() => window.removeEventListener('keydown', onEscape, true));
  });

  return (
    <div
      ref={area}
      class="lane-area"
      role="group"
      aria-label={`${props.name} automation`}
      title="Press to add a point, drag it, double-click to take it away; Alt and drag bends. Keys on a point: arrows, [ ], Delete"
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
      onDblClick={() => {
        const point = points()[pressed];
        if (point) studio.change('automation.remove', { target, key, frame: point.frame });
        pressed = -1;
      }}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <For each={[0.25, 0.5, 0.75]}>
          {(at) => <line class="lane-grid" x1="0" x2={WIDTH} y1={at * HEIGHT} y2={at * HEIGHT} />}
        </For>
        <path class="lane-line" d={path()} />
      </svg>
      <div ref={head} class="lane-head" aria-hidden="true" />
      <Index each={points()}>
        {(point, index) => (
          <div
            class="lane-point"
            data-point={index}
            role="slider"
            tabIndex={0}
            aria-label={`${props.name} point ${index + 1}`}
            aria-valuemin={spec.min}
            aria-valuemax={spec.max}
            aria-valuenow={fromStored(spec, point().value)}
            aria-valuetext={`${formatValue(spec, fromStored(spec, point().value))} at ${seconds(point().frame)}`}
            title={`${formatValue(spec, fromStored(spec, point().value))} at ${seconds(point().frame)}`}
            style={{ '--x': point().frame / songFrames(), '--y': place(point()) }}
            onKeyDown={(event) => onKey(event, index)}
          />
        )}
      </Index>
    </div>
  );
}
