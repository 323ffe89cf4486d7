export { downloadFile } from "./download.js";
export type { Download, DownloadRequest } from "./types.js";
