// Goes through controls of the parameter table as a keyboard user does, on the
// studio with a double in place of the engine: each is found by role and name,
// turned by a key and undone in one step; what can be typed is typed, and reset.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { controlName, formatValue } from '../../../web/studio/src/params/format';
import type { ParamSpec } from '../../../worklet/src/params/params.generated';
import type { EngineCall, EngineDouble } from '../../studio/double/engine-double';

export class ControlWalk {
  constructor(
    readonly page: Page,
    /** "Group 1": how the controls' names begin. */
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

  /** The last value of a parameter that the engine was told: the document's. */
  async documentValue(spec: ParamSpec): Promise<number> {
    const value = await this.page.evaluate(
      ({ key, scope }) => {
        const { engineDouble } = globalThis as unknown as { engineDouble: EngineDouble };
        const isOfKey = ({ name, args: [target, itsKey] }: EngineCall) => {
          const effect = (target as { effect?: string } | undefined)?.effect;
          return name === 'setParam' && itsKey === key && (effect ?? scope) === scope;
        };
        return engineDouble.calls.findLast(isOfKey)?.args[2] as number | undefined;
      },
      { key: spec.key, scope: spec.scope },
    );
    return value ?? spec.default;
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
