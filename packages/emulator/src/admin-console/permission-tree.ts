import { permissions as neededByCalls } from "@postern/mimecast/catalogue";

interface Level {
  /** `All`, `Read`, `Edit` … */
  readonly level: string;
  readonly permission: string;
}

/** What the console can tick beyond what calls need, from the menu tree of the actions reference, 5.9. */
const menuOnly = [
  "Account | Roles | Read",
  "Account | Roles | Edit",
  "Directories | Managed Senders | Read",
  "Directories | Managed Senders | Edit",
  "Gateway | Managed Senders | Read",
  "Services | API Application | Edit",
  "Services | API Application | Read",
  "Services | Journaling | Edit",
  "Services | URL Protection | Read",
];

/** Every permission by menu and entry, with "All" where an entry has levels. */
export const permissionMenus = buildMenus();

function buildMenus() {
  const menus = new Map<string, Map<string, Level[]>>();
  for (const permission of [...new Set<string>([...neededByCalls, ...menuOnly])].sort()) {
    const words = permission.split(" | ");
    const menu = words[0] ?? "";
    const hasLevel = words.length > 2;
    const name = hasLevel ? words.slice(1, -1).join(" | ") : (words[1] ?? "");
    const entries = menus.get(menu) ?? new Map<string, Level[]>();
    const levels = entries.get(name) ?? [];
    if (hasLevel && levels.length === 0) levels.push({ level: "All", permission: `${menu} | ${name} | All` });
    levels.push({ level: words.at(-1) ?? "", permission });
    menus.set(menu, entries.set(name, levels));
  }
  return [...menus].map(([menu, entries]) => ({
    menu,
    entries: [...entries].map(([name, levels]) => ({ name, levels })),
  }));
}
