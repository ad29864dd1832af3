// A button that opens the browser's file or folder picker.
// Thread: main.

import { type JSX, onMount } from 'solid-js';
import { filesOfInput } from '../app/dropped-files';
import { useStudio } from '../app/studio';
import { takeFiles } from './open-dialog';

const ACCEPT = '.wav,.wave,.flac,.json,audio/wav,audio/flac';

export function FilePicker(props: {
  kind: 'files' | 'folder';
  class?: string;
  picked?: () => void;
  children: JSX.Element;
}) {
  const studio = useStudio();
  let input!: HTMLInputElement;
  onMount(() => {
    if (props.kind === 'folder') input.webkitdirectory = true;
  });
  return (
    <>
      <button type="button" class={`button ${props.class ?? ''}`} onClick={() => input.click()}>
        {props.children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={props.kind === 'files' ? ACCEPT : undefined}
        aria-label={props.kind === 'files' ? 'Stems or a session file' : 'A folder of stems'}
        onChange={() => {
          if (!input.files || input.files.length === 0) return;
          const given = filesOfInput(input.files);
          input.value = '';
          props.picked?.();
          void takeFiles(studio, given);
        }}
      />
    </>
  );
}
