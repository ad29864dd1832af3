// How every control is turned: drag (shift is fine, Escape takes it back),
// wheel, keys, double-click to reset, a number to type. Controls differ only in
// how they look and how far a drag goes.
// Thread: main.

import { fromPosition, type StepSize, stepped, tidy, toPosition } from '../params/taper';
import { type ControlModel, reset } from './control-model';

export interface TurnOptions {
  /** Pixels of drag from one end to the other. */
  travelPx(): number;
  /** Vertical: up is more. Both: right is more, too. Horizontal: right alone. */
  axis: 'vertical' | 'both' | 'horizontal';
  /** Opens the typed entry with these first characters; left out where there is none. */
  type?(initial: string): void;
  /** A tap without a drag, by touch: there is no keyboard to type from. */
  tap?(): void;
}

const FINE = 0.1;
const DRAG_STARTS_PX = 3;
/** A wheel that has turned elsewhere within this time is scrolling the page. */
const WHEEL_PAUSE_MS = 250;
/** Trackpads send many small turns: this much is one step. */
const WHEEL_STEP_PX = 40;
/** A turn this large in one event is a wheel's notch: one step, whatever its size. */
const NOTCH_PX = 50;

const lastWheel = { timeMs: 0, owner: null as Element | null };

/** Who has the wheel: whatever it began over, until it pauses. */
function ownsWheel(element: Element, timeMs: number): boolean {
  const fresh = timeMs - lastWheel.timeMs > WHEEL_PAUSE_MS;
  if (fresh) lastWheel.owner = element;
  lastWheel.timeMs = timeMs;
  return lastWheel.owner === element;
}

/** Call once on the page: a wheel over anything else counts as scrolling. */
export function watchWheel(): void {
  window.addEventListener(
    'wheel',
    (event) => {
      const control = event.target instanceof Element ? event.target.closest('[data-turn]') : null;
      ownsWheel(control ?? document.body, event.timeStamp);
    },
    { capture: true, passive: true },
  );
}

export function turnable(element: HTMLElement, model: ControlModel, options: TurnOptions): void {
  element.dataset.turn = '';
  addDrag(element, model, options);
  addWheel(element, model);
  // A typed entry inside the control has its own keys and clicks.
  const isOwn = (event: Event) => !(event.target instanceof HTMLInputElement);
  element.addEventListener('dblclick', (event) => {
    if (!isOwn(event)) return;
    event.preventDefault();
    reset(model);
  });
  element.addEventListener('keydown', (event) => {
    if (isOwn(event)) onKey(event, model, options);
  });
}

function addDrag(element: HTMLElement, model: ControlModel, options: TurnOptions): void {
  let drag: { pointer: number; x: number; y: number; position: number; moved: boolean } | null =
    null;

  const end = (keep: boolean) => {
    if (!drag) return;
    const { moved } = drag;
    drag = null;
    delete element.dataset.dragging;
    window.removeEventListener('keydown', onEscape, true);
    if (!moved) return;
    if (keep) model.commit();
    else model.bail();
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target instanceof HTMLInputElement) return;
    element.setPointerCapture(event.pointerId);
    const position = toPosition(model.spec, model.value());
    drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY, position, moved: false };
    window.addEventListener('keydown', onEscape, true);
  });
  element.addEventListener('pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const dx = options.axis === 'vertical' ? 0 : event.clientX - drag.x;
    const dy = options.axis === 'horizontal' ? 0 : event.clientY - drag.y;
    if (!drag.moved) {
      if (Math.hypot(dx, dy) < DRAG_STARTS_PX) return;
      drag.moved = true;
      element.dataset.dragging = '';
      model.begin();
    }
    drag.x = event.clientX;
    drag.y = event.clientY;
    const scale = event.shiftKey ? FINE : 1;
    drag.position += ((dx - dy) / Math.max(1, options.travelPx())) * scale;
    drag.position = Math.min(1, Math.max(0, drag.position));
    model.set(tidy(model.spec, fromPosition(model.spec, drag.position)));
  });
  element.addEventListener('pointerup', (event) => {
    const tapped = drag !== null && !drag.moved && event.pointerType === 'touch';
    end(true);
    if (tapped) options.tap?.();
  });
  element.addEventListener('pointercancel', () => end(false));
  element.addEventListener('lostpointercapture', () => end(true));
}

function addWheel(element: HTMLElement, model: ControlModel): void {
  let turned = 0;
  element.addEventListener(
    'wheel',
    (event) => {
      const focused = document.activeElement === element;
      if (event.ctrlKey || (!focused && lastWheel.owner !== element)) return;
      event.preventDefault();
      // With shift, browsers turn the wheel sideways.
      const delta = event.deltaY || event.deltaX;
      let steps = Math.sign(delta);
      if (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL && Math.abs(delta) < NOTCH_PX) {
        if (Math.sign(delta) !== Math.sign(turned)) turned = 0;
        turned += delta;
        steps = Math.trunc(turned / WHEEL_STEP_PX);
        turned -= steps * WHEEL_STEP_PX;
      }
      if (steps === 0) return;
      const size: StepSize = event.shiftKey ? 'fine' : 'normal';
      model.set(stepped(model.spec, model.value(), steps < 0 ? 1 : -1, size));
    },
    { passive: false },
  );
}

/** Plain Delete resets what does not turn, too; with shift it removes a strip. */
export function onDelete(event: KeyboardEvent, act: () => void): void {
  if (event.key !== 'Delete' || event.shiftKey || event.altKey) return;
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function onKey(event: KeyboardEvent, model: ControlModel, options: TurnOptions): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const { spec } = model;
  const step = (direction: 1 | -1, size: StepSize) =>
    model.set(stepped(spec, model.value(), direction, size));
  const size: StepSize = event.shiftKey ? 'fine' : 'normal';
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowRight':
      step(1, size);
      break;
    case 'ArrowDown':
    case 'ArrowLeft':
      step(-1, size);
      break;
    case 'PageUp':
      step(1, 'coarse');
      break;
    case 'PageDown':
      step(-1, 'coarse');
      break;
    case 'Home':
      model.set(spec.min);
      break;
    case 'End':
      model.set(spec.max);
      break;
    case 'Delete':
      if (event.shiftKey) return;
      reset(model);
      break;
    default:
      if (!options.type || !/^(Enter|[-−+.\d])$/.test(event.key)) return;
      options.type(event.key === 'Enter' ? '' : event.key);
  }
  event.preventDefault();
  event.stopPropagation();
}
