type Turn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'altKey' | 'ctrlKey'>;

/**
 * What a turn of the wheel or a swipe over a control asks of its value: 1 up, -1 down, 0 nothing, and then it scrolls what the control
 * lies in. A value changes only under the hand: while the control has the focus, or with Alt held. A swipe sideways and a pinch (which
 * comes with Ctrl) never change it.
 */
export function wheelStep({ deltaX, deltaY, altKey, ctrlKey }: Turn, hasFocus: boolean): -1 | 0 | 1 {
  if ((!hasFocus && !altKey) || ctrlKey || deltaY === 0 || Math.abs(deltaX) > Math.abs(deltaY)) return 0;
  return deltaY < 0 ? 1 : -1;
}

/** An `onwheel` handler: calls `change` with 1 or -1 for what is meant for the control it is set on, and lets all else scroll. */
export function onWheelStep(change: (direction: -1 | 1, event: WheelEvent) => void) {
  return (event: WheelEvent & { currentTarget: HTMLElement }): void => {
    const direction = wheelStep(event, event.currentTarget.matches(':focus'));
    if (direction === 0) return;
    event.preventDefault();
    change(direction, event);
  };
}
