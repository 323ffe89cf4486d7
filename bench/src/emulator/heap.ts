/** Looks at the heap ten times a second; gives the most it was. */
export function monitorHeapUsage(): () => number {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
    return peak;
  };
  setInterval(look, 100).unref();
  return look;
}
