import { createServer } from "node:http";
import { connect } from "node:net";

/** An HTTP proxy for tunnels that wants `postern:open-sesame`. */
export async function startAskingProxy(): Promise<{
  url: string;
  tunnels: () => number;
  close: () => Promise<void>;
}> {
  const wanted = `Basic ${Buffer.from("postern:open-sesame").toString("base64")}`;
  let tunnels = 0;
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer();
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (request, client) => {
    if (request.headers["proxy-authorization"] !== wanted) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="gate"\r\n\r\n',
      );
      return;
    }
    tunnels += 1;
    const [host = "", port = ""] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client);
      client.pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    tunnels: () => tunnels,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
