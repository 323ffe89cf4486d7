import { compileGrammar } from "./grammar.js";

const part = [
  "pump",
  "gearbox",
  "cabinet",
  "flange",
  "valve",
  "harness",
  "Getriebe",
  "Prüfstand",
  "réducteur",
];

/** Files that people send each other. Pictures of signatures are the most common. */
export const writeFileName = compileGrammar(
  [
    "image00{d}.png",
    "image00{d}.png",
    "image00{d}.jpg",
    "IMG_{dddd}.jpg",
    "photo-{ddd}.jpg",
    "Offer {ddddd}.pdf",
    "Angebot_{ddddd}.pdf",
    "Devis {ddddd}.pdf",
    "PO{ddddd}.pdf",
    "RE-{ddddd}.pdf",
    "Invoice {ddddd}.pdf",
    "Delivery note {ddddd}.pdf",
    "Scan_{ddddd}.pdf",
    "drawing {part} {letter}.pdf",
    "{part}-{ddd}-{letter}.dwg",
    "Minutes week {dd}.docx",
    "Protokoll KW{dd}.docx",
    "contract {dddd}, final.docx",
    "Contract {dddd} v{d} (2).docx",
    "plan {part} v{d}.xlsx",
    "Übersicht {part}.xlsx",
    "price list {ddd}.xlsx",
    "Forecast {quarter}.xlsx",
    "Slides {part}.pptx",
    "export_{ddddd}.csv",
    "test report {part} {ddd}.pdf",
    "CoC_{ddddd}.pdf",
    "packing list {ddddd}.xlsx",
    "invite.ics",
  ],
  { part, quarter: ["Q1", "Q2", "Q3", "Q4"] },
);

/** Files that nobody should open. */
export const writeMalwareName = compileGrammar([
  "invoice_{dddd}.pdf.exe",
  "Rechnung_{ddddd}.zip",
  "scan_{dddd}.zip",
  "Parcel_{ddddd}.iso",
  "payment-{dddd}.iso",
  "order {dddd}.xlsm",
  "Bestellung {dddd}.xlsm",
  "quotation {ddddd}.pdf.exe",
  "swift_copy_{ddd}.zip",
]);

/** What comes with them. */
export const writeMalwareSubject = compileGrammar(
  [
    "Overdue invoice {ddddd}",
    "Payment advice {dddd}",
    "Mahnung Rechnung {ddddd}",
    "Scan from copier {dddd}",
    "Purchase order {ddddd}",
    "Your shipment {ddddd}",
    "Fwd: remittance {dddd}",
    "{what} attached",
  ],
  { what: ["Quotation", "Swift copy", "Revised invoice", "Delivery papers"] },
);
