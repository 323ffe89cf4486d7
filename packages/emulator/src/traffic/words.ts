/** The texts the fictional company's mail is made of. Domains are reserved names, so nothing here points anywhere. */

export const firstNames = [
  "Ada",
  "Bram",
  "Carla",
  "Dario",
  "Elif",
  "Farid",
  "Greta",
  "Hana",
  "Ivo",
  "Jonna",
  "Kemal",
  "Lene",
  "Mara",
  "Nils",
  "Odile",
  "Pavel",
  "Quirin",
  "Rosa",
  "Sven",
  "Tilda",
  "Ugo",
  "Vera",
  "Wanda",
  "Yara",
  "Zeno",
  "Anouk",
  "Björn",
  "Chloé",
  "Dilan",
  "Esra",
] as const;

export const lastNames = [
  "Abel",
  "Brandt",
  "Castell",
  "Dorn",
  "Ekman",
  "Falk",
  "Grauer",
  "Holm",
  "Imhof",
  "Jarn",
  "Korte",
  "Lindqvist",
  "Moorland",
  "Nagel",
  "Oster",
  "Pellar",
  "Quade",
  "Ravn",
  "Sorel",
  "Thorne",
  "Ullman",
  "Varga",
  "Wexel",
  "Yilmar",
  "Zander",
  "Ashby",
  "Birk",
  "Coldwell",
  "Drews",
  "Elmsley",
] as const;

export const departments = [
  "Finance",
  "Sales",
  "Engineering",
  "Operations",
  "Human Resources",
  "IT",
  "Legal",
  "Purchasing",
] as const;

export const partnerLabels = [
  "alder-logistics",
  "bluepier",
  "castor-metals",
  "deltaforge",
  "eastgate-law",
  "fieldnote",
  "granit-bau",
  "harborline",
  "ironleaf",
  "junction-parts",
  "kestrel-optics",
  "lumen-works",
  "marlow-audit",
  "nordkap-freight",
  "opalcraft",
  "pinegrove",
  "quayside",
  "ridgeway-it",
  "silverbay",
  "tannenhof",
  "umbra-design",
  "valemount",
  "westmark",
  "yellowbrook",
  "zephyr-air",
] as const;

export const newsletterLabels = [
  "dailybyte",
  "gardenpost",
  "industry-digest",
  "kitchenclub",
  "market-minute",
  "parcel-updates",
  "readers-corner",
  "shoe-shelf",
  "travel-letter",
  "webinar-hub",
] as const;

export const spamLabels = [
  "best-deal-now",
  "cheap-pillbox",
  "crypto-rocket",
  "fast-credit-4u",
  "hot-offer-zone",
  "lucky-spin",
  "prize-desk",
  "quick-rank-seo",
  "super-saver-x",
  "win-a-phone",
] as const;

export const threadSubjects = [
  "Quarterly plan",
  "Drawing revision C",
  "Delivery dates for order 4471",
  "Contract draft",
  "Minutes of Tuesday",
  "Angebot für Prüfstand",
  "Budget 2nd half",
  "Offer for spare parts",
  "Invoice query",
  "Réunion de projet",
  "Maintenance window",
  "Site visit next week",
  "Test report – batch 7",
  "Change request 118",
  "Onboarding",
  "Déplacement à Lyon",
  "Purchase order 90817",
  "Customs papers",
  "Sample shipment",
  "Release candidate",
] as const;

export const newsletterSubjects = [
  "Your weekly digest",
  "Only today: 20 % off everything 🎁",
  "Five ideas for a calmer inbox",
  "Neue Modelle eingetroffen!",
  "Your parcel is on its way",
  "Webinar: lean shop floors",
  "Die besten Rezepte für den Herbst",
  "We miss you",
] as const;

export const spamSubjects = [
  "You have been selected!!!",
  "Lower your rates NOW",
  "Re: your pharmacy order",
  "Hot singles of spreadsheets",
  "Бесплатный приз",
  "Become number one in search",
  "FINAL NOTICE: unclaimed reward",
  "お得なキャンペーン",
] as const;

/** What somebody writes who pretends to be a colleague. */
export const pretenceSubjects = [
  "Are you at your desk?",
  "Quick favour",
  "Payment to be made today",
  "New bank details",
  "Your mobile number please",
  "Gift cards for the team",
] as const;

export const notificationSubjects = [
  "Build finished",
  "Ticket #{n} was updated",
  "Backup report",
  "Your order {n} has shipped",
  "Statement {n} is available",
] as const;

export const fileNames = [
  "offer.pdf",
  "drawing-C.pdf",
  "minutes.docx",
  "plan.xlsx",
  "photo-001.jpg",
  "Übersicht.xlsx",
  "contract, final.docx",
] as const;

export const malwareNames = [
  "invoice_{n}.pdf.exe",
  "scan_{n}.zip",
  "payment-{n}.iso",
  "order {n}.xlsm",
] as const;

export const virusNames = ["Test.Malware.Sample-A", "Test.Dropper.Sample-B", "Eicar-Test-Signature"] as const;

export const urlCategories = [
  "Business",
  "Computers & Technology",
  "Shopping",
  "News",
  "Travel",
  "Education",
  "Uncategorized",
] as const;

/** The lures of the daily phishing wave; `{c}` is the company's label. */
export const lures = [
  {
    part: "payroll",
    name: "{c} Payroll",
    subject: "Action required: confirm your payslip for this month",
    path: "/payslip/confirm",
  },
  {
    part: "servicedesk",
    name: "{c} IT Service Desk",
    subject: "Your mailbox password expires today",
    path: "/sso/renew",
  },
  {
    part: "benefits",
    name: "{c} Human Resources",
    subject: "Updated benefits – please sign",
    path: "/documents/sign",
  },
  {
    part: "voicemail",
    name: "{c} Voicemail",
    subject: "You have a new voice message (0:47)",
    path: "/voice/listen",
  },
  {
    part: "vpn-access",
    name: "{c} Network Team",
    subject: "VPN access will be suspended",
    path: "/remote/verify",
  },
  {
    part: "expenses",
    name: "{c} Travel & Expenses",
    subject: "Your expense claim was returned",
    path: "/claims/review",
  },
] as const;
