import { compileGrammar, type Writer } from "./grammar.js";

/** Who sends the same to many: whom it comes from, where its links lead by category, and what it says. */
export interface BulkSender {
  readonly label: string;
  readonly local: string;
  readonly category: string;
  readonly subject: Writer;
}

const goods = [
  "running shoes",
  "office chairs",
  "garden tools",
  "headphones",
  "coffee machines",
  "raincoats",
];
const dishes = ["pumpkin soup", "lentil curry", "apple cake", "one-pot pasta", "winter salad"];
const trades = [
  "lean shop floors",
  "CE marking",
  "predictive maintenance",
  "supply chains",
  "ISO 27001",
  "energy audits",
];

/** What people have subscribed to. */
export const newsletters: readonly BulkSender[] = [
  sender("dailybyte", "digest", "Computers & Technology", [
    "Your weekly digest #{ddd}",
    "Issue {ddd}: what changed",
    "{d} stories you missed",
  ]),
  sender(
    "gardenpost",
    "news",
    "Shopping",
    ["{good}: up to {dd} % off", "New in: {good} 🌱", "Das blüht im Garten"],
    { good: goods },
  ),
  sender(
    "industry-digest",
    "editor",
    "Business",
    ["Industry digest no. {ddd}", "This week: {trade}", "Interview: {trade}"],
    { trade: trades },
  ),
  sender(
    "kitchenclub",
    "hello",
    "News",
    ["Recipe of the week: {dish}", "{d} ideas for {dish}", "Die besten Rezepte: Nr. {ddd}"],
    { dish: dishes },
  ),
  sender("market-minute", "noreply", "Business", [
    "Market minute, no. {dddd}",
    "Before the bell: {d} things to know",
    "Copper {d} % up",
  ]),
  sender("parcel-updates", "info", "Business", [
    "Your parcel {ddddd} is on its way",
    "Ihr Paket {ddddd} kommt heute",
    "Delivered: parcel {ddddd}",
  ]),
  sender("readers-corner", "news", "Education", [
    "New releases this week",
    "{d} books for the train",
    "Readers' corner {ddd}",
  ]),
  sender(
    "shoe-shelf",
    "offers",
    "Shopping",
    ["Only today: {dd} % off {good} 🎁", "Neue Modelle eingetroffen!", "We miss you", "Last sizes: {good}"],
    { good: goods },
  ),
  sender(
    "travel-letter",
    "angebote",
    "Travel",
    ["{city} from {dd} €", "Weekend in {city}", "Herbst in {city}"],
    {
      city: ["Lisbon", "Bergen", "Genua", "Porto", "Tallinn", "Graz"],
    },
  ),
  sender(
    "webinar-hub",
    "events",
    "Education",
    ["Webinar: {trade}", "Tomorrow, 3 pm: {trade}", "Recording: {trade}"],
    { trade: trades },
  ),
];

/** What machines write by themselves. */
export const services: readonly BulkSender[] = [
  sender(
    "deskpilot",
    "support",
    "Computers & Technology",
    ["Ticket #{ddddd} was updated", "[#{ddddd}] {what}", "Ticket #{ddddd} closed"],
    {
      what: ["Waiting for your reply", "Assigned to you", "New comment", "Solved?"],
    },
  ),
  sender(
    "buildyard",
    "noreply",
    "Computers & Technology",
    ["[{app}] Build #{dddd} {how}", "[{app}] Pull request #{ddd}: {what}"],
    {
      app: ["portal", "firmware", "erp-bridge", "label-print", "website"],
      how: ["passed", "failed", "is back to normal"],
      what: ["fix rounding", "update dependencies", "remove old export", "add tests"],
    },
  ),
  sender(
    "vaultkeeper",
    "reports",
    "Computers & Technology",
    ["Backup report: {d} of {d} jobs done", "Backup of {host} {how}"],
    {
      host: ["SRV-FILE{d}", "SRV-ERP1", "SRV-DB2", "NAS-03"],
      how: ["finished", "finished with warnings"],
    },
  ),
  sender("officemart", "orders", "Shopping", [
    "Your order {ddddd} has shipped",
    "Order confirmation {ddddd}",
    "Rate your purchase",
  ]),
  sender("nordbank", "no-reply", "Business", [
    "Statement {ddd} is available",
    "Kontoauszug {ddd}",
    "New document in your mailbox",
  ]),
  sender(
    "peoplefolio",
    "notifications",
    "Business",
    ["{what} was approved", "Please approve: {what}", "Reminder: {what}"],
    {
      what: ["leave request {dddd}", "time sheet week {dd}", "travel expenses {dddd}", "training {ddd}"],
    },
  ),
  sender(
    "meetwise",
    "invitations",
    "Business",
    ["Invitation: {what}", "Updated invitation: {what}", "Cancelled: {what}"],
    {
      what: [
        "weekly sync",
        "supplier review",
        "Jour fixe",
        "project call",
        "1:1",
        "budget round",
        "réunion d'équipe",
      ],
    },
  ),
  sender(
    "boardly",
    "mail",
    "Computers & Technology",
    ['{d} new comments in "{what}"', 'You were mentioned in "{what}"', '"{what}" is due'],
    {
      what: ["Trade fair", "Audit list", "Q3 forecast", "New website", "Onboarding", "Move to hall {d}"],
    },
  ),
];

/** What nobody has asked for. */
export const writeSpam = compileGrammar(
  [
    "You have been selected{marks}",
    "{name}, your {prize} is waiting{marks}",
    "Lower your {bill} by {dd} %",
    "Re: your {shop} order {ddddd}",
    "Become number {d} in search",
    "FINAL NOTICE: {prize} unclaimed",
    "{dd} leads for your company",
    "Partnership proposal {ddd}",
    "{prize} – last chance{marks}",
    "Cheap {shop} without prescription",
    "Earn {dddd} € a week from home",
    "Web design from {ddd} €",
    "Kredit ohne SCHUFA – {dddd} €",
    "Sie haben {dddd} € gewonnen{marks}",
    "Бесплатный приз {ddd}",
    "Оптом: {ddd} позиций",
    "お得なキャンペーン {dd}%",
    "Votre colis {ddddd} est en attente",
    "Ha ganado {dddd} €",
  ],
  {
    marks: ["!!!", "!", " 🎉", ""],
    name: ["Dear customer", "Hello", "Friend", "Sir/Madam", "Dear winner"],
    prize: ["reward", "phone", "voucher", "gift card", "transfer of {dddd} €", "parcel"],
    bill: ["rates", "insurance", "energy bill", "mortgage", "printing costs"],
    shop: ["pharmacy", "medication", "watches", "herbal pills"],
  },
);

/** What somebody writes who pretends to be a colleague. */
export const writePretence = compileGrammar(
  [
    "Are you at your desk?",
    "Are you {free}?",
    "Quick favour",
    "{urgent} request",
    "Payment {when}",
    "Wire transfer {when}",
    "New bank details",
    "Change of my bank account",
    "Your mobile number please",
    "Gift cards for the {whom}",
    "Invoice {dddd} – please pay {when}",
    "Confidential: {project}",
    "Kurze Frage",
    "Sind Sie am Platz?",
    "Überweisung {heute}",
    "Aged receivables list",
    "W-8 and staff list",
    "{urgent}: need this done {when}",
  ],
  {
    free: ["available", "free", "in the office", "busy right now"],
    urgent: ["Urgent", "URGENT", "Important", "Small"],
    when: ["today", "before noon", "this morning", "asap"],
    heute: ["heute", "noch heute Vormittag", "dringend"],
    whom: ["team", "client", "interns"],
    project: ["acquisition", "project Aurora", "legal matter"],
  },
);

function sender(
  label: string,
  local: string,
  category: string,
  templates: readonly string[],
  words: Readonly<Record<string, readonly string[]>> = {},
): BulkSender {
  return { label, local, category, subject: compileGrammar(templates, words) };
}
