// Opening a session: the one saved on this device, a settings link, a session
// file, or the demo song. Whatever comes from outside goes through the engine's
// loader first; until it has passed, what is open stays as it is.
// Thread: main.

import { emptySession } from '@lathe/worklet/session/empty-session';
import type { SessionDocument } from '@lathe/worklet/session/session-document';
import { createSignal } from 'solid-js';
import { fromDocument, toDocument } from '../document/document-shape';
import { decodeLink, encodeLink, isLink, LONGEST_DOCUMENT_BYTES } from '../link/settings-link';
import type { Studio } from './studio';

/** A session from outside that waits for a yes, as it would take the place of another. */
export interface PendingSession {
  document: SessionDocument;
  source: 'link' | 'file' | 'demo' | 'new';
}

/** Holds the demo song's session, as the command line opens it, and its stems. */
const DEMO_FOLDER = 'demo/';
const DEMO_SESSION = `${DEMO_FOLDER}session.json`;
/** More faults than this help nobody. */
const MOST_FAULTS_TOLD = 3;

export class SessionOpen {
  readonly #studio: Studio;
  readonly #pending = createSignal<PendingSession | null>(null);
  readonly #loadingDemo = createSignal(false);
  readonly #ready = createSignal(false);
  #demo: Promise<string | null> | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  pending(): PendingSession | null {
    return this.#pending[0]();
  }

  /** True once it is known what the page begins with. */
  ready(): boolean {
    return this.#ready[0]();
  }

  loadingDemo(): boolean {
    return this.#loadingDemo[0]();
  }

  /** What the page begins with: the saved session, then a link over it. */
  async start(): Promise<void> {
    const { engine, faults } = this.#studio;
    try {
      const saved = await engine.loadSaved();
      if (saved) {
        const document = await this.#checked(saved, 'The session saved on this device');
        if (document) {
          await this.#replace(document);
          await this.#fetchDemoStems();
        }
      }
    } catch (error) {
      faults.report(error, 'Opening the saved session');
    }
    await this.openFragment(location.hash);
    // A link pasted into the address bar of an open page changes only the fragment.
    addEventListener('hashchange', () => void this.openFragment(location.hash));
    this.#ready[1](true);
  }

  async openFragment(fragment: string): Promise<void> {
    if (!isLink(fragment)) return;
    // A reload should bring back the session as it was worked on, not the link.
    history.replaceState(null, '', location.pathname + location.search);
    const decoded = decodeLink(fragment);
    if (!decoded.ok) {
      this.#studio.faults.show(decoded.message, decoded.remedy);
      return;
    }
    await this.#offer(decoded.json, 'This link', 'link');
  }

  /** A link that was pasted: a whole address or only its fragment. */
  async openLinkText(text: string): Promise<void> {
    const at = text.indexOf('#');
    const fragment = text.trim().slice(Math.max(0, at));
    if (isLink(fragment)) return this.openFragment(fragment);
    this.#studio.faults.show(
      'This is not a link to a Lathe session.',
      'A link ends in “#s=1.” and many letters. Copy all of it and paste it again.',
    );
  }

  async openFile(file: File): Promise<void> {
    if (file.size > LONGEST_DOCUMENT_BYTES) {
      this.#studio.faults.show(
        `${file.name} is larger than any session (16 MB).`,
        'Choose the session file that Lathe wrote; stems are dropped in beside it.',
      );
      return;
    }
    let json: string;
    try {
      json = await file.text();
    } catch (error) {
      this.#studio.faults.report(error, `Reading ${file.name}`);
      return;
    }
    await this.#offer(json, file.name, 'file');
  }

  /** Takes the waiting session in place of what is open, or lets it go. */
  async answer(accept: boolean): Promise<void> {
    const pending = this.pending();
    this.#pending[1](null);
    if (accept && pending) await this.#open(pending);
  }

  async openDemo(): Promise<void> {
    if (this.loadingDemo()) return;
    this.#loadingDemo[1](true);
    try {
      const json = await this.#demoSession();
      if (json === null) {
        this.#studio.faults.show(
          'The demo song could not be loaded.',
          'Check the network connection, then try again.',
        );
        return;
      }
      await this.#offer(json, 'The demo song', 'demo');
    } finally {
      this.#loadingDemo[1](false);
    }
  }

  /** An empty session, asked for first where it would take the place of another. */
  async newSession(): Promise<void> {
    await this.#take({ document: emptySession(), source: 'new' });
  }

  link(): string {
    const { origin, pathname, search } = location;
    return `${origin}${pathname}${search}${encodeLink(toDocument(this.#studio.store))}`;
  }

  async #offer(json: string, what: string, source: PendingSession['source']): Promise<void> {
    try {
      const document = await this.#checked(json, what);
      if (document) await this.#take({ document, source });
    } catch (error) {
      this.#studio.faults.report(error, `Opening ${what.charAt(0).toLowerCase()}${what.slice(1)}`);
    }
  }

  async #take(session: PendingSession): Promise<void> {
    if (this.#studio.store.session.trackIds.length > 0) this.#pending[1](session);
    else await this.#open(session);
  }

  async #checked(json: string, what: string): Promise<SessionDocument | null> {
    const { engine, faults } = this.#studio;
    const found = await engine.checkSession(json);
    if (found.length === 0) return JSON.parse(json) as SessionDocument;
    const told = found
      .slice(0, MOST_FAULTS_TOLD)
      .map(({ pointer, message }) => (pointer ? `${pointer}: ${message}` : message))
      .join(' ');
    const more =
      found.length > MOST_FAULTS_TOLD ? ` (And ${found.length - MOST_FAULTS_TOLD} more.)` : '';
    faults.show(
      `${what} cannot be opened: ${told}${more}`,
      'What was open stays as it was. Ask whoever made it to share it again.',
    );
    return null;
  }

  async #open({ document, source }: PendingSession): Promise<void> {
    await this.#replace(document);
    await this.#fetchDemoStems();
    if (source !== 'demo' && this.#studio.stems.missing().size > 0) this.#studio.views.show('song');
  }

  async #replace(document: SessionDocument): Promise<void> {
    const { store, history, solo, stageListening, stems, transport, follower, songMeasure } =
      this.#studio;
    // First, so that nothing asks for what is not here.
    await stems.findMissing(document);
    this.#studio.automation.drop();
    transport.reset();
    solo.clear();
    stageListening.clear();
    store.replace(fromDocument(document));
    history.clear();
    transport.toStart();
    this.#studio.select(document.tracks[0]?.id ?? null);
    await follower.settled();
    songMeasure.replaced();
  }

  /** The demo song's stems come from the site itself, whichever way its session arrived. */
  async #fetchDemoStems(): Promise<void> {
    const { stems, faults } = this.#studio;
    if (stems.missing().size === 0) return;
    const json = await this.#demoSession();
    const demo = json === null ? null : (JSON.parse(json) as SessionDocument);
    const wanted = demo?.stems.filter((stem) => stems.missing().has(stem.fileSha256)) ?? [];
    if (wanted.length === 0) return;
    try {
      const files = await Promise.all(
        wanted.map(async (stem) => ({
          file: await fetchBlob(DEMO_FOLDER + (stem.path ?? stem.name)),
          name: stem.name,
        })),
      );
      await stems.add(files);
    } catch (error) {
      faults.report(error, 'Loading the demo song');
    }
  }

  /** Null where it cannot be had; asked for again the next time. */
  #demoSession(): Promise<string | null> {
    this.#demo ??= fetchBlob(DEMO_SESSION)
      .then((blob) => blob.text())
      .catch(() => {
        this.#demo = null;
        return null;
      });
    return this.#demo;
  }
}

async function fetchBlob(path: string): Promise<Blob> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.blob();
}
