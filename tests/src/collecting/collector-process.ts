import { openEngine } from "@postern/engine";

// A collector in a process of its own, to be killed. Arguments: home, the tenant's time, feeds.
const [home = "", time = "", ...feeds] = process.argv.slice(2);
const offset = Number(time) - Date.now();
const engine = await openEngine({ home, now: () => Date.now() + offset });
for (const { name, settings } of await engine.connections.list()) {
  const wanted = feeds.filter((feed) => settings.feeds.includes(feed));
  await engine.collector.collect({ connection: name, feeds: wanted });
}
await engine.close();
