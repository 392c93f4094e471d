import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import type { Schemas } from "../../api/client";
import { useUnread } from "../../parts/notices";
import { Page } from "../../parts/page";
import classes from "./inbox.module.css";
import { Notices } from "./notices";

const STATES = ["new", "read", "snoozed", "done"] as const satisfies Schemas["ItemState"][];

/** What the house has told you, to be settled one after the other, with the hands on the keys. */
export default function Inbox() {
  const { t } = useTranslation("inbox");
  const [asked] = useSearchParams();
  const unread = useUnread();
  const here = STATES.find((state) => state === asked.get("state")) ?? "new";
  return (
    <Page
      title={t("title")}
      lead={
        <>
          {t("lead")} <span className={classes.keys}>{t("lead-keys")}</span>
        </>
      }
    >
      <nav aria-label={t("states")}>
        <ul className={classes.states}>
          {STATES.map((state) => (
            <li key={state}>
              <Link
                href={state === "new" ? "/inbox" : `/inbox?state=${state}`}
                aria-current={state === here ? "page" : undefined}
              >
                {t(state)}
                {state === "new" && unread > 0 && <span className={classes.count}>{t("count", { count: unread })}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Notices key={here} state={here} />
    </Page>
  );
}
