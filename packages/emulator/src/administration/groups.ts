import type { KeyForge } from "./key-forge.js";
import { ConsoleRefusal, requireText } from "./refusal.js";

/** A member of a profile group: an address, or a whole domain. */
export interface GroupMember {
  readonly entry: string;
  readonly note: string;
  readonly addedAt: number;
}

/** A folder of the tree of profile groups. */
export interface ProfileGroup {
  readonly id: string;
  readonly name: string;
  /** Null for the root. */
  readonly parentId: string | null;
  readonly members: readonly GroupMember[];
}

interface HeldGroup extends ProfileGroup {
  name: string;
  parentId: string | null;
  members: GroupMember[];
  /** Who was a member once, and until when: mail of those days is judged as it was then. */
  readonly former: (GroupMember & { readonly removedAt: number })[];
}

/** The console names a new folder so until somebody renames it. */
const newFolderName = "New Folder";
/** Every account has it; whom it holds is blocked for the whole company. */
export const blockedSendersGroup = "Blocked Senders";
/** Every account has it; whom it holds may send to the outside by way of the company. The name is guessed. */
export const relayGroup = "Relay Senders";
/** Reserved: the API refuses to write to it. */
export const permittedSendersGroup = "Permitted Senders";
const entryPattern = /^(?:[^\s@]+@)?[^\s@.]+(?:\.[^\s@.]+)+$/;

/** The tree of profile groups (actions reference, 5.3). */
export class GroupTree {
  readonly root: ProfileGroup;
  private readonly forge: KeyForge;
  private readonly now: () => number;
  /** How long membership takes to reach mail. */
  private readonly delayMs: number;
  private readonly changed: () => void;
  private readonly groups = new Map<string, HeldGroup>();
  /** Kept for what policies did while they were there. */
  private readonly deleted = new Map<string, HeldGroup>();
  private serial = 0;

  /** `changed` is told when membership changes: mail to come may go another way. */
  constructor(options: {
    readonly forge: KeyForge;
    readonly now: () => number;
    readonly delayMs: number;
    readonly changed: () => void;
  }) {
    this.delayMs = options.delayMs;
    this.forge = options.forge;
    this.now = options.now;
    this.changed = options.changed;
    this.root = this.add("Root", null);
    for (const name of [blockedSendersGroup, permittedSendersGroup, relayGroup]) this.add(name, this.root.id);
  }

  list(): readonly ProfileGroup[] {
    return [...this.groups.values()];
  }

  childrenOf(group: ProfileGroup): readonly ProfileGroup[] {
    return this.list().filter(({ parentId }) => parentId === group.id);
  }

  /** By id or by name. Throws where there is none. */
  find(idOrName: string): ProfileGroup {
    return this.held(idOrName);
  }

  get(id: string): ProfileGroup | null {
    return this.groups.get(id) ?? null;
  }

  addFolder(parent: ProfileGroup = this.root, name: string = newFolderName): ProfileGroup {
    return this.add(requireText(name, "Edit Group"), this.held(parent.id).id);
  }

  rename(group: ProfileGroup, name: string): void {
    if (group.parentId === null) throw new ConsoleRefusal("The root folder can't be renamed.");
    this.held(group.id).name = requireText(name, "Edit Group");
  }

  move(group: ProfileGroup, parent: ProfileGroup): void {
    if (group.parentId === null) throw new ConsoleRefusal("The root folder can't be moved.");
    for (
      let above: ProfileGroup | undefined = parent;
      above !== undefined;
      above = this.groups.get(above.parentId ?? "")
    ) {
      if (above.id === group.id) throw new ConsoleRefusal("A folder can't be moved below itself.", "Parent");
    }
    this.held(group.id).parentId = parent.id;
  }

  delete(group: ProfileGroup): void {
    if (group.parentId === null) throw new ConsoleRefusal("The root folder can't be deleted.");
    for (const child of this.childrenOf(group)) this.delete(child);
    const held = this.groups.get(group.id);
    if (held === undefined) return;
    this.groups.delete(group.id);
    // Mail of before goes on being judged by whom it held.
    const removedAt = this.now();
    held.former.push(...held.members.splice(0).map((member) => ({ ...member, removedAt })));
    this.deleted.set(held.id, held);
    this.changed();
  }

  /**
   * Brings a folder back under its old id, without members. One that is there stays as it is; exactly: it gets its old
   * name and place, which is safe only where the whole tree is brought back.
   */
  restore(
    { id, name, parentId }: Pick<ProfileGroup, "id" | "name" | "parentId">,
    { isExact }: { readonly isExact: boolean },
  ): ProfileGroup {
    const present = this.groups.get(id);
    if (present !== undefined && !isExact) return present;
    const isOrphan = parentId !== null && !this.groups.has(parentId);
    const place = { name, parentId: isOrphan ? this.root.id : parentId };
    if (present !== undefined) return Object.assign(present, place);
    const group: HeldGroup = { id, ...place, members: [], former: this.deleted.get(id)?.former ?? [] };
    this.deleted.delete(id);
    this.groups.set(id, group);
    return group;
  }

  /** Adds addresses or domains; those that are members already stay so, once. */
  addMembers(group: ProfileGroup, entries: readonly string[], note = ""): void {
    const held = this.held(group.id);
    for (const text of entries) {
      const entry = text.trim().toLowerCase();
      if (!entryPattern.test(entry)) {
        throw new ConsoleRefusal(`${text} is neither an address nor a domain.`, "Group Additions");
      }
      if (held.members.some((member) => member.entry === entry)) continue;
      held.members.push({ entry, note, addedAt: this.now() });
    }
    this.changed();
  }

  removeMember(group: ProfileGroup, entry: string): boolean {
    const held = this.held(group.id);
    const index = held.members.findIndex((member) => member.entry === entry.toLowerCase());
    if (index === -1) return false;
    const removedAt = this.now();
    for (const member of held.members.splice(index, 1)) held.former.push({ ...member, removedAt });
    this.changed();
    return true;
  }

  /** Whether an address is a member of a group, by itself or through its domain. */
  contains(group: ProfileGroup, address: string): boolean {
    const wanted = address.toLowerCase();
    const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
    return group.members.some(({ entry }) => entry === wanted || entry === domain);
  }

  /** As `contains`, for a moment gone by; false for a group that never was. */
  contained(
    groupId: string,
    { address, at: time }: { readonly address: string; readonly at: number },
  ): boolean {
    const at = time - this.delayMs;
    const group = this.groups.get(groupId) ?? this.deleted.get(groupId);
    if (group === undefined) return false;
    const wanted = address.toLowerCase();
    const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
    const isMeant = ({ entry, addedAt }: GroupMember) =>
      addedAt < at && (entry === wanted || entry === domain);
    return (
      group.members.some(isMeant) || group.former.some((member) => at <= member.removedAt && isMeant(member))
    );
  }

  wasEverUsed(groupId: string): boolean {
    const group = this.groups.get(groupId) ?? this.deleted.get(groupId);
    return group !== undefined && group.members.length + group.former.length > 0;
  }

  private held(idOrName: string): HeldGroup {
    const group =
      this.groups.get(idOrName) ?? [...this.groups.values()].find(({ name }) => name === idOrName);
    if (group === undefined) throw new ConsoleRefusal(`There is no profile group ${idOrName}.`, "Group");
    return group;
  }

  private add(name: string, parentId: string | null): ProfileGroup {
    this.serial += 1;
    const id = `eNoGroup${this.forge.make(`group-${this.serial}`, { issue: 0, form: "base64url" })}`;
    const group: HeldGroup = { id, name, parentId, members: [], former: [] };
    this.groups.set(id, group);
    return group;
  }
}
