// SPDX-License-Identifier: Apache-2.0
import {
  Archive,
  FilePen,
  Folder,
  FolderOpen,
  Inbox,
  type LucideIcon,
  Send,
  ShieldAlert,
  Trash2,
} from "lucide-react";

const BY_ROLE: Record<string, LucideIcon> = {
  inbox: Inbox,
  drafts: FilePen,
  sent: Send,
  archive: Archive,
  junk: ShieldAlert,
  trash: Trash2,
};

export function folderIcon(role: string | null, open = false): LucideIcon {
  return BY_ROLE[role ?? ""] ?? (open ? FolderOpen : Folder);
}
