// The studio: one of each part, wired together. Views reach everything through
// it; the document's changes all go through `change`.
// Thread: main.

import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { stripIds } from '@lathe/worklet/client/target-numbers';
import { emptySession } from '@lathe/worklet/session/empty-session';
import { createContext, createMemo, createRoot, createSignal, untrack, useContext } from 'solid-js';
import { runDocumentAction } from '../document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../document/actions';
import { paramLabel } from '../document/actions/param-actions';
import { laneOf } from '../document/automation';
import { Autosave, type SaveState } from '../document/autosave';
import { clipsEnd, fromDocument, songFrames, toDocument } from '../document/document-shape';
import { EngineFollower, isHeard } from '../document/engine-follower';
import { deliveredRange } from '../document/head-tail';
import { History } from '../document/history';
import { type ParamRef, paramsOf, readParam, specOf } from '../document/params';
import { stripName } from '../document/records';
import { findStrip } from '../document/routing';
import { DocumentStore } from '../document/store';
import { type AutomatedRef, AutomationRecord } from './automation-record';
import { ClipDesk } from './clip-desk';
import { DeliveryWork } from './delivery-work';
import { ExportWork } from './export-work';
import { Faults } from './faults';
import { FrameLoop } from './frame-loop';
import { handMs } from './hand-time';
import { HeadTailDesk } from './head-tail-desk';
import { LimitingWork } from './limiting-work';
import { LinkedRides } from './linked-rides';
import { LoudnessWork } from './loudness-work';
import { MasterMeters } from './master-meters';
import { StripMetering } from './metering';
import { Monitor } from './monitor';
import { Peaks } from './peaks';
import { RecordSignals } from './record-signals';
import { References } from './references';
import { Screen } from './screen';
import { SelfTest } from './self-test';
import { SessionOpen } from './session-open';
import { SessionRate } from './session-rate';
import { followSilenced } from './silenced';
import { Solo } from './solo';
import { SongMeasure } from './song-measure';
import { StageListening } from './stage-listening';
import { StemImport } from './stem-import';
import { followStems } from './stems-seen';
import { Theme } from './theme';
import { Timeline } from './timeline';
import { Transport } from './transport';
import { ViewChoice } from './view-choice';

export type DialogName = 'export' | 'share' | 'open' | 'help' | 'keys' | 'selfTest' | 'settings';
/** A track's, group's or return's id, or the mix bus. */
export type Selection = string | 'master';

/** Where a strip's name can be typed. */
export type NamePlace = 'song' | 'inspector';

interface Renaming {
  strip: string;
  place: NamePlace;
}

export class Studio {
  readonly store = new DocumentStore(fromDocument(emptySession()));
  readonly history = new History(this.store);
  readonly records = new RecordSignals(this.store);
  readonly faults = new Faults();
  readonly theme = new Theme();
  readonly engine: StudioEngine;
  readonly follower: EngineFollower;
  readonly frames: FrameLoop;
  readonly monitor: Monitor;
  readonly solo: Solo;
  readonly metering: StripMetering;
  readonly meters: MasterMeters;
  /** Ids of the strips that are not heard because others are soloed; tracked. */
  readonly silenced: () => ReadonlySet<string>;
  /** One stage heard by itself, as an exclusive solo is. */
  readonly stageListening: StageListening;
  readonly transport: Transport;
  readonly automation: AutomationRecord;
  readonly #linkedRides: LinkedRides;
  readonly timeline: Timeline;
  readonly clips: ClipDesk;
  readonly headTail: HeadTailDesk;
  readonly peaks: Peaks;
  readonly stems: StemImport;
  readonly songMeasure: SongMeasure;
  readonly delivery: DeliveryWork;
  readonly references: References;
  readonly session: SessionOpen;
  readonly rate: SessionRate;
  readonly exporting: ExportWork;
  readonly loudness: LoudnessWork;
  readonly selfTest: SelfTest;
  readonly limiting: LimitingWork;
  readonly autosave: Autosave;
  readonly views = new ViewChoice();
  readonly screen = new Screen();

  readonly #songFrames: () => number;
  readonly #selection = createSignal<Selection | null>(null);
  readonly #dialog = createSignal<DialogName | null>(null);
  readonly #saveState = createSignal<SaveState>('saved');
  readonly #historyTurn = createSignal(0);
  readonly #lastStrip = createSignal<string | null>(null);
  readonly #renaming = createSignal<Renaming | null>(null);

  constructor(engine: StudioEngine) {
    this.engine = engine;
    this.#songFrames = createRoot(() => createMemo(() => songFrames(this.records.routing)));
    this.monitor = new Monitor(engine);
    this.solo = new Solo(engine);
    this.metering = new StripMetering(engine);
    this.meters = new MasterMeters(engine);
    this.silenced = followSilenced(this.records, this.solo);
    this.stageListening = new StageListening(engine);
    this.stageListening.follow(this.records);
    this.follower = new EngineFollower(
      this.store,
      {
        open: async (document) => {
          await engine.open(document);
          this.monitor.sendAll();
          this.solo.sendAll(stripIds(document));
          this.metering.sendAll(stripIds(document));
        },
        setParam: (target, key, value) => engine.setParam(target, key, value),
      },
      (error) => this.faults.report(error, 'Opening the session in the engine'),
    );
    this.frames = new FrameLoop(() => engine.readMeters());
    this.frames.add(({ fresh }) => {
      if (fresh) this.metering.count(fresh, this.follower.openedStrips);
    });
    this.transport = new Transport({
      engine,
      songFrames: () => songFrames(this.store),
      range: () => deliveredRange(this.store.master.headTail ?? {}, clipsEnd(this.store)),
      sampleRate: () => this.store.session.sampleRate,
      onError: (error, doing) => this.faults.report(error, doing),
    });
    this.automation = new AutomationRecord({
      store: this.store,
      engine,
      playing: () => this.transport.playing(),
      playheadFrame: () => this.transport.playheadFrame,
      storedValue: (ref) => readParam(paramsOf(this.store, ref.target) ?? {}, specOf(ref)),
      write: (lanes) => this.change('automation.write', { lanes }),
      put: (ref, frame, value) => this.change('automation.put', { ...ref, frame, value }),
      nowMs: () => performance.now(),
      handMs,
    });
    this.#linkedRides = new LinkedRides({
      store: this.store,
      automation: this.automation,
      shown: (ref) => untrack(() => this.value(ref)),
      setAlone: ({ target, key }, value) =>
        this.change('param.setMany', { target, values: { [key]: value } }),
      asOne: (ref, changes) => this.#asOne(paramLabel(this.store, ref.target, ref.key), changes),
      nowMs: () => performance.now(),
    });
    this.timeline = new Timeline();
    this.clips = new ClipDesk(this);
    this.headTail = new HeadTailDesk(this);
    this.peaks = new Peaks(engine);
    this.stems = new StemImport(this);
    this.songMeasure = new SongMeasure({
      measure: (work) => engine.measureSong(toDocument(this.store), work),
      possible: () => songFrames(this.store) > 0 && this.stems.missing().size === 0,
      inGesture: () => this.history.inGesture,
      nameOf: (strip) => stripName(findStrip(this.store, strip)) || strip,
      onError: (error) => this.faults.report(error, 'Measuring the song'),
      nowMs: () => performance.now(),
    });
    this.store.onChange((diff) => {
      if (isHeard(diff)) this.songMeasure.changed();
    });
    this.delivery = new DeliveryWork(this);
    this.references = new References({
      engine,
      sessionRateHz: () => {
        const { trackIds, sampleRate } = this.records.session();
        return trackIds.length > 0 ? sampleRate : null;
      },
      inSong: followStems(this.store),
      songLufs: () => this.songMeasure.measurement()?.integratedLufs ?? null,
      liveLufs: () => this.frames.meters?.shortTermLufs ?? null,
      report: (error, doing) => this.faults.report(error, doing),
      show: (message, remedy) => this.faults.notice(message, remedy),
    });
    this.session = new SessionOpen(this);
    this.rate = new SessionRate(this);
    this.exporting = new ExportWork(this);
    this.loudness = new LoudnessWork(this);
    this.selfTest = new SelfTest(engine);
    this.limiting = new LimitingWork(this);
    this.autosave = new Autosave(this.store, {
      save: (json) => (engine.writable ? engine.save(json) : Promise.resolve()),
      onState: (state, error) => {
        this.#saveState[1](state);
        if (error) this.faults.report(error, 'Saving the session');
      },
    });
    this.history.onChange(() => this.#historyTurn[1]((turn) => turn + 1));
    engine.onFault((fault) => this.faults.reportFault(fault));
    this.frames.add((frame) => this.meters.follow(frame));
    this.frames.add((frame) => this.transport.follow(frame));
    this.frames.add(() => this.automation.follow());
  }

  async start(): Promise<void> {
    this.autosave.listenTo(window);
    this.frames.start();
    if (!this.engine.writable) {
      this.faults.notice(
        'Lathe is open in another tab: here nothing is saved and no stems are added.',
        'Go on in the other tab, or close it and reload this one.',
      );
    }
    await this.session.start();
    await this.references.restore();
  }

  /** Changes the document: the one way in for buttons, keys, drops and tests. */
  change<Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>): void {
    const rest = this.#withoutAutomated(id, args);
    if (rest === null) return;
    // An id and its arguments belong together by the signature above.
    runDocumentAction(this.store, this.history, documentActions[id] as never, rest as never);
  }

  /** What of a change of parameters is the document's: automation takes its own; null if all. */
  #withoutAutomated(id: DocumentActionId, args: unknown): unknown {
    if (id === 'param.set') {
      const { target, key, value } = args as DocumentActionArgs<'param.set'>;
      const ref = { target, key };
      const taken = this.#linkedRides.move(ref, value) || this.automation.move(ref, value);
      return taken ? null : args;
    }
    if (id === 'param.toggle') {
      const ref = args as DocumentActionArgs<'param.toggle'>;
      return this.automation.move(ref, untrack(() => this.value(ref)) >= 0.5 ? 0 : 1) ? null : args;
    }
    if (id !== 'param.setMany') return args;
    const { target, values } = args as DocumentActionArgs<'param.setMany'>;
    const rest = Object.entries(values).filter(
      ([key, value]) => !this.automation.move({ target, key }, value),
    );
    return rest.length > 0 ? { target, values: Object.fromEntries(rest) } : null;
  }

  /** A drag that is under way takes the changes in. */
  #asOne(label: string, changes: () => void): void {
    const alone = !this.history.inGesture;
    if (alone) this.history.begin(label);
    changes();
    if (alone) this.history.commit();
  }

  /** A drag of a parameter begins; linked faders are taken with theirs. */
  take(ref: AutomatedRef, label: string): void {
    this.history.begin(label);
    this.#linkedRides.begin(ref);
    for (const each of this.#linkedRides.all(ref)) this.automation.touch(each);
  }

  /** It ends, and stands; or is taken back. */
  letGo(ref: AutomatedRef, how: 'keep' | 'bail'): void {
    this.#linkedRides.end();
    if (how === 'keep') this.history.commit();
    else this.history.bail();
    for (const each of this.#linkedRides.all(ref)) {
      if (how === 'keep') this.automation.letGo(each);
      else this.automation.takeBack(each);
    }
  }

  /** A parameter's value as the engine takes it; tracked. */
  value(ref: ParamRef): number {
    if (ref.target === 'monitor') return this.monitor.get(ref.key);
    const shown = this.automation.shown(ref, laneOf(this.records, ref)?.points);
    return shown ?? readParam(paramsOf(this.records, ref.target) ?? {}, specOf(ref));
  }

  /** Whether a lane has the parameter; tracked. */
  isAutomated(ref: ParamRef): boolean {
    return laneOf(this.records, ref) !== undefined;
  }

  setValue(ref: ParamRef, value: number): void {
    if (ref.target === 'monitor') this.monitor.set(ref.key, value);
    else this.change('param.set', { target: ref.target, key: ref.key, value });
  }

  /** Length in frames; tracked through the session's tracks and clips. */
  songFrames(): number {
    return this.#songFrames();
  }

  /** What `undo` and `redo` would do; tracked. */
  undoLabel(): string | null {
    this.#historyTurn[0]();
    return this.history.undoLabel;
  }

  redoLabel(): string | null {
    this.#historyTurn[0]();
    return this.history.redoLabel;
  }

  selection(): Selection | null {
    // The master's page has nothing else to act on.
    if (this.views.page() === 'master') return 'master';
    const selection = this.#selection[0]();
    if (selection === null || selection === 'master') return selection;
    return this.records.strip(selection) ? selection : null;
  }

  /** A track, group or return. */
  selectedStrip(): string | null {
    const selection = this.selection();
    return selection === 'master' ? null : selection;
  }

  select(selection: Selection | null): void {
    this.#selection[1](selection);
    if (selection !== null && selection !== 'master') this.#lastStrip[1](selection);
  }

  /** The strip that was selected last, also while the mix bus is. */
  lastStrip(): string | null {
    const strip = this.#lastStrip[0]();
    return strip && this.records.strip(strip)
      ? strip
      : (this.records.session().trackIds[0] ?? null);
  }

  dialog(): DialogName | null {
    return this.#dialog[0]();
  }

  showDialog(dialog: DialogName | null): void {
    this.#dialog[1](dialog);
  }

  /** True while that strip's name is being typed in that place. */
  isRenaming(strip: string, place: NamePlace): boolean {
    const renaming = this.#renaming[0]();
    return renaming?.strip === strip && renaming.place === place;
  }

  /** By default where the name is in view; buses have none in the song. */
  rename(strip: string | null, place?: NamePlace): void {
    if (strip === null) {
      this.#renaming[1](null);
      return;
    }
    const elsewhere = this.screen.narrow() && this.views.view() !== 'song';
    const inView = elsewhere || !this.records.track(strip) ? 'inspector' : 'song';
    if (!place && inView === 'inspector') this.views.show('strip');
    this.#renaming[1]({ strip, place: place ?? inView });
  }

  saveState(): SaveState {
    return this.#saveState[0]();
  }
}

const StudioContext = createContext<Studio>();
export const StudioProvider = StudioContext.Provider;

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('This part of the page stands outside the studio.');
  return studio;
}
