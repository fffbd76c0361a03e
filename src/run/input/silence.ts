/**
 * Waits for a silence: calls back once `milliseconds` have gone in which nothing ended the waiting.
 *
 * Node runs timers before it looks at pipes. Where this process was busy, or waited for the processor, the time is over
 * though nobody has looked: such a time does not count, and the waiting begins again.
 *
 * Out: ends the waiting.
 */
export function afterSilence(milliseconds: number, callBack: () => void): () => void {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const wait = () => {
    const due = performance.now() + milliseconds;
    timer = setTimeout(() => {
      const wasHeldUp = performance.now() - due > milliseconds;
      setImmediate(() => {
        if (isOver) return;
        if (wasHeldUp) wait();
        else callBack();
      });
    }, milliseconds);
  };
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
