// The choice of the order in which equaliser, compressor and de-esser follow.
// Thread: main.

import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { Choice } from '../ui/choice';
import { paramModel } from '../ui/control-model';

export function StageOrder(props: { strip: string }) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const name = () => stripName(studio.records.strip(props.strip));
  return (
    <div class="stage-order">
      <Choice model={paramModel(studio, { target, key: 'order' }, name)} label="Order of stages" />
    </div>
  );
}
