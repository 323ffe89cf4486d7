import { PosternError } from "../../errors/index.js";

/** Another one gets in between once, rarely twice: they find each other's work done then. */
const mostTries = 3;

/** Once more from the start where somebody was quicker, or died at it: what they did is found there then. */
export async function untilSteady<T>(work: () => Promise<T>, settleDue: () => Promise<void>): Promise<T> {
  let isSettled = false;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      const code = thrown instanceof PosternError ? thrown.code : null;
      if (code === "already-running" && !isSettled) {
        isSettled = true;
        await settleDue();
      } else if (code !== "plan-changed" || tries >= mostTries) throw thrown;
    }
  }
}
