// Goes through controls of the parameter table as a keyboard user does, on the
// studio with a double in place of the engine: each is found by role and name,
// turned by a key and undone in one step; what can be typed is typed, and reset.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { controlName, formatValue } from '../../../web/studio/src/params/format';
import { fromStored } from '../../../worklet/src/params/param-values';
import type { ParamSpec } from '../../../worklet/src/params/params.generated';
import type { ParamRecord, SessionDocument } from '../../../worklet/src/session/session-document';
import type { EngineCall, EngineDouble } from '../../studio/double/engine-double';

export class ControlWalk {
  constructor(
    readonly page: Page,
    /** "Group 1": how the controls' names begin; nothing for the master. */
    readonly owner: string,
    /** A switch that is named otherwise than its row. */
    readonly switchName: (spec: ParamSpec, name: string) => string = (_, name) => name,
  ) {}

  controlOf(spec: ParamSpec): Locator {
    const name = controlName(this.owner, spec);
    if (spec.kind === 'switch') {
      return this.page.getByRole('button', { name: this.switchName(spec, name), exact: true });
    }
    const role = spec.kind === 'choice' ? 'combobox' : 'slider';
    return this.page.getByRole(role, { name, exact: true });
  }

  /** What the engine was last told of a parameter, by itself or with a document: the document's. */
  async documentValue(spec: ParamSpec): Promise<number> {
    const told = await this.page.evaluate(
      ({ key, scope, owner }) => {
        const { engineDouble } = globalThis as unknown as { engineDouble: EngineDouble };
        const isOfKey = ({ name, args: [target, itsKey] }: EngineCall) => {
          const effect = (target as { effect?: string } | undefined)?.effect;
          return (
            name === 'open' ||
            (name === 'setParam' && itsKey === key && (effect ?? scope) === scope)
          );
        };
        const call = engineDouble.calls.findLast(isOfKey);
        if (call?.name === 'setParam') return { value: call.args[2] as number };
        const document = call?.args[0] as SessionDocument | undefined;
        if (scope === 'master') return { stored: document?.master.params[key] };
        const bus = document?.buses.find(({ name }) => name === owner);
        const params = scope === 'strip' ? bus?.strip?.params : bus?.effect?.params;
        return { stored: (params as ParamRecord | undefined)?.[key] };
      },
      { key: spec.key, scope: spec.scope, owner: this.owner },
    );
    return told.value ?? fromStored(spec, told.stored);
  }

  async shown(spec: ParamSpec): Promise<string> {
    const control = this.controlOf(spec);
    if (spec.kind === 'switch') {
      return (await control.getAttribute('aria-pressed')) === 'true' ? 'on' : 'off';
    }
    if (spec.kind === 'number') return (await control.getAttribute('aria-valuetext')) ?? '';
    return formatValue(spec, Number(await control.inputValue()));
  }

  #keyOf(spec: ParamSpec): string {
    if (spec.kind === 'switch') return 'Space';
    const up = spec.default < spec.max;
    return up !== (spec.kind === 'choice') ? 'ArrowUp' : 'ArrowDown';
  }

  /** From its default by one key, and back by one undo. */
  async turn(spec: ParamSpec): Promise<void> {
    const rest = formatValue(spec, spec.default);
    expect(await this.shown(spec), spec.key).toBe(rest);
    const key = this.#keyOf(spec);
    await this.controlOf(spec).focus();
    await this.page.keyboard.press(key);
    const turned = await this.documentValue(spec);
    const direction = spec.default < spec.max ? 1 : -1;
    expect(Math.sign(turned - spec.default), `${spec.key} by ${key}`).toBe(direction);
    expect(await this.shown(spec), spec.key).toBe(formatValue(spec, turned));
    await this.page.keyboard.press('Control+z');
    expect(await this.documentValue(spec), `${spec.key} undone`).toBe(spec.default);
    expect(await this.shown(spec), `${spec.key} undone`).toBe(rest);
  }

  async typeAndReset(spec: ParamSpec): Promise<void> {
    if (spec.kind === 'switch') return;
    await this.controlOf(spec).focus();
    if (spec.kind === 'number') {
      await this.page.keyboard.type(String(spec.min));
      await this.page.keyboard.press('Enter');
      expect(await this.documentValue(spec), `${spec.key} typed`).toBe(spec.min);
    } else {
      await this.page.keyboard.press(this.#keyOf(spec));
    }
    await this.page.keyboard.press('Delete');
    expect(await this.documentValue(spec), `${spec.key} reset`).toBe(spec.default);
  }
}
