import { Textarea } from '@mantine/core';
import type { WidgetProps } from '@rjsf/utils';
import { useState, type DragEvent, type ReactElement } from 'react';
import { common, labelOf } from './form-widgets.tsx';

/** A key that is a file: chosen, dropped on the field, or pasted. */
export function KeyFileWidget(props: WidgetProps): ReactElement {
  const { id, value = '', onChange } = props;
  const [read, setRead] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    onChange(await file.text());
    setRead(`${file.name}, ${file.size} bytes`);
  };
  const drop = useDrop((file) => void take(file));
  return (
    <div className={`drop ${value === '' ? '' : 'filled'} ${drop.className}`} {...drop.on}>
      <Textarea
        {...common(props)}
        label={labelOf(props)}
        className="keytext"
        rows={value === '' ? 2 : 4}
        placeholder="Drop the file here, or paste it"
        value={value as string}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
      />
      <div className="filerow">
        <label className="btn sm filebutton" htmlFor={`${id}-file`}>
          Choose a file
          <input id={`${id}-file`} type="file" onChange={({ target }) => void take(target.files?.[0])} />
        </label>
        {read !== undefined && value !== '' && <small role="status">Read {read}</small>}
      </div>
    </div>
  );
}

function useDrop(take: (file: File | undefined) => void) {
  const [isOver, setIsOver] = useState(false);
  return {
    className: isOver ? 'over' : '',
    on: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave: () => setIsOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files[0]);
      },
    },
  };
}
