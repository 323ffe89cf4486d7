import type { FastifyInstance } from "fastify";
import type { AccountJournal } from "../journal/account-journal.js";
import { notePort, readPorts } from "../journal/kept-hosts.js";
import type { Listeners } from "../wire/listeners.js";
import {
  describeHost,
  type EmulatedRegions,
  type GatewayName,
  type Host,
  type RegionCode,
  type UpdateRegion,
} from "./regions.js";

/** The tenant's two hosts, and on demand the vendor's others beside them. */
export class HostRow {
  private readonly apps: { readonly v1: FastifyInstance; readonly v2: FastifyInstance };
  private readonly listeners: Listeners;
  private readonly urls: { v1: string; v2: string };
  private readonly region: RegionCode;
  private readonly journal: AccountJournal | null;
  private readonly ports: ReadonlyMap<string, number>;
  private opening: Promise<EmulatedRegions> | null = null;
  private current: EmulatedRegions | null = null;

  constructor(options: {
    readonly apps: { readonly v1: FastifyInstance; readonly v2: FastifyInstance };
    readonly listeners: Listeners;
    readonly urls: { v1: string; v2: string };
    readonly region: RegionCode;
    readonly journal: AccountJournal | null;
  }) {
    this.apps = options.apps;
    this.listeners = options.listeners;
    this.urls = options.urls;
    this.region = options.region;
    this.journal = options.journal;
    this.ports = readPorts(options.journal);
  }

  /** Whether the others were open before this start. */
  get hadOthers(): boolean {
    return this.ports.has(describeHost({ kind: "discovery" }));
  }

  get opened(): EmulatedRegions | null {
    return this.current;
  }

  async openOwn(ports: { readonly v1: number; readonly v2: number }): Promise<void> {
    const { apps, region, urls } = this;
    urls.v1 = await this.open(apps.v1, { kind: "regional", region }, ports.v1);
    urls.v2 = await this.open(apps.v2, { kind: "gateway", gateway: "global" }, ports.v2);
  }

  openOthers(): Promise<EmulatedRegions> {
    this.opening ??= this.openEach();
    return this.opening;
  }

  private async openEach(): Promise<EmulatedRegions> {
    const { apps, urls } = this;
    const regional = async (region: RegionCode) =>
      region === this.region ? urls.v1 : this.open(apps.v1, { kind: "regional", region });
    const updates = (region: UpdateRegion) => this.open(apps.v1, { kind: "updates", region });
    const gateway = (name: GatewayName) => this.open(apps.v2, { kind: "gateway", gateway: name });
    this.current = {
      home: this.region,
      discovery: await this.open(apps.v1, { kind: "discovery" }),
      updates: {
        eu: await updates("eu"),
        de: await updates("de"),
        us: await updates("us"),
        za: await updates("za"),
        au: await updates("au"),
        je: await updates("je"),
      },
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

  /** Where it was before, or on the port that is asked for; 0 asks for none. */
  private async open(app: FastifyInstance, host: Host, port = 0): Promise<string> {
    const known = this.ports.get(describeHost(host));
    const url = await this.listeners.open(app, { host, port: port === 0 ? (known ?? 0) : port });
    notePort(this.journal, { host, port: Number(new URL(url).port), known });
    return url;
  }
}
