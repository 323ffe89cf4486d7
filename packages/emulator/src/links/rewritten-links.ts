import { leavesUnwritten, type ManagedUrls } from "../console/managed-urls.js";
import type { RegionCode } from "../regions/regions.js";
import type { TokenMint } from "../wire/tokens.js";

/** The older hosts of rewritten links and the newer ones, whatever their region. */
const hosts = /^(?:protect-[a-z]+\.mimecast\.com|url\.[a-z]+\.m\.mimecastprotect\.com)$/;
const pathPattern = /^\/s\/([\w-]+)$/;

/** The links that URL protection puts in the place of URLs when it delivers a mail. */
export class RewrittenLinks {
  private readonly mint: TokenMint;
  private readonly region: RegionCode;
  private readonly managedUrls: ManagedUrls;
  private readonly now: () => number;

  constructor(options: {
    readonly now: () => number;
    readonly mint: TokenMint;
    readonly region: RegionCode;
    readonly managedUrls: ManagedUrls;
  }) {
    this.now = options.now;
    this.mint = options.mint;
    this.region = options.region;
    this.managedUrls = options.managedUrls;
  }

  /** What a recipient finds in a mail delivered now: the same link each time, or the URL itself where a managed URL says so. */
  rewrite(url: string): string {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new TypeError(`Not a URL: ${url}`);
    if (leavesUnwritten(this.managedUrls.judgeNow(url, this.now()))) return url;
    const token = this.mint.seal("rewritten-link", [url]);
    return `https://protect-${this.region}.mimecast.com/s/${token}?domain=${new URL(url).hostname}`;
  }

  /** The URL behind a link; null for what this tenant hasn't rewritten. */
  open(link: string): string | null {
    if (!URL.canParse(link)) return null;
    const { hostname, pathname } = new URL(link);
    const token = hosts.test(hostname) ? pathPattern.exec(pathname)?.[1] : undefined;
    const [url] = token === undefined ? [] : (this.mint.open("rewritten-link", token) ?? []);
    return typeof url === "string" ? url : null;
  }
}
