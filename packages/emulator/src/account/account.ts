import type { AccountAdministration } from "../administration/administration.js";
import { formatUtc } from "../clicks/click-row.js";
import { dayMs } from "../clock/spans.js";
import { administratorsOf } from "../logs/administrators.js";
import type { RegionCode } from "../regions/regions.js";
import type { Company } from "../traffic/company.js";
import { hexDigits, mix, Random } from "../traffic/random.js";
import type { JsonObject } from "../wire/decode.js";
import { listPackages, type Package, productsOf } from "./packages.js";

const notices = [
  "Planned maintenance of the administration console",
  "New look for the monitoring dashboards",
  "Changes to default attachment policies",
  "A reminder to review administrator roles",
] as const;
/** Notices shown at a time, one of each month. */
const shownNotices = 3;

/** The account as its own calls describe it. */
export class Account {
  /** These two are secrets that the account call hands out all the same. */
  readonly passphrase: string;
  readonly supportCode: string;
  private readonly company: Company;
  private readonly region: RegionCode;
  private readonly administration: AccountAdministration;

  constructor(options: {
    readonly company: Company;
    readonly region: RegionCode;
    readonly administration: AccountAdministration;
    readonly seed: number;
  }) {
    this.company = options.company;
    this.region = options.region;
    this.administration = options.administration;
    const random = new Random(mix(options.seed, 0xacc0, 0x17));
    this.passphrase = `passphrase-${hexDigits(random, 16)}`;
    this.supportCode = `support-${random.between(100_000, 999_999)}`;
  }

  describe(): JsonObject {
    const { company } = this;
    const administrator = administratorsOf(company)[0];
    return {
      accountCode: company.accountCode,
      accountName: company.name,
      region: this.region,
      mimecastId: `1-${Number.parseInt(company.accountCode.slice(-6), 16)}`,
      type: "full",
      domain: company.domain,
      adminEmail: administrator?.address ?? "",
      contactEmail: administrator?.address ?? "",
      contactName: administrator?.name ?? "",
      telephone: "+44 20 7946 0123",
      userCount: company.people.length,
      packages: this.packages().map(({ id, name }) => `${name} [${id}]`),
      archive: true,
      gateway: true,
      passphrase: this.passphrase,
      supportCode: this.supportCode,
      databaseCode: `${this.region}-db-1`,
      maxRetention: 3650,
      maxRetentionConfirmed: true,
      minRetentionEnabled: false,
      automatedSegmentPurge: true,
      policyInheritance: false,
      searchReason: false,
      contentAdministratorDefaultView: "metadata",
      adminSessionTimeout: 60,
      exportApi: false,
      exgestAllowQuery: false,
      exgestAllowExtraction: false,
      expressAccount: false,
      mailPlatform: "office365",
      cybergraphV2Enabled: false,
    };
  }

  packages(): Package[] {
    const { withdrawnPackages } = this.administration;
    return listPackages(productsOf(this.administration)).filter(({ id }) => !withdrawnPackages.includes(id));
  }

  describeSupport(now: number): JsonObject {
    const { domain } = this.company;
    return {
      customerAdvocate: "Robin Field",
      customerDevelopmentManager: "Sam Rivers",
      hostingJurisdiction: this.region.toUpperCase(),
      supportJurisdiction: this.region.toUpperCase(),
      supportPackage: "Advanced",
      mainProduct: "Secure Email Gateway",
      officePhone: "+44 20 7946 0100",
      partnerName: "Ridgeway IT",
      renewalDate: formatUtc(nextRenewal(now)),
      mailtoLink: `mailto:support@vendor.example?subject=${encodeURIComponent(domain)}`,
    };
  }

  /** What the dashboard shows. Beside `visibleFrom` the names are guessed. */
  notifications(now: number): JsonObject[] {
    const date = new Date(now);
    return Array.from({ length: shownNotices }, (_, index) => {
      const month = date.getUTCMonth() - index;
      const visibleFrom = Date.UTC(date.getUTCFullYear(), month, 1, 6);
      const text = notices[(month + 12) % notices.length];
      return { visibleFrom, text };
    })
      .filter(({ visibleFrom }) => visibleFrom <= now)
      .map(({ visibleFrom, text }) => ({
        title: text,
        text: `${text}.`,
        visibleFrom: formatUtc(visibleFrom),
      }));
  }
}

/** Contracts end with September. */
function nextRenewal(now: number): number {
  const year = new Date(now).getUTCFullYear();
  const thisYear = Date.UTC(year, 9, 1) - dayMs;
  return thisYear > now ? thisYear : Date.UTC(year + 1, 9, 1) - dayMs;
}
