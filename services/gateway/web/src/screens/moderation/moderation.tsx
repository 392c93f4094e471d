import { useTranslation } from "react-i18next";
import { may, useMe } from "../../app/session";
import { Page } from "../../parts/page";
import { Queue } from "./queue";
import { Suspensions } from "./suspensions";

/** For moderators alone: what was reported, and who is suspended. */
export default function Moderation() {
  const { t } = useTranslation("moderation");
  const me = useMe();
  if (!may(me, "moderator")) return <Page title={t("not-yours")} lead={t("not-yours-lead")} />;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Queue />
      <Suspensions />
    </Page>
  );
}
