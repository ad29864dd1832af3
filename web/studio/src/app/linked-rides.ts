// Linked faders of which automation has some: lanes that are followed, or a ride
// that is being written. What automation does not have goes by the document's
// own action, which moves linked faders itself.
// Thread: main.

import { movedBeside, movesWith } from '../document/fader-links';
import type { RoutingView } from '../document/routing';
import { type AutomatedRef, type AutomationRecord, LETS_GO_MS } from './automation-record';

export interface LinkedRidesHost {
  readonly store: RoutingView;
  readonly automation: Pick<AutomationRecord, 'has' | 'move'>;
  /** What a fader stands at, automation included. */
  shown(ref: AutomatedRef): number;
  /** Sets the document's value of this fader and of no other. */
  setAlone(ref: AutomatedRef, value: number): void;
  /** Runs changes as one undo step, or as part of the drag that is under way. */
  asOne(ref: AutomatedRef, changes: () => void): void;
  nowMs(): number;
}

interface Ride {
  readonly strip: string;
  /** What each fader stood at when the ride began. */
  readonly startsDb: ReadonlyMap<string, number>;
  readonly held: boolean;
  movedAtMs: number;
}

const stripOf = ({ target }: AutomatedRef) => (typeof target === 'object' ? target.strip : '');

export class LinkedRides {
  readonly #host: LinkedRidesHost;
  #ride: Ride | null = null;

  constructor(host: LinkedRidesHost) {
    this.#host = host;
  }

  /** The faders that move with this one, itself first; of anything else, itself alone. */
  all(ref: AutomatedRef): AutomatedRef[] {
    const others = movesWith(this.#host.store, ref);
    return [ref, ...others.map(({ id }) => ({ target: { strip: id }, key: ref.key }))];
  }

  /** A hand takes the fader: until `end` its moves are one ride, however slow. */
  begin(ref: AutomatedRef): void {
    this.#ride = this.#begun(ref, this.all(ref), true);
  }

  end(): void {
    this.#ride = null;
  }

  /** True where the move was made here, as automation has some of what it moves. */
  move(ref: AutomatedRef, toDb: number): boolean {
    const all = this.all(ref);
    const { automation } = this.#host;
    if (all.length === 1 || !all.some((each) => automation.has(each))) return false;
    const { startsDb } = this.#rideOf(ref, all);
    const fromDb = startsDb.get(stripOf(ref)) ?? toDb;
    this.#host.asOne(ref, () => {
      for (const each of all) {
        const startDb = startsDb.get(stripOf(each)) ?? fromDb;
        const value = each === ref ? toDb : movedBeside(startDb, fromDb, toDb);
        if (value === null || automation.move(each, value)) continue;
        this.#host.setAlone(each, value);
      }
    });
    return true;
  }

  #rideOf(ref: AutomatedRef, all: readonly AutomatedRef[]): Ride {
    const nowMs = this.#host.nowMs();
    const last = this.#ride;
    const goesOn =
      last?.strip === stripOf(ref) && (last.held || nowMs - last.movedAtMs <= LETS_GO_MS);
    const ride = goesOn ? last : this.#begun(ref, all, false);
    ride.movedAtMs = nowMs;
    this.#ride = ride;
    return ride;
  }

  #begun(ref: AutomatedRef, all: readonly AutomatedRef[], held: boolean): Ride {
    const startsDb = new Map(all.map((each) => [stripOf(each), this.#host.shown(each)]));
    return { strip: stripOf(ref), startsDb, held, movedAtMs: this.#host.nowMs() };
  }
}
