// Ends with 0 when every port given answers /healthz, and with 1 when one doesn't.
import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";

const timeoutMs = 3000;

/** The tenant may speak either: which one isn't known here. */
async function isHealthy(port) {
  return (
    (await answers(getHttp, `http://127.0.0.1:${port}/healthz`)) ||
    (await answers(getHttps, `https://127.0.0.1:${port}/healthz`))
  );
}

function answers(get, url) {
  return new Promise((resolve) => {
    // Inside of the container nobody stands in between.
    const request = get(url, { rejectUnauthorized: false, timeout: timeoutMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

const healthy = await Promise.all(process.argv.slice(2).map(isHealthy));
process.exitCode = healthy.length > 0 && healthy.every(Boolean) ? 0 : 1;
