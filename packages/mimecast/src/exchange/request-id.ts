/** A version 4 UUID from the given source of numbers, for runs that are to be repeated exactly. */
export function createRequestId(random: () => number): string {
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (place) => {
    const digit = Math.floor(random() * 16);
    return (place === "x" ? digit : (digit % 4) + 8).toString(16);
  });
}
