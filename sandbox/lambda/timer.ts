/** Calls back after some milliseconds, unless what it returns is called before. */
export type Timer = (milliseconds: number, then: () => void) => () => void;

/** Waits in real time, and keeps no process alive for it. */
export const realTimer: Timer = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds).unref();
  return () => clearTimeout(timer);
};
