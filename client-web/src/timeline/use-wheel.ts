import { type RefObject, useEffect, useRef } from "react";

/**
 * Listens to the wheel over an element: with Ctrl (or a pinch) it zooms, sideways (or with Shift) it moves; else the page
 * scrolls.
 *
 * @param onWheel factor of the zoom, 1 if it moves; share of the visible stretch to move by; place of the pointer in px
 */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  onWheel: (factor: number, share: number, x: number) => void,
): void {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    // React's own listener is passive, so that the page would be zoomed as well.
    const listen = (event: WheelEvent) => {
      const { left, width } = target.getBoundingClientRect();
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      const zooms = event.ctrlKey || event.metaKey;
      if (!zooms && (sideways === 0 || Math.abs(sideways) < Math.abs(event.deltaY) * Number(!event.shiftKey))) return;
      event.preventDefault();
      const x = event.clientX - left;
      if (zooms) latest.current(2 ** (Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 200)), 0, x);
      else latest.current(1, sideways / Math.max(1, width), x);
    };
    target.addEventListener("wheel", listen, { passive: false });
    return () => target.removeEventListener("wheel", listen);
  }, [element]);
}
