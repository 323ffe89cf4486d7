import type { KeyForge } from "./key-forge.js";
import { ConsoleRefusal, requireText } from "./refusal.js";

/** A member of a profile group: an address, or a whole domain. */
export interface GroupMember {
  readonly entry: string;
  readonly note: string;
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
  members: GroupMember[];
}

/** The console names a new folder so until somebody renames it. */
const newFolderName = "New Folder";
const entryPattern = /^(?:[^\s@]+@)?[^\s@.]+(?:\.[^\s@.]+)+$/;

/** The tree of profile groups (actions reference, 5.3). */
export class GroupTree {
  readonly root: ProfileGroup;
  private readonly forge: KeyForge;
  private readonly groups = new Map<string, HeldGroup>();
  private serial = 0;

  constructor(forge: KeyForge) {
    this.forge = forge;
    this.root = this.add("Root", null);
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

  addFolder(parent: ProfileGroup = this.root, name: string = newFolderName): ProfileGroup {
    return this.add(requireText(name, "Edit Group"), this.held(parent.id).id);
  }

  rename(group: ProfileGroup, name: string): void {
    if (group.parentId === null) throw new ConsoleRefusal("The root folder can't be renamed.");
    this.held(group.id).name = requireText(name, "Edit Group");
  }

  delete(group: ProfileGroup): void {
    if (group.parentId === null) throw new ConsoleRefusal("The root folder can't be deleted.");
    for (const child of this.childrenOf(group)) this.delete(child);
    this.groups.delete(group.id);
  }

  /** Adds addresses or domains; those that are members already stay so, once. */
  addMembers(group: ProfileGroup, entries: readonly string[], note = ""): void {
    const held = this.held(group.id);
    for (const text of entries) {
      const entry = text.trim().toLowerCase();
      if (!entryPattern.test(entry)) {
        throw new ConsoleRefusal(`${text} is neither an address nor a domain.`, "Group Additions");
      }
      if (!held.members.some((member) => member.entry === entry)) held.members.push({ entry, note });
    }
  }

  removeMember(group: ProfileGroup, entry: string): boolean {
    const held = this.held(group.id);
    const index = held.members.findIndex((member) => member.entry === entry.toLowerCase());
    if (index === -1) return false;
    held.members.splice(index, 1);
    return true;
  }

  /** Whether an address is a member of a group, by itself or through its domain. */
  contains(group: ProfileGroup, address: string): boolean {
    const wanted = address.toLowerCase();
    const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
    return group.members.some(({ entry }) => entry === wanted || entry === domain);
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
    const group: HeldGroup = { id, name, parentId, members: [] };
    this.groups.set(id, group);
    return group;
  }
}
