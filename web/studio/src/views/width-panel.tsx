// Stereo width, and mono below a corner.
// Thread: main.

import { useStudio } from '../app/studio';
import { describeWidth } from '../audio/width';
import type { ParamItem } from '../ui/param-controls';
import { StagePanel } from './stage-panel';

export function WidthPanel(props: { strip: string }) {
  const studio = useStudio();
  const record = () => studio.records.strip(props.strip);
  const idle = () => (record()?.channels === 2 ? null : 'a mono strip has one side');
  const items: readonly ParamItem[] = [
    { key: 'width.percent', label: 'width', idle },
    { key: 'width.monoBelowHz', label: 'mono below', idle },
  ];
  return (
    <StagePanel
      strip={props.strip}
      stage="width"
      says={describeWidth(record()?.params ?? {}, record()?.channels ?? 1)}
      items={items}
    />
  );
}
