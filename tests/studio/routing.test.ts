// What the page asks of routing: the console's order, what a strip may feed,
// names, and that buses and sends go through a link and come back.
import { describe, expect, it } from 'vitest';
import { runDocumentAction } from '../../web/studio/src/document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../../web/studio/src/document/actions';
import { paramLabel } from '../../web/studio/src/document/actions/param-actions';
import { fromDocument, toDocument } from '../../web/studio/src/document/document-shape';
import { History } from '../../web/studio/src/document/history';
import { stripColour, stripName } from '../../web/studio/src/document/records';
import {
  canAddBus,
  findStrip,
  keySource,
  MAX_RETURNS,
  possibleOutputs,
  possibleSends,
  stripOrder,
} from '../../web/studio/src/document/routing';
import { DocumentStore } from '../../web/studio/src/document/store';
import { decodeLink, encodeLink } from '../../web/studio/src/link/settings-link';
import { emptySession } from '../../worklet/src/session/empty-session';
import { seededRandom } from './random-actions';

const random = seededRandom(5);

function desk() {
  const document = emptySession();
  for (const id of ['kick', 'vocal']) {
    const strip = { output: 'mix', params: {}, sends: [] };
    const name = id === 'kick' ? 'Kick' : 'Vocal';
    document.tracks.push({ id, name, colour: '#f08a7d', channels: 1, clips: [], strip });
  }
  const store = new DocumentStore(fromDocument(document));
  const history = new History(store);
  const run = <Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>) =>
    // An id and its arguments belong together by the signature.
    runDocumentAction(store, history, documentActions[id] as never, args as never);
  const add = (use: 'group' | 'return', name: string, members: string[] = []) => {
    run('bus.add', { use, name, members, random });
    return store.session.busIds.at(-1) as string;
  };
  return { store, history, run, add };
}

describe('routing', () => {
  it('puts groups before returns, whatever order they were made in', () => {
    const { store, add } = desk();
    const room = add('return', 'Room');
    const drums = add('group', 'Drums');
    expect(stripOrder(store)).toEqual({
      tracks: ['kick', 'vocal'],
      groups: [drums],
      returns: [room],
    });
  });

  it('offers no loop: neither by output nor by send', () => {
    const { store, run, add } = desk();
    const drums = add('group', 'Drums', ['kick']);
    const band = add('group', 'Band');
    const room = add('return', 'Room');
    run('strip.route', { strip: drums, to: band });
    run('send.add', { strip: band, to: room });
    const ids = (found: { id: string }[]) => found.map(({ id }) => id);
    expect(ids(possibleOutputs(store, 'kick'))).toEqual(['mix', drums, band]);
    expect(ids(possibleOutputs(store, band))).toEqual(['mix']);
    expect(ids(possibleOutputs(store, room))).toEqual(['mix']);
    expect(ids(possibleSends(store, drums))).toEqual([band, room]);
    expect(ids(possibleSends(store, room))).toEqual([]);
  });

  it('has room for eight returns', () => {
    const { store, add } = desk();
    for (let i = 0; i < MAX_RETURNS; ++i) {
      expect(canAddBus(store, 'return')).toBe(true);
      add('return', `Return ${i}`);
    }
    expect(canAddBus(store, 'return')).toBe(false);
    expect(canAddBus(store, 'group')).toBe(true);
  });

  it('names what has no name, and a send by both its ends', () => {
    const { store, add } = desk();
    const room = add('return', 'Room', ['vocal']);
    expect(stripName(findStrip(store, 'mix'))).toBe('Mix bus');
    expect(stripColour(findStrip(store, 'mix'))).toMatch(/^#[0-9a-f]{6}$/);
    expect(paramLabel(store, { strip: 'vocal', to: room }, 'levelDb')).toBe(
      'Vocal send to Room level',
    );
    expect(paramLabel(store, { strip: 'mix' }, 'comp.on')).toMatch(/^Mix bus compressor/);
  });

  it('copies settings from a track to a group', () => {
    const { store, history, run, add } = desk();
    const drums = add('group', 'Drums');
    run('param.setMany', { target: { strip: 'kick' }, values: { 'comp.on': 1, 'eq.on': 1 } });
    run('param.copy', { fromStrip: 'kick', toStrip: drums, prefix: 'comp.' });
    expect(store.find('bus', drums)?.params).toEqual({ 'comp.on': true });
    history.undo();
    expect(store.find('bus', drums)?.params).toEqual({});
  });

  it('goes through a link and comes back, and leaves in one step of undo', () => {
    const { store, history, run, add } = desk();
    const before = toDocument(store);
    const room = add('return', 'Room', ['kick', 'vocal']);
    history.undo();
    expect(toDocument(store)).toEqual(before);
    history.redo();
    run('param.set', { target: { strip: 'vocal', to: room }, key: 'tap', value: 1 });
    run('param.set', { target: { strip: room }, key: 'fader.gainDb', value: -3 });
    const document = toDocument(store);
    const decoded = decodeLink(encodeLink(document));
    expect(decoded.ok && JSON.parse(decoded.json)).toEqual(document);
    expect(toDocument(new DocumentStore(fromDocument(document)))).toEqual(document);
    run('bus.remove', { bus: room });
    expect(store.find('track', 'vocal')?.sends).toEqual([]);
    history.undo();
    expect(toDocument(store)).toEqual(document);
  });

  it('keys a stage from another strip, and forgets it when that strip goes', () => {
    const { store, history, run, add } = desk();
    const drums = add('group', 'Drums');
    const keyed = () => store.find('track', 'vocal');
    run('strip.key', { strip: 'vocal', stage: 'gate', from: 'kick' });
    run('strip.key', { strip: 'vocal', stage: 'compressor', from: drums });
    run('strip.key', { strip: drums, stage: 'compressor', from: 'kick' });
    // None of these changes anything: itself, what is not there, what it is already.
    run('strip.key', { strip: 'vocal', stage: 'gate', from: 'vocal' });
    run('strip.key', { strip: 'vocal', stage: 'gate', from: 'gone' });
    run('strip.key', { strip: 'vocal', stage: 'gate', from: 'kick' });
    const document = toDocument(store);
    expect(document.tracks[1]?.strip.keys).toEqual([
      { stage: 'gate', from: 'kick' },
      { stage: 'compressor', from: drums },
    ]);
    expect(toDocument(new DocumentStore(fromDocument(document)))).toEqual(document);
    const decoded = decodeLink(encodeLink(document));
    expect(decoded.ok && JSON.parse(decoded.json)).toEqual(document);

    run('track.remove', { track: 'kick' });
    expect(keyed()?.keys).toEqual([{ stage: 'compressor', from: drums }]);
    expect(toDocument(store).buses[1]).not.toHaveProperty('strip.keys');
    run('bus.remove', { bus: drums });
    expect(keySource(keyed(), 'compressor')).toBeUndefined();
    history.undo();
    history.undo();
    expect(toDocument(store)).toEqual(document);
    run('strip.key', { strip: 'vocal', stage: 'gate', from: null });
    run('strip.key', { strip: 'vocal', stage: 'compressor', from: null });
    expect(toDocument(store).tracks[1]?.strip).not.toHaveProperty('keys');
  });
});
