import { createServer, type IncomingHttpHeaders } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook's other end. */
export async function startHook() {
  const received: Received[] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => {
      body += piece;
    });
    request.on("end", () => {
      if (answer.status === 200) received.push({ headers: request.headers, body });
      response.writeHead(answer.status).end("whatever");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer,
    take: () => received.splice(0).map(({ body }) => JSON.parse(body)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As much of a mail server as a mail needs. */
export async function startMailServer() {
  const mails: string[] = [];
  const server = createTcpServer((socket) => {
    let text = "";
    let isData = false;
    socket.setEncoding("utf8").write("220 mail.example ESMTP\r\n");
    socket.on("error", () => {});
    socket.on("data", (piece: string) => {
      text += piece;
      for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
        if (isData) {
          const last = text.indexOf("\r\n.\r\n");
          if (last === -1) return;
          mails.push(text.slice(0, last));
          text = text.slice(last + 5);
          isData = false;
          socket.write("250 taken\r\n");
          continue;
        }
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        isData = /^DATA/i.test(line);
        socket.write(isData ? "354 go on\r\n" : /^QUIT/i.test(line) ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
