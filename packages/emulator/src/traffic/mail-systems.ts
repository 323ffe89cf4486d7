/** Mail as its system names it: whose it is, when it was sent, and 64 random bits in two halves. */
interface NamedMail {
  readonly domain: string;
  readonly time: number;
  readonly one: number;
  readonly other: number;
}

/** The habits of a mailing system: how it names mails and itself. All of them are shapes that are common. */
export interface MailSystem {
  /** The message id, without its brackets. */
  readonly nameMail: (mail: NamedMail) => string;
  /** What a domain's server says after EHLO when it sends. */
  readonly sends: (domain: string, ip: string) => string;
  /** The host that takes a domain's mail. */
  readonly receives: (domain: string) => string;
}

const lower = Buffer.from("0123456789abcdef", "latin1");
const upper = Buffer.from("0123456789ABCDEF", "latin1");
const room = Buffer.alloc(40);

/** Eight digits, written into bytes: put together from texts, ids would cost as much as the rest of a mail. */
function put(bits: number, at: number, digits: Buffer): void {
  for (let place = at + 7, left = bits; place >= at; place -= 1, left >>>= 4)
    room[place] = digits[left & 15] ?? 0;
}

/** Other bits, that follow from these. */
function stir(bits: number): number {
  return Math.imul(bits ^ (bits >>> 15) ^ 0x9e3779b9, 0x85ebca6b);
}

/** So many hexadecimal digits, 32 at the most. */
function hex({ one, other }: Pick<NamedMail, "one" | "other">, length: number, digits = lower): string {
  put(one, 0, digits);
  put(other, 8, digits);
  if (length > 16) {
    put(stir(one), 16, digits);
    put(stir(other), 24, digits);
  }
  return room.toString("latin1", 0, length);
}

const letters = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789xQ", "latin1");

/** So many letters and digits, 20 at the most. */
function mixed({ one, other }: Pick<NamedMail, "one" | "other">, length: number): string {
  let place = 0;
  for (const bits of [one, other, stir(one), stir(other)])
    for (let left = bits, end = place + 5; place < end; place += 1, left >>>= 6)
      room[place] = letters[left & 63] ?? 0;
  return room.toString("latin1", 0, length);
}

const dash = "-".charCodeAt(0);
const four = "4".charCodeAt(0);
const variantDigit = "a".charCodeAt(0);

function uuidOf({ one, other }: NamedMail, digits = lower): string {
  put(other, 28, digits);
  put(stir(other), 22, digits);
  put(stir(one), 14, digits);
  put(stir(one ^ other), 9, digits);
  put(one, 0, digits);
  for (const place of dashes) room[place] = dash;
  room[14] = four;
  room[19] = digits === lower ? variantDigit : variantDigit - 32;
  return room.toString("latin1", 0, 36);
}

const dashes = [8, 13, 18, 23] as const;

let lastSecond = -1;
let lastStamp = "";

/** `20260311120301`; neighbours mostly share it. */
function stamp(time: number): string {
  const second = Math.floor(time / 1000);
  if (second === lastSecond) return lastStamp;
  lastSecond = second;
  lastStamp = new Date(second * 1000).toISOString().slice(0, 19).replace(/\D/g, "");
  return lastStamp;
}

/** A number for a domain, the same each time. */
function markOf(domain: string): number {
  let mark = 7;
  for (let index = 0; index < domain.length; index += 1)
    mark = (Math.imul(mark, 31) + domain.charCodeAt(index)) | 0;
  return mark >>> 0;
}

const hosts = new Map<string, string>();

/** `AM6PR08MB4321`: the machine of a hosting company that a domain's mailboxes are on. */
function hostedAt(domain: string): string {
  const known = hosts.get(domain);
  if (known !== undefined) return known;
  const mark = markOf(domain);
  const places = ["AM6", "DB9", "VI1", "FR3", "LO2", "BN8"];
  const host = `${places[mark % places.length]}PR${String(10 + (mark % 89))}MB${String(1000 + ((mark >>> 8) % 9000))}`;
  if (hosts.size < 1000) hosts.set(domain, host);
  return host;
}

const own = (domain: string) => `mx1.${domain}`;

/** Mailboxes at a large hosting company. */
export const hosted: MailSystem = {
  nameMail: (mail) => {
    const host = hostedAt(mail.domain);
    return `${host}${hex(mail, 25, upper)}@${host}.prod.hosted-mail.example`;
  },
  sends: (domain) =>
    `mail-${hostedAt(domain).slice(0, 3).toLowerCase()}on2${String(markOf(domain) % 1000).padStart(3, "0")}.outbound.hosted-mail.example`,
  receives: (domain) => `${domain.replaceAll(".", "-")}.mail.hosted-mail.example`,
};

/** Mail that is written in a browser, at another one. */
const webmail: MailSystem = {
  nameMail: (mail) =>
    `CA+${mixed(mail, 20)}=${mixed({ one: stir(mail.other ^ 5), other: stir(mail.one ^ 9) }, 17)}@mail.webmail.example`,
  sends: (domain) => `mail-lf1-f${30 + (markOf(domain) % 40)}.webmail.example`,
  receives: () => "aspmx.l.webmail.example",
};

/** A server of one's own: Postfix's way. */
const queueNamed: MailSystem = {
  nameMail: (mail) => `${stamp(mail.time)}.${hex(mail, 10, upper)}@mail.${mail.domain}`,
  sends: (domain) => `mail.${domain}`,
  receives: (domain) => `mail.${domain}`,
};

/** Exim's way. */
const lettered: MailSystem = {
  nameMail: (mail) => {
    const name = mixed(mail, 14);
    return `E1${name.slice(0, 5)}-${name.slice(5, 11)}-${name.slice(12)}@smtp.${mail.domain}`;
  },
  sends: (domain) => `smtp.${domain}`,
  receives: own,
};

/** A groupware server in the cellar. */
const groupware: MailSystem = {
  nameMail: (mail) => `${hex(mail, 32)}@${mail.domain}`,
  sends: (domain) => `SRV-EX${1 + (markOf(domain) % 3)}.ad.${domain}`,
  receives: (domain) => `mx.${domain}`,
};

/** Programs on desks and phones, which make a UUID. */
const onDesk: MailSystem = {
  nameMail: (mail) => `${uuidOf(mail, upper)}@${mail.domain}`,
  sends: (domain) => `mout.${domain}`,
  receives: own,
};

/** Who sends for others, by the million. */
const sendingService: MailSystem = {
  nameMail: (mail) =>
    `0102${Math.floor(mail.time / 1000).toString(16)}-${uuidOf(mail)}-000000@eu-1.bulk-sender.example`,
  sends: (_, ip) => `a${ip.slice(ip.lastIndexOf(".") + 1)}-${ip.length * 7}.smtp-out.bulk-sender.example`,
  receives: own,
};

/** Who runs campaigns. */
const campaigns: MailSystem = {
  nameMail: (mail) => `${uuidOf(mail)}@mta${1 + (mail.one % 40)}.send.${mail.domain}`,
  sends: (domain, ip) => `mta${ip.slice(ip.lastIndexOf(".") + 1)}.send.${domain}`,
  receives: own,
};

/** Programs that send what they have to tell. */
const program: MailSystem = {
  nameMail: ({ domain, time, one, other }) =>
    `${one}.${other % 100_000}.${time}@app-${1 + (one % 4)}.${domain}`,
  sends: (domain) => `out.${domain}`,
  receives: own,
};

/** A script on a rented machine. */
const script: MailSystem = {
  nameMail: (mail) => `${hex(mail, 16)}@www.${mail.domain}`,
  sends: (_, ip) => `vps-${ip.replaceAll(".", "-")}.rented-hosts.example`,
  receives: own,
};

/** One that doesn't even know its name. */
const nameless: MailSystem = { ...script, sends: (_, ip) => `[${ip}]` };

/** What companies have, the more often the more common it is. */
export const systemsOfCompanies: readonly MailSystem[] = [
  hosted,
  groupware,
  hosted,
  queueNamed,
  hosted,
  webmail,
  onDesk,
  hosted,
  lettered,
];

export const systemsOfMailers: readonly MailSystem[] = [campaigns, sendingService, campaigns, program];

export const systemsOfMachines: readonly MailSystem[] = [program, sendingService, queueNamed, sendingService];

export const systemsOfSpammers: readonly MailSystem[] = [
  script,
  queueNamed,
  nameless,
  script,
  lettered,
  webmail,
  sendingService,
];
