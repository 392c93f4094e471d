import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import frame from "../frame.module.css";
import { within, type Scope } from "../scope";

const TABS = ["", "/dry-run", "/wordings", "/announcements", "/deliveries"] as const;
const OF_ORGANISERS = new Set<string>(["", "/announcements"]);

/** What belongs to what people are told. */
export function PlanTabs({ scope }: { scope: Scope }) {
  const { t } = useTranslation("organise");
  const [here] = useLocation();
  return (
    <nav aria-label={t("plan.area")}>
      <ul className={frame.parts}>
        {TABS.filter((tab) => scope.seesWhole || OF_ORGANISERS.has(tab)).map((tab) => (
          <li key={tab}>
            <Link
              href={within(`/organise/plan${tab}`, scope.programmeId)}
              className={frame.part}
              aria-current={here === `/organise/plan${tab}` ? "page" : undefined}
            >
              {t(`plan.tabs.${tab.slice(1) || "score"}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
