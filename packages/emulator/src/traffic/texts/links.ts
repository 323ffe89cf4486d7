import type { BulkSender } from "./bulk.js";
import { compileGrammar, type Writer } from "./grammar.js";

/** Where links lead: `@` stands for the sender's domain. */
const words = {
  slug: [
    "what-changed-in-{ddd}",
    "{dd}-things-to-know",
    "interview-with-the-founder",
    "autumn-preview",
    "behind-the-scenes-{d}",
    "guide-part-{d}",
    "die-zehn-besten",
  ],
  good: [
    "running-shoes",
    "office-chair",
    "garden-shears",
    "headphones",
    "raincoat",
    "regenjacke",
    "coffee-mill",
  ],
  part: ["pump", "gearbox", "flange", "valve", "ventil", "harness", "cabinet"],
  list: ["weekly", "monthly", "offers", "kw{dd}", "autumn-sale"],
  lang: ["en", "de", "fr", "en-gb"],
};

const tracked = "utm_source=newsletter&utm_medium=email&utm_campaign={list}";

/** What comes from publishers, and from shops; much of it counts who clicks. */
const byCategory: Readonly<Record<string, Writer>> = {
  Shopping: compileGrammar(
    [
      `https://www.@/p/{good}-{dddd}?${tracked}`,
      `https://www.@/{lang}/sale/{good}?${tracked}`,
      "https://click.@/?qs={hex}{hex}{hex}{hex}{hex}{hex}{hex}{hex}",
      `https://www.@/{lang}/c/new-in?${tracked}&page={d}`,
    ],
    words,
  ),
  Travel: compileGrammar(
    [
      `https://www.@/{lang}/city-breaks/{dddd}?${tracked}`,
      "https://go.@/e/{hex}?r=newsletter&u={hex}",
      "https://www.@/angebote/{ddddd}/details.html",
    ],
    words,
  ),
};

const published = compileGrammar(
  [
    `https://www.@/{slug}?${tracked}`,
    `https://www.@/{ddddd}/{slug}.html?${tracked}`,
    "https://link.@/click/{ddddd}.{dddd}/{hex}{hex}{hex}",
    `https://@/issues/{ddd}#{slug}`,
    "https://view.@/?id={hex}{hex}&e={hex}",
  ],
  words,
);

export function linksOfMailer({ category }: Pick<BulkSender, "category">): Writer {
  return byCategory[category] ?? published;
}

/** What machines link to: the thing that they tell of. */
const byMachine: Readonly<Record<string, Writer>> = {
  deskpilot: compileGrammar(["https://@/agent/tickets/{ddddd}", "https://support.@/hc/requests/{ddddd}"]),
  buildyard: compileGrammar(
    ["https://ci.@/{app}/builds/{dddd}", "https://ci.@/{app}/pull/{ddd}#issuecomment-{ddddd}{dddd}"],
    { app: ["portal", "firmware", "erp-bridge", "label-print", "website"] },
  ),
  vaultkeeper: compileGrammar([
    "https://console.@/reports/{hex}",
    "https://console.@/jobs/{dddd}/runs/{ddd}",
  ]),
  officemart: compileGrammar([
    "https://www.@/orders/{ddddd}/track",
    "https://www.@/account/orders/{ddddd}?rate=1",
  ]),
  nordbank: compileGrammar(["https://online.@/documents", "https://online.@/mailbox/{hex}"]),
  peoplefolio: compileGrammar(["https://app.@/approvals/{hex}-{hex}", "https://app.@/inbox?task={ddddd}"]),
  meetwise: compileGrammar(["https://join.@/j/{ddddd}{ddddd}?pwd={hex}", "https://join.@/j/{ddddd}{ddddd}"]),
  boardly: compileGrammar(["https://@/b/{hex}/card/{ddd}", "https://@/n/{hex}{hex}"]),
};

export function linksOfMachine({ label }: Pick<BulkSender, "label">): Writer {
  return byMachine[label] ?? linksOfPartner;
}

/** What people send each other. */
export const linksOfPartner: Writer = compileGrammar(
  [
    "https://www.@/",
    "https://www.@/{lang}/products/{part}-{ddd}",
    "https://www.@/downloads/datasheet-{part}-{ddd}.pdf",
    "https://share.@/s/{hex}{letter}{dd}",
    "https://portal.@/orders/{ddddd}",
    "https://www.@/fileadmin/pdf/{part}_{ddd}.pdf",
    "https://www.@/kontakt.html",
    "https://shop.@/product_info.php?products_id={dddd}",
    "https://www.@/{lang}/news/{slug}",
  ],
  words,
);

/** The company's own pages. */
export const linksInside: Writer = compileGrammar(
  [
    "https://intranet.@/sites/{team}/SitePages/{page}.aspx",
    "https://wiki.@/display/{team}/{page}",
    "https://intranet.@/sites/{team}/Shared%20Documents/Forms/AllItems.aspx?id={dddd}",
    "https://tickets.@/browse/{team}-{dddd}",
    "https://intranet.@/news/{dddd}",
  ],
  {
    team: ["HR", "IT", "OPS", "Sales", "QM"],
    page: ["Home", "Canteen", "Travel-rules", "FAQ", "Kickoff-{dd}"],
  },
);
