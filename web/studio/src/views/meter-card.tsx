// A card of the output's meters: folds by its name, and what is folded is neither
// drawn nor worked out.
// Thread: main.

import type { JSX } from 'solid-js';
import { Card } from '../ui/card';
import { foldState } from '../ui/folds';

export interface MeterCardProps {
  title: string;
  says?: JSX.Element;
  tools?: JSX.Element;
  children: JSX.Element;
}

export function MeterCard(props: MeterCardProps) {
  const folded = foldState(`meters ${props.title}`);
  const open = () => folded.open(true);
  return (
    <Card
      title={props.title}
      still={open()}
      says={props.says}
      tools={props.tools}
      fold={{
        label: `${props.title} meters`,
        open: open(),
        press: () => folded.set(!open()),
      }}
    >
      {props.children}
    </Card>
  );
}
