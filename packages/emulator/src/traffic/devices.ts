import { at } from "./random.js";
import type { Site } from "./sites.js";

/** Where somebody is when they click. */
export type Whereabouts = "office" | "vpn" | "home" | "mobile";

/** What somebody clicks with, and the address it is seen from. No feed tells the user agent: `tenant.people` does. */
export interface Device {
  /** The company looks after it. */
  readonly managed: boolean;
  readonly userAgent: string;
  readonly address: string;
}

const agents = {
  workstation:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
  privateMac:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
  privatePc: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
  companyPhone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
  privatePhone:
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36",
} as const;

/** Addresses at people's homes, and of private phones: several share one, as behind a provider's gateway. */
const homes = 120;
const privatePhones = 120;
/** The company's phones leave through a gateway of its own. */
const companyPhones = 40;

/**
 * The devices of the person with this number, the same for good. Through the office, the VPN and the gateway of the
 * company's phones come managed devices alone; what comes from a home or a private phone is managed for one person in
 * three at home, and never on the phone.
 */
export function devicesOf(index: number, site: Site): Readonly<Record<Whereabouts, Device>> {
  const workstation = { managed: true, userAgent: agents.workstation };
  const hasCompanyPhone = index % 2 === 1;
  const home =
    index % 3 === 1
      ? workstation
      : { managed: false, userAgent: index % 4 === 0 ? agents.privateMac : agents.privatePc };
  return {
    office: { ...workstation, address: at(site.officeIps, index % site.officeIps.length) },
    vpn: { ...workstation, address: at(site.vpnIps, index % site.vpnIps.length) },
    home: { ...home, address: `203.0.113.${1 + (index % homes)}` },
    mobile: hasCompanyPhone
      ? {
          managed: true,
          userAgent: agents.companyPhone,
          address: `192.0.2.${150 + (((index - 1) / 2) % companyPhones)}`,
        }
      : {
          managed: false,
          userAgent: agents.privatePhone,
          address: `203.0.113.${128 + ((index * 3) % privatePhones)}`,
        },
  };
}
