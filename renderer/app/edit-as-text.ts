import { isTextField } from './is-text-field.ts';

/** Undo and redo from the menu belong to the field somebody types in. False: nobody does, nothing was done. */
export function editAsText(command: 'undo' | 'redo'): boolean {
  if (!isTextField(document.activeElement)) return false;
  // Deprecated, and still the only way for a page to reach a field's own history.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand(command);
  return true;
}
