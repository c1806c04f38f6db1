import {
  type Action,
  type ButtonTarget,
  type Command,
  commands,
  interfaceSizes,
  isAction,
  type StemId,
  stripPartOf,
  words,
} from '#contract';
import { GestureNames } from '../components/parts/gesture.ts';
import type { Stemroom } from '../state/stemroom.ts';

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

/** Whether something of the setlist has the focus, so that undo is about it. */
const isInSetlist = (element: Element | null): boolean => element?.closest('[data-undo=setlist]') != null;

const speeds = new GestureNames();
const keys = new GestureNames();
const nudges = new GestureNames();
const moves = new GestureNames();

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
    case 'controls':
      app.view.show({ name: command });
      break;
    case 'learn':
      app.learn();
      break;
    case 'undo':
    case 'redo':
      if (!editAsText(command)) app.stepBack(command, isInSetlist(document.activeElement));
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
    case 'renameStrip':
      onStrip(app, (stemId) => {
        app.view.editStrip('name', stemId);
      });
      break;
    case 'shiftStrip':
      onStrip(app, (stemId) => {
        app.view.editStrip('shift', stemId);
      });
      break;
    case 'replaceStem':
      onStrip(app, (stemId) => void app.session.stemFiles.replace(stemId));
      break;
    case 'groupStrips':
      onStrip(app, (stemId) => {
        app.mixing.groupFrom(stemId);
      });
      break;
    case 'moveStripUp':
      moveStrip(app, -1);
      break;
    case 'moveStripDown':
      moveStrip(app, 1);
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
      app.atPlayhead.editGrid({ does: 'double' });
      break;
    case 'halfTheTempo':
      app.atPlayhead.editGrid({ does: 'halve' });
      break;
    case 'thisIsOne':
      app.atPlayhead.editGrid({ does: 'oneHere' });
      break;
    case 'beatsAsEstimated':
      app.atPlayhead.editGrid({ does: 'toEstimate' });
      break;
    case 'nameSection':
      app.atPlayhead.nameSection();
      break;
    case 'typeChord':
      app.atPlayhead.typeChord();
      break;
    case 'importChords':
      void app.chords.importFile();
      break;
    case 'saveChords':
      void app.chords.save();
      break;
    case 'loopFromHere':
      app.loop.setEdgeHere('start');
      break;
    case 'loopToHere':
      app.loop.setEdgeHere('end');
      break;
    case 'editStretches':
      app.view.editsStretches = !app.view.editsStretches;
      break;
    case 'mutePart':
      if (app.view.focusedStem !== null) app.atPlayhead.toggleMutedPart(app.view.focusedStem);
      break;
    case 'saveScene':
      app.mixing.saveScene(null);
      break;
    case 'compareScenes':
      app.session.scenes?.compare();
      break;
    case 'morphScenes':
      app.session.scenes?.openMorph();
      break;
    case 'scene1':
    case 'scene2':
    case 'scene3':
    case 'scene4':
    case 'scene5':
    case 'scene6':
    case 'scene7':
    case 'scene8':
      app.mixing.recallScene(Number(command.at(-1)));
      break;
    case 'compareOriginal':
      void app.original.toggle();
      break;
    case 'previewForward':
      previewForward(app);
      break;
    case 'nextRepeats':
      app.session.sheet?.nextRepeats();
      break;
    case 'toggleRamp':
      app.session.sheet?.toggleRamp();
      break;
    case 'editLoop':
      app.loop.edit();
      break;
    case 'nextSection':
      app.atPlayhead.goToSection(1);
      break;
    case 'previousSection':
      app.atPlayhead.goToSection(-1);
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
    case 'showSetlist':
      app.showSetlist();
      break;
    case 'nextInSet':
      void app.set.goNext();
      break;
    case 'previousInSet':
      void app.set.goPrevious();
      break;
  }
}

/** Carries out what a key, or a button of a controller, does. */
export function carryOutTarget(app: Stemroom, target: ButtonTarget): void {
  const place = stripPartOf(target);
  if (place !== null) {
    const stemId = app.session.mixer?.mix.strips[place.strip]?.stemId;
    changeStrip(app, place.part === 'solo' ? 'solo' : 'mute', stemId);
  } else if (isCommand(target)) carryOut(app, target);
  else if (isAction(target)) carryOutAction(app, target);
}

const isCommand = (target: ButtonTarget): target is Command => (commands as readonly string[]).includes(target);

function carryOutAction(app: Stemroom, action: Action): void {
  if (isCommand(action)) return;
  switch (action) {
    case 'start':
      app.toStart();
      break;
    case 'toggleLoop':
      app.session.mixer?.toggleLoop();
      break;
    case 'back5s':
      app.transport.seekBySeconds(-5);
      break;
    case 'forward5s':
      app.transport.seekBySeconds(5);
      break;
    case 'back1s':
      app.transport.seekBySeconds(-1);
      break;
    case 'forward1s':
      app.transport.seekBySeconds(1);
      break;
    case 'slowerFine':
      speedBy(app, -0.01);
      break;
    case 'fasterFine':
      speedBy(app, 0.01);
      break;
    case 'keyDownFine':
      keyBy(app, -10);
      break;
    case 'keyUpFine':
      keyBy(app, 10);
      break;
    case 'muteFocused':
      changeStrip(app, 'mute', app.view.focusedStem);
      break;
    case 'soloFocused':
      changeStrip(app, 'solo', app.view.focusedStem);
      break;
    case 'tapBeat':
      app.atPlayhead.tapBeat(performance.now());
      break;
    case 'beatsEarlier':
      app.atPlayhead.editGrid({ does: 'nudge', seconds: -0.005 }, nudges.next(performance.now()));
      break;
    case 'beatsLater':
      app.atPlayhead.editGrid({ does: 'nudge', seconds: 0.005 }, nudges.next(performance.now()));
      break;
    case 'beatEarlier':
      app.atPlayhead.editGrid({ does: 'nudgeBeats', beats: -1 }, nudges.next(performance.now()));
      break;
    case 'beatLater':
      app.atPlayhead.editGrid({ does: 'nudgeBeats', beats: 1 }, nudges.next(performance.now()));
      break;
    case 'timeWord':
      app.lyrics.timing.startWord(performance.now());
      break;
    case 'saveScene1':
    case 'saveScene2':
    case 'saveScene3':
    case 'saveScene4':
    case 'saveScene5':
    case 'saveScene6':
    case 'saveScene7':
    case 'saveScene8':
      app.mixing.saveScene(Number(action.at(-1)));
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

/** Carries out a button of a controller, also while a dialog is open: a pedal is no key that one types with. */
export function carryOutButton(app: Stemroom, target: ButtonTarget, isPressed: boolean): void {
  if (isPressed) carryOutTarget(app, target);
  else if (target === 'timeWord') app.lyrics.timing.endWord(performance.now());
}

/** Previews the stem forward that has the focus, else the first one; of the stem that is forward already, the mix again. */
function previewForward(app: Stemroom): void {
  const { stems } = app.session;
  const focused = stems.find(({ id }) => id === app.view.focusedStem) ?? stems[0];
  if (focused !== undefined) app.mixing.togglePreview(focused.id);
}

/** Acts on the focused strip, or says that there is none. */
function onStrip(app: Stemroom, act: (stemId: StemId, place: number) => void): void {
  const place = app.session.stems.findIndex(({ id }) => id === app.view.focusedStem);
  const stem = app.session.stems[place];
  if (stem !== undefined) act(stem.id, place);
  else if (app.session.mixer !== null) app.toasts.news(words().strips.chooseFirst);
}

/** Moves the focused strip by a place. Quick steps are one step of undo. */
function moveStrip(app: Stemroom, by: -1 | 1): void {
  onStrip(app, (stemId, place) => {
    app.mixing.moveStrip(stemId, place + by, `${moves.next(performance.now())} ${stemId}`);
  });
}

function changeStrip(app: Stemroom, what: 'mute' | 'solo', stemId: Stemroom['view']['focusedStem'] | undefined): void {
  const { mixer } = app.session;
  if (stemId === null || stemId === undefined || mixer === null) return;
  if (what === 'mute') mixer.toggleMute(stemId);
  else mixer.toggleSolo(stemId);
}
