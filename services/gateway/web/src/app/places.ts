/** Where the navigation leads, and who finds it there. */

import {
  IconBell,
  IconBook2,
  IconChecklist,
  IconCompass,
  IconHeartHandshake,
  IconHome,
  IconMail,
  IconSettings,
  IconShieldCheck,
  IconShieldHalf,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Access } from "./session";

export interface Place {
  /** Its words are `nav.<name>`. */
  name: string;
  path: string;
  Icon: ComponentType<{ size?: number; stroke?: number }>;
  /** The key that leads there, after `g`. */
  key: string;
  access: Access;
  /** In the bar of a phone too; the others are under "more". */
  isFirst?: boolean;
}

export const PLACES: readonly Place[] = [
  { name: "today", path: "/", Icon: IconHome, key: "t", access: "member", isFirst: true },
  { name: "find", path: "/find", Icon: IconCompass, key: "f", access: "member", isFirst: true },
  { name: "pairs", path: "/pairs", Icon: IconHeartHandshake, key: "p", access: "member", isFirst: true },
  { name: "journal", path: "/journal", Icon: IconBook2, key: "j", access: "member", isFirst: true },
  { name: "requests", path: "/requests", Icon: IconMail, key: "r", access: "member" },
  { name: "preparation", path: "/preparation", Icon: IconChecklist, key: "v", access: "member" },
  { name: "inbox", path: "/inbox", Icon: IconBell, key: "i", access: "member" },
  { name: "organise", path: "/organise", Icon: IconUsersGroup, key: "o", access: "organiser" },
  { name: "administer", path: "/administer", Icon: IconShieldHalf, key: "a", access: "administrator" },
  { name: "moderation", path: "/moderation", Icon: IconShieldCheck, key: "m", access: "moderator" },
  { name: "preferences", path: "/preferences", Icon: IconSettings, key: "s", access: "member" },
];
