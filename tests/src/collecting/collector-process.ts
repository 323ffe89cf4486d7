import { openEngine } from "@postern/engine";

// A collector in a process of its own, to be killed. Arguments: home, the tenant's time, the event to die at (0: none),
// feeds.
const [home = "", time = "", dieAt = "0", ...feeds] = process.argv.slice(2);
const offset = Number(time) - Date.now();
let told = 0;
/** Tells the parent once that reading has begun, and holds nothing open for it. */
process.channel?.unref();
let hasBegun = false;
const engine = await openEngine({
  home,
  now: () => Date.now() + offset,
  listener: (name) => {
    if (name === "client.event") {
      if (!hasBegun) process.send?.("reading");
      hasBegun = true;
      return;
    }
    told += 1;
    if (told === Number(dieAt)) process.kill(process.pid, "SIGKILL");
  },
});
for (const { name, settings } of await engine.connections.list()) {
  const wanted = feeds.filter((feed) => settings.feeds.includes(feed));
  await engine.collector.collect({ connection: name, feeds: wanted });
}
await engine.close();
