/** Every screen: where it is, who finds it in the navigation, and its own chunk. */

import {
  IconBell,
  IconBook2,
  IconChecklist,
  IconCompass,
  IconHeartHandshake,
  IconHome,
  IconMail,
  IconSettings,
  IconShieldHalf,
  IconUsersGroup,
} from "@tabler/icons-react";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Access } from "./session";

export interface Screen {
  path: string;
  Screen: LazyExoticComponent<ComponentType>;
}

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

const screen = (path: string, load: () => Promise<{ default: ComponentType }>): Screen => ({ path, Screen: lazy(load) });

export const SCREENS: readonly Screen[] = [
  screen("/", () => import("../screens/today/today")),
  screen("/organise", () => import("../screens/organise/organise")),
  screen("/organise/pairs", () => import("../screens/organise/pairs/pairs")),
  screen("/organise/rounds", () => import("../screens/organise/rounds/rounds")),
  screen("/organise/rounds/:id", () => import("../screens/organise/rounds/round")),
  screen("/organise/plan", () => import("../screens/organise/plan/plan")),
  screen("/organise/plan/dry-run", () => import("../screens/organise/plan/dry-run")),
  screen("/organise/plan/wordings", () => import("../screens/organise/plan/wordings")),
  screen("/organise/plan/announcements", () => import("../screens/organise/plan/announcements")),
  screen("/organise/plan/deliveries", () => import("../screens/organise/plan/deliveries")),
  screen("/organise/uptake", () => import("../screens/organise/uptake/uptake")),
  screen("/organise/programmes", () => import("../screens/organise/programmes/programmes")),
  screen("/organise/programmes/new", () => import("../screens/organise/programmes/new")),
  screen("/organise/programmes/:id", () => import("../screens/organise/programmes/programme")),
  screen("/programmes", () => import("../screens/programmes/programmes")),
  screen("/programmes/:id/members", () => import("../screens/programmes/members")),
  screen("/programmes/:id", () => import("../screens/programmes/programme")),
];

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
  { name: "preferences", path: "/preferences", Icon: IconSettings, key: "s", access: "member" },
];
