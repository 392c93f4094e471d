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
  screen("/pairs/:id/sessions/:sid", () => import("../screens/sessions/session")),
  screen("/pairs/:id/sessions", () => import("../screens/sessions/sessions")),
  screen("/pairs/:id/thread", () => import("../screens/thread/thread")),
  screen("/pairs/:id/agreement", () => import("../screens/agreement/agreement")),
  screen("/pairs/:id/goals", () => import("../screens/goals/goals")),
  screen("/pairs/:id/pulse", () => import("../screens/pulse/pulse")),
  screen("/pairs/:id/fit", () => import("../screens/fit/fit")),
  screen("/pairs/:id/rematch", () => import("../screens/rematch/rematch")),
  screen("/pairs/:id/review", () => import("../screens/review/review")),
  screen("/pairs/:id/end", () => import("../screens/end/end")),
  screen("/pairs/:id/farewell", () => import("../screens/farewell/farewell")),
  screen("/pairs/:id/certificate", () => import("../screens/certificate/certificate")),
  screen("/pairs/:id", () => import("../screens/pair/pair")),
  screen("/circles/new", () => import("../screens/circles/new")),
  screen("/circles/:id", () => import("../screens/circles/circle")),
  screen("/circles", () => import("../screens/circles/circles")),
  screen("/pairs", () => import("../screens/pairs/pairs")),
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
