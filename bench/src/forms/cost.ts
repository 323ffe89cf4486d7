/** What is measured: something done to each item, whose result is looked at so that no engine leaves it out. */
export type Work<Item> = (item: Item) => number;

const warmUpRounds = 3;

/**
 * The processor's time a work takes for an item, microseconds: the best of the rounds, which take the works in turn. What else
 * the machine does makes a round slower, never quicker.
 */
export function measureCosts<Item>(
  items: readonly Item[],
  { works, rounds }: { readonly works: readonly Work<Item>[]; readonly rounds: number },
): readonly number[] {
  for (let round = 0; round < warmUpRounds; round += 1) for (const work of works) run(items, work);
  const best = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      best[index] = Math.min(best[index] ?? 0, run(items, work));
    }
  }
  return best;
}

/** A clock tick of the processor's time is a microsecond here, a millisecond elsewhere: shorter spans say nothing. */
const leastItems = 2000;
let seen = 0;

function run<Item>(items: readonly Item[], work: Work<Item>): number {
  const repeats = Math.ceil(leastItems / items.length);
  const before = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat += 1) for (const item of items) seen += work(item);
  const { user, system } = process.cpuUsage(before);
  if (seen < 0) throw new Error("A length was below zero.");
  return (user + system) / (repeats * items.length);
}
