import type { FastifyInstance } from "fastify";
import type { Listeners } from "../wire/listeners.js";
import type { EmulatedRegions, GatewayName, RegionCode } from "./regions.js";

/** The tenant's two hosts, and on demand the vendor's others beside them. */
export class HostRow {
  private readonly apps: { readonly v1: FastifyInstance; readonly v2: FastifyInstance };
  private readonly listeners: Listeners;
  private readonly urls: { v1: string; v2: string };
  private readonly region: RegionCode;
  private opening: Promise<EmulatedRegions> | null = null;
  private current: EmulatedRegions | null = null;

  constructor(options: {
    readonly apps: { readonly v1: FastifyInstance; readonly v2: FastifyInstance };
    readonly listeners: Listeners;
    readonly urls: { v1: string; v2: string };
    readonly region: RegionCode;
  }) {
    this.apps = options.apps;
    this.listeners = options.listeners;
    this.urls = options.urls;
    this.region = options.region;
  }

  get opened(): EmulatedRegions | null {
    return this.current;
  }

  async openOwn(ports: { readonly v1: number; readonly v2: number }): Promise<void> {
    const { apps, listeners, region, urls } = this;
    urls.v1 = await listeners.open(apps.v1, { host: { kind: "regional", region }, port: ports.v1 });
    urls.v2 = await listeners.open(apps.v2, {
      host: { kind: "gateway", gateway: "global" },
      port: ports.v2,
    });
  }

  openOthers(): Promise<EmulatedRegions> {
    this.opening ??= this.openEach();
    return this.opening;
  }

  private async openEach(): Promise<EmulatedRegions> {
    const { apps, listeners, urls } = this;
    const regional = async (region: RegionCode) =>
      region === this.region ? urls.v1 : listeners.open(apps.v1, { host: { kind: "regional", region } });
    const gateway = (name: GatewayName) =>
      listeners.open(apps.v2, { host: { kind: "gateway", gateway: name } });
    this.current = {
      home: this.region,
      discovery: await listeners.open(apps.v1, { host: { kind: "discovery" } }),
      updates: await listeners.open(apps.v1, { host: { kind: "updates" } }),
      v1: {
        eu: await regional("eu"),
        de: await regional("de"),
        us: await regional("us"),
        usb: await regional("usb"),
        uspcom: await regional("uspcom"),
        ca: await regional("ca"),
        za: await regional("za"),
        au: await regional("au"),
        je: await regional("je"),
        sandbox: await regional("sandbox"),
      },
      v2: { global: urls.v2, us: await gateway("us"), uk: await gateway("uk") },
    };
    return this.current;
  }
}
