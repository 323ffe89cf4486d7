import type { Random } from "../random.js";
import { compileGrammar, type Writer } from "./grammar.js";

/** What people write to each other in. */
export type Language = "en" | "de" | "fr" | "es" | "zh";

const projects = ["Aurora", "Beacon", "Cobalt", "Delta 2", "Elbe", "Falcon", "Granite", "Helix", "Juniper"];
const places = [
  "Aachen",
  "Bergen",
  "Boston",
  "Graz",
  "Leeds",
  "Lyon",
  "Porto",
  "Suzhou",
  "Toulouse",
  "Turin",
];

const topics: Readonly<Record<Language, Writer>> = {
  en: compileGrammar(
    [
      "{doc} {project}",
      "{doc} – {part}",
      "{part}, rev. {letter}",
      "Quotation {ddddd}: {part}",
      "Order {ddddd} – {matter}",
      "PO {ddddd}",
      "{matter} for order {dddd}",
      "Invoice {ddddd}",
      "Question about {part}",
      "{weekday}'s call",
      "Minutes of {weekday}",
      "Visit to {place}, week {dd}",
      "Change request {ddd} ({part})",
      "{project}: {doc}",
      "{project} – next steps",
      "Samples of {part}",
      "Ticket {ddddd}: {trouble}",
      "{trouble} since {weekday}",
      "Quick question",
      "Holiday cover week {dd}",
      "Contract {dddd} – {doc}",
      "Fwd: {part} {place}",
    ],
    {
      projects,
      project: projects,
      place: places,
      weekday: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
      doc: [
        ...[
          "Agenda",
          "Budget",
          "Contract draft",
          "Draft report",
          "Forecast",
          "Invoice query",
          "NDA",
          "Offer",
        ],
        ...[
          "Price list",
          "Quarterly plan",
          "Risk assessment",
          "Specification",
          "Status",
          "Test report",
          "Timeline",
        ],
      ],
      part: [
        ...[
          "bearing housing",
          "cable set",
          "control cabinet",
          "coupling",
          "drive shaft",
          "filter unit",
          "flange DN80",
        ],
        ...[
          "gearbox",
          "heat exchanger",
          "hydraulic pump",
          "mounting kit",
          "pressure sensor",
          "seal ring",
          "spare parts",
        ],
        ...["test bench", "valve block", "wiring harness"],
      ],
      matter: [
        "customs papers",
        "delivery date",
        "partial delivery",
        "packaging",
        "price change",
        "missing items",
      ],
      trouble: [
        "VPN drops",
        "printer offline",
        "no access to share",
        "screen stays black",
        "wrong label",
        "slow login",
      ],
    },
  ),
  de: compileGrammar(
    [
      "{doc} {project}",
      "{doc} – {part}",
      "Angebot {ddddd}: {part}",
      "Anfrage {part}",
      "Bestellung {ddddd} – {matter}",
      "{matter} zu Auftrag {dddd}",
      "Rechnung {ddddd}",
      "Rückfrage {part}",
      "Protokoll vom {weekday}",
      "Zeichnung {part}, Index {letter}",
      "Besuch in {place}, KW {dd}",
      "Abstimmung {project}",
      "Termin {weekday}",
      "Urlaubsvertretung KW {dd}",
      "Änderungsantrag {ddd} ({part})",
      "Reklamation {ddddd}",
    ],
    {
      project: projects,
      place: places,
      weekday: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"],
      doc: [
        "Budget 2. Halbjahr",
        "Lastenheft",
        "Prüfbericht",
        "Preisliste",
        "Terminplan",
        "Vertragsentwurf",
        "Status",
      ],
      part: [
        ...[
          "Antriebswelle",
          "Dichtungssatz",
          "Ersatzteile",
          "Filtereinheit",
          "Getriebe",
          "Hydraulikpumpe",
          "Kabelsatz",
        ],
        ...["Lagergehäuse", "Prüfstand", "Schaltschrank", "Ventilblock", "Wärmetauscher"],
      ],
      matter: ["Fehlmenge", "Liefertermin", "Preisänderung", "Teillieferung", "Verpackung", "Zollpapiere"],
    },
  ),
  fr: compileGrammar(
    [
      "Devis {ddddd} – {part}",
      "Commande {ddddd} : {matter}",
      "Réunion {project}",
      "Compte rendu de {weekday}",
      "Question sur {part}",
      "Déplacement à {place}",
      "Facture {ddddd}",
      "{project} : {doc}",
      "Congés semaine {dd}",
      "Relance commande {dddd}",
    ],
    {
      project: projects,
      place: places,
      weekday: ["lundi", "mardi", "mercredi", "jeudi", "vendredi"],
      doc: ["cahier des charges", "planning", "projet de contrat", "rapport d'essai", "suite à notre appel"],
      part: [
        "le réducteur",
        "la pompe",
        "les joints",
        "l'armoire électrique",
        "le banc d'essai",
        "les échantillons",
      ],
      matter: ["date de livraison", "emballage", "livraison partielle", "papiers de douane"],
    },
  ),
  es: compileGrammar(
    [
      "Oferta {ddddd} – {part}",
      "Pedido {ddddd}: {matter}",
      "Reunión {project}",
      "Factura {ddddd}",
      "Consulta sobre {part}",
      "Visita a {place}, semana {dd}",
      "{project}: próximos pasos",
    ],
    {
      project: projects,
      place: places,
      part: ["la bomba", "el reductor", "las juntas", "el sensor de presión", "los repuestos"],
      matter: ["fecha de entrega", "entrega parcial", "embalaje", "cambio de precio"],
    },
  ),
  zh: compileGrammar(
    [
      "关于{part}的报价 {ddddd}",
      "订单{ddddd} {matter}",
      "{project}项目会议纪要",
      "{part}样品",
      "发票 {ddddd}",
      "出差{place}",
    ],
    {
      project: projects,
      place: places,
      part: ["减速机", "液压泵", "密封圈", "电缆", "传感器", "备件"],
      matter: ["交期确认", "包装", "价格调整", "报关资料"],
    },
  ),
};

/** How answers and forwarded mail begin: as the one program or the other writes it. */
const answers: Readonly<Record<Language, readonly string[]>> = {
  en: ["Re: ", "Re: ", "RE: "],
  de: ["AW: ", "AW: ", "Re: "],
  fr: ["RE: ", "Re: ", "RE : "],
  es: ["RE: ", "Re: "],
  zh: ["回复: ", "答复: ", "Re: "],
};

/** What a mail or a thread is about. */
export function writeTopic(language: Language, random: Random): string {
  return topics[language](random);
}

export function answerTo(topic: string, language: Language, random: Random): string {
  return random.pick(answers[language]) + topic;
}
