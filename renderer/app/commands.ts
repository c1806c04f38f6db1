import { type Command, interfaceSizes } from '#contract';
import { GestureNames } from '../components/parts/gesture.ts';
import type { Stemroom } from '../state/stemroom.ts';
import type { KeyAction } from './shortcuts.ts';

/** Whether the user types text there, so that keys and editing commands belong to it. */
export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'))
  );
}

/** Undoes or redoes in the focused text field. False when no text field has the focus. */
function editAsText(command: 'undo' | 'redo'): boolean {
  if (!isTextField(document.activeElement)) return false;
  // Deprecated, and still the only way for a page to reach a field's own history.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand(command);
  return true;
}

const speeds = new GestureNames();
const keys = new GestureNames();
const nudges = new GestureNames();

/** Changes the speed by a share of the recorded one. Quick steps are one step of undo. */
function speedBy({ session: { mixer } }: Stemroom, ratio: number): void {
  mixer?.setSpeed(mixer.mix.speed + ratio, speeds.next(performance.now()));
}

/** Transposes by cents. Quick steps are one step of undo. */
function keyBy({ session: { mixer } }: Stemroom, cents: number): void {
  mixer?.setTransposition(mixer.mix.transposeCents + cents, keys.next(performance.now()));
}

/** Makes the interface a size larger (1) or smaller (-1), or of its usual size (0). */
function resize(app: Stemroom, steps: -1 | 0 | 1): void {
  const now = interfaceSizes.indexOf(app.settings.settings.interfaceSize);
  const interfaceSize = interfaceSizes[steps === 0 ? 0 : now + steps];
  if (interfaceSize !== undefined) void app.changeSettings({ interfaceSize });
}

/** Carries out an item of the native menu. */
export function carryOut(app: Stemroom, command: Command): void {
  switch (command) {
    case 'addSong':
      app.view.show({ name: 'addSong', text: '' });
      break;
    case 'importFolder':
      void app.importChosen('folder');
      break;
    case 'importFiles':
      void app.importChosen('files');
      break;
    case 'export':
      app.openExport();
      break;
    case 'settings':
    case 'shortcuts':
      app.view.show({ name: command });
      break;
    case 'undo':
    case 'redo':
      if (!editAsText(command)) app.session.mixer?.[command]();
      break;
    case 'usualSize':
      resize(app, 0);
      break;
    case 'larger':
      resize(app, 1);
      break;
    case 'smaller':
      resize(app, -1);
      break;
    case 'slower':
      speedBy(app, -0.05);
      break;
    case 'faster':
      speedBy(app, 0.05);
      break;
    case 'keyDown':
      keyBy(app, -100);
      break;
    case 'keyUp':
      keyBy(app, 100);
      break;
    case 'playAsRecorded':
      app.session.mixer?.playAsRecorded();
      break;
    case 'resetMix':
      app.session.mixer?.resetMix();
      break;
    case 'playPause':
      void app.playPause();
      break;
    case 'stop':
      app.transport.stop();
      break;
    case 'click':
      app.session.sheet?.toggleClick();
      break;
    case 'countIn':
      app.session.sheet?.nextCountIn();
      break;
    case 'twiceTheTempo':
      app.editGrid({ does: 'double' });
      break;
    case 'halfTheTempo':
      app.editGrid({ does: 'halve' });
      break;
    case 'thisIsOne':
      app.editGrid({ does: 'oneHere' });
      break;
    case 'beatsAsEstimated':
      app.editGrid({ does: 'toEstimate' });
      break;
    case 'nameSection':
      app.nameSectionHere();
      break;
    case 'loopFromHere':
      app.setLoopEdgeHere('start');
      break;
    case 'loopToHere':
      app.setLoopEdgeHere('end');
      break;
    case 'editStretches':
      app.view.editsStretches = !app.view.editsStretches;
      break;
    case 'mutePart':
      if (app.view.focusedStem !== null) app.toggleMutedPart(app.view.focusedStem);
      break;
    case 'nextRepeats':
      app.session.sheet?.nextRepeats();
      break;
    case 'toggleRamp':
      app.session.sheet?.toggleRamp();
      break;
    case 'editLoop':
      app.editLoop();
      break;
    case 'nextSection':
      app.goToSection(1);
      break;
    case 'previousSection':
      app.goToSection(-1);
      break;
    case 'toggleLibrary':
      app.view.isLibraryOpen = !app.view.isLibraryOpen;
      break;
    case 'toggleLyrics':
      app.view.toggleLyrics();
      break;
    case 'toggleStage':
      app.lyrics.toggleStage();
      break;
  }
}

/** Carries out a keyboard shortcut. */
export function carryOutKey(app: Stemroom, action: KeyAction): void {
  const { mixer } = app.session;
  switch (action.does) {
    case 'playPause':
    case 'undo':
    case 'redo':
    case 'export':
    case 'addSong':
    case 'settings':
    case 'shortcuts':
    case 'playAsRecorded':
    case 'nameSection':
    case 'loopFromHere':
    case 'loopToHere':
    case 'nextRepeats':
    case 'toggleRamp':
    case 'editLoop':
    case 'editStretches':
    case 'mutePart':
    case 'nextSection':
    case 'previousSection':
    case 'toggleLyrics':
    case 'toggleStage':
      carryOut(app, action.does);
      break;
    case 'speedBy':
      speedBy(app, action.ratio);
      break;
    case 'keyBy':
      keyBy(app, action.cents);
      break;
    case 'tapBeat':
      app.tapBeat(performance.now());
      break;
    case 'toggleClick':
      carryOut(app, 'click');
      break;
    case 'nextCountIn':
      carryOut(app, 'countIn');
      break;
    case 'nudge':
    case 'nudgeBeats':
      app.editGrid(action, nudges.next(performance.now()));
      break;
    case 'start':
      app.toStart();
      break;
    case 'toggleLoop':
      mixer?.toggleLoop();
      break;
    case 'seekBy':
      app.transport.seekBySeconds(action.seconds);
      break;
    case 'mute':
    case 'solo':
      changeStrip(app, action.does, mixer?.mix.strips[action.strip]?.stemId);
      break;
    case 'muteFocused':
      changeStrip(app, 'mute', app.view.focusedStem);
      break;
    case 'soloFocused':
      changeStrip(app, 'solo', app.view.focusedStem);
      break;
    case 'zoomIn':
      app.zoomAtPlayhead(0.5);
      break;
    case 'zoomOut':
      app.zoomAtPlayhead(2);
      break;
    case 'zoomWhole':
      app.timeView.showAll();
      break;
  }
}

function changeStrip(app: Stemroom, what: 'mute' | 'solo', stemId: Stemroom['view']['focusedStem'] | undefined): void {
  const { mixer } = app.session;
  if (stemId === null || stemId === undefined || mixer === null) return;
  if (what === 'mute') mixer.toggleMute(stemId);
  else mixer.toggleSolo(stemId);
}
