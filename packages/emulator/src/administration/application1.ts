import { minuteMs } from "../clock/spans.js";
import { type Binding, endBinding } from "./binding.js";
import type { Application1, V1Credentials } from "./types.js";

/** How long the vendor needs to make a new application known. */
export const propagationMinutes = 30;

export class Application1Account implements Application1 {
  readonly name: string;
  readonly applicationId: string;
  readonly applicationKey: string;
  createdAt: number;
  extendedSession: boolean;
  private readonly office: KeyOffice;
  private enabled = true;
  private deleted = false;
  private latest: Binding;

  constructor(options: {
    readonly name: string;
    readonly applicationId: string;
    readonly applicationKey: string;
    readonly createdAt: number;
    readonly extendedSession: boolean;
    readonly office: KeyOffice;
  }) {
    this.name = options.name;
    this.applicationId = options.applicationId;
    this.applicationKey = options.applicationKey;
    this.createdAt = options.createdAt;
    this.extendedSession = options.extendedSession;
    this.office = options.office;
    this.latest = options.office.bind(this);
  }

  get isEnabled(): boolean {
    return this.enabled && !this.deleted;
  }

  get isDeleted(): boolean {
    return this.deleted;
  }

  get credentials(): V1Credentials {
    return {
      baseUrl: this.office.baseUrl(),
      applicationId: this.applicationId,
      applicationKey: this.applicationKey,
      accessKey: this.latest.accessKey,
      secretKey: this.latest.secretKey,
    };
  }

  /** Minutes until its keys work; 0 when they do. */
  minutesToWait(now: number): number {
    return Math.max(0, Math.ceil((this.createdAt + propagationMinutes * minuteMs - now) / minuteMs));
  }

  disable(): void {
    this.enabled = false;
  }

  enable(): void {
    this.enabled = true;
  }

  delete(): void {
    this.deleted = true;
    for (const binding of this.office.bindingsOf(this)) {
      endBinding(binding, { state: "void", by: "its application was deleted" });
    }
  }

  createKeys(): V1Credentials {
    this.office.mayBind(this);
    this.latest = this.office.bind(this);
    return this.credentials;
  }

  /** New keys whatever the console would say; the old ones are no longer known. */
  replaceKeys(): void {
    for (const binding of this.office.bindingsOf(this)) {
      endBinding(binding, { state: "void", by: "its keys were replaced by new ones" });
    }
    this.latest = this.office.bind(this);
  }
}

/** Where an application has its keys made. */
export interface KeyOffice {
  baseUrl(): string;
  /** Throws in the console's words where it would refuse. */
  mayBind(application: Application1Account): void;
  bind(application: Application1Account): Binding;
  bindingsOf(application: Application1Account): Iterable<Binding>;
}
