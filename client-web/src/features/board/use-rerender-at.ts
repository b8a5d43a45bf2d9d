import { useEffect, useReducer } from "react";

/** Renders anew at an instant (Unix ms); never if undefined. */
export function useRerenderAt(instant: number | undefined): void {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (instant === undefined) return;
    const timer = setTimeout(rerender, Math.max(0, instant - Date.now()));
    return () => clearTimeout(timer);
  }, [instant]);
}
