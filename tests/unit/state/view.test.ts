import { expect, it } from 'vitest';
import { ViewState } from '../../../renderer/state/view.svelte.ts';

function viewOf(windowPx: number): ViewState {
  const view = new ViewState();
  view.resize(windowPx);
  view.openExport();
  return view;
}

it('the export holds up a window that has no room beside the mixer, and stands beside it where there is', () => {
  expect(viewOf(1279)).toMatchObject({ isHeldUp: true, isExportDocked: false, isLibraryOpen: true });
  expect(viewOf(1440)).toMatchObject({ isHeldUp: false, isExportDocked: true, isLibraryOpen: true });
});

it('the library gives its place to the export where both do not fit, and comes back', () => {
  const view = viewOf(1280);
  expect(view.isLibraryOpen).toBe(false);
  view.closeExport();
  expect(view.isLibraryOpen).toBe(true);
  view.resize(1600);
  view.openExport();
  view.resize(1300);
  expect(view.isLibraryOpen).toBe(false);
  view.closeExport();
  view.isLibraryOpen = false;
  view.openExport();
  view.closeExport();
  expect(view.isLibraryOpen).toBe(false);
});

it('lyrics and the export take turns at the right', () => {
  const view = viewOf(1600);
  view.isLyricsOpen = true;
  view.toggleLyrics();
  expect(view).toMatchObject({ isExportOpen: false, isLyricsOpen: true });
  view.toggleLyrics();
  expect(view.isLyricsOpen).toBe(false);
});
