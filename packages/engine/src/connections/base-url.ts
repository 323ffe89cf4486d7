import { PosternError } from "../errors/index.js";

/** The base URL without a slash at its end. Throws `bad-usage`. */
export function parseBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol)) {
    throw new PosternError(
      "bad-usage",
      `"${baseUrl}" is no base URL: it looks like https://eu-api.mimecast.com.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new PosternError(
      "bad-usage",
      `${url.origin} is not encrypted: use https:// (http:// is for this machine only).`,
    );
  }
  if (url.username !== "" || url.search !== "" || url.hash !== "") {
    throw new PosternError("bad-usage", "A base URL has neither user name, query nor fragment.");
  }
  return baseUrl.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
