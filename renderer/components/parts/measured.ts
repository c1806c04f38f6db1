/**
 * Tells the inner size of an element in CSS pixels, soon and after every change. Unlike a binding to `clientWidth` it waits for
 * the frame to be laid out: a question in between makes the page lay out twice.
 */
export function measured(onsize: (width: number, height: number) => void): (element: HTMLElement) => () => void {
  return (element) => {
    const observer = new ResizeObserver(() => {
      onsize(element.clientWidth, element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  };
}
