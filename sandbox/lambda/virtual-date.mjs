// @ts-check

/**
 * Shifts `Date` in this thread by the clock's milliseconds, so that code under way reads the sandbox's
 * time without knowing it. `performance.now` and timers stay real.
 *
 * @param {Float64Array} clock
 */
export function installVirtualDate(clock) {
  const RealDate = Date;
  const realNow = Date.now;
  const now = () => Math.floor(realNow() + (clock[0] ?? 0));
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
}
